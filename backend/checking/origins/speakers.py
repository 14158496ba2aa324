"""Whom a sentence says that its information comes from, by the words that news says it with.

"The ministry said", "said the minister", "according to the agency", "citing two officials", "was
published by a Telegram channel", "in a report by the bank", "figures from the police show".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backend.checking.origins.subjects import STATING, subject_of
from backend.checking.origins.vocabulary import (
    DATA,
    OF_ITS_KIND,
    PUBLISHED,
    SPOKEN,
    any_of,
)

_WHO = r"(?P<who>[^,;:¤—–()]+)"
_KIND = rf"(?:{any_of(OF_ITS_KIND)}\s)*"
_INVERTED = re.compile(
    rf"(?:[,”\"¤?!]\s*|[—–]\s)(?P<verb>{any_of(SPOKEN)})\s"
    rf"(?!(?:in|on|at|that|by|to|of|he|she|it|they|we|i|there|his|this|\w+day)\b){_WHO}"
)
_ACCORDING = re.compile(
    r"\b(?:according to|by the (?:account|count|reckoning) of|in the (?:words|view) of|per"
    rf"|on the word of|as (?:first )?(?:quoted|reported|told|cited) by)\s{_WHO}",
    re.IGNORECASE,
)
_CITING = re.compile(
    r"\b(?:citing|quoting|quotes|cites|cited|quoted(?: by)?|crediting|referring to|relying on"
    r"|with reference to|based on (?:information|data|figures|reports?|accounts?|statements?)"
    rf" (?:from|by|of))\s{_WHO}",
    re.IGNORECASE,
)
_BY = re.compile(
    rf"\b{any_of(PUBLISHED)}(?:\s(?:on|in|last|this|late|early|yesterday|today|earlier)(?:\s\w+){{0,4}}?)?"
    rf"\sby\s{_WHO}"
)
_FROM = re.compile(
    rf"\b{any_of(DATA)}\s(?:\w+\s){{0,2}}?(?:by|from|of|at)\s(?P<who>[^,;:¤—–()]+?)\s"
    r"(?:shows?|showed|said|says|suggest\w*|indicate[sd]?|puts?|confirm\w*|reveal\w*|found|finds|reads?)\b",
    re.IGNORECASE,
)
_WHOSE = re.compile(rf"^(?:By\s)?(?P<who>[^,;:¤]{{2,60}}?)['’]s?\s{_KIND}{any_of(DATA)}\b")
_TITLE_OF_DATA = re.compile(rf"['’]s?\s{_KIND}{any_of(DATA)}$")
_PREPOSITION = re.compile(r"\s(?:on|in|at|by)\s")
_FIRST = re.compile(
    r"(?:^|[,;:]\s)(?P<who>[^,;:¤—–()]+?)\s(?:was|were|is|are)\s(?:the\s|among the\s)?first to"
    r"\s(?:report|publish|write|announce|say|break|reveal|tell)\b"
)
_TRAILING = re.compile(
    r"\s(?:"
    + any_of(
        """who which that whose as adding when while where after before late early last this during
        has have had is are was were said told suggest show seen published released obtained
        speaking via if but or with since yesterday today earlier to"""
    )
    + r"|of \w+ing|and (?:said|added|is|are|was|were|has|had)|on \w+day"
    r"|on (?:\d+|X|Telegram|Twitter|Facebook|social)|in (?:19|20)\d\d"
    r"|in (?:an?|its|his|her|their) \w+|at (?:a|the) (?:press|news|briefing))\b.*"
)
_INVERTED_END = re.compile(r"\s(?:in|on|at|from|during|by)\b.*")
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being)(?:\s(?:\w+ly|first|also|not|never|since))?$"
    r"|\b(?:to|will|may|might|must|should)$"
)
_CLOSES = re.compile(
    rf"(?:{any_of(SPOKEN)}|told (?:[a-z]+ ){{0,2}}[\w’']+)"
    r"(?:\s(?:on|late|early|at|in|yesterday|today)\b[\w\s]{0,30})?\W*$"
)
_NO_SOURCE = re.compile(
    any_of(
        """there,this,these,those,that,what,which,here,where,nobody,no one,none,nothing,one,some,
        many,to,if,when,as,not,all,both,how,why,and,or""",
        ",",
    )
    + "$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:he|she|it|they|the (?:two|three|four|pair|man|woman))$", re.IGNORECASE)
_LONGEST = 14
"""Words in the name of a source, at most."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whom a sentence names as the one who says it, and the place where it does.

    `passes_on` is whether somebody further back is cited by another: "Yonhap, citing the agency";
    `closes` whether the sentence ends with it, so that all of it is theirs.
    """

    who: str
    at: int
    passes_on: bool = False
    closes: bool = False

    @property
    def is_pronoun(self) -> bool:
        """Whether only the sentences before tell who it is."""
        return bool(_PRONOUN.match(self.who))


def speakers(sentence: str) -> list[Speaker]:
    """Everybody whom a sentence gives as a source; quoted speech is to be blanked.

    In the sentence's order, but for who closes it, who comes first, and whoever is cited by
    another, who comes last.
    """
    subjects = list(_before_verbs(sentence))
    verbs = {subject.at for subject in subjects}
    turned = (each for each in _named_by(_INVERTED, sentence) if each.at not in verbs)
    others = (_ACCORDING, _BY, _FROM, _WHOSE, _FIRST)
    named = (each for pattern in others for each in _named_by(pattern, sentence))
    cited = [Speaker(who.who, who.at, passes_on=True) for who in _named_by(_CITING, sentence)]
    return [*_without_parts(sorted([*subjects, *turned, *named], key=_order)), *cited]


def _order(speaker: Speaker) -> tuple[bool, int]:
    return not speaker.closes, speaker.at


def _without_parts(found: Sequence[Speaker]) -> list[Speaker]:
    """The speakers without those whose name is only the beginning of another's."""
    whole = [
        each
        for each in found
        if not any(other.who != each.who and other.who.startswith(each.who) for other in found)
    ]
    return list({each.who.lower(): each for each in reversed(whole)}.values())[::-1]


def _named_by(pattern: re.Pattern[str], sentence: str) -> Iterator[Speaker]:
    for match in pattern.finditer(sentence):
        who = _TRAILING.sub("", f" {match['who']}").strip()
        who = _INVERTED_END.sub("", who) if pattern is _INVERTED else who
        if who := _cleaned(who):
            yield Speaker(who, match.start("verb") if pattern is _INVERTED else match.start())


def _before_verbs(sentence: str) -> Iterator[Speaker]:
    for verb in STATING.finditer(sentence):
        before = sentence[: verb.start()].rstrip()
        if _PASSIVE.search(before) or _BY.match(sentence, verb.start()):
            continue
        who = _cleaned(_without_data(subject_of(before)))
        if who:
            yield Speaker(who, verb.start(), closes=bool(_CLOSES.match(sentence, verb.start())))


def _without_data(who: str) -> str:
    """Whose figures they are that say something: "the group" for "the group's annual report"."""
    owner = _TITLE_OF_DATA.sub("", who)
    return who if _PREPOSITION.search(owner) else owner


def _cleaned(who: str) -> str:
    who = re.sub(r"\s+", " ", who).strip(" .,'’\"")
    if _NO_SOURCE.match(who) and not _PRONOUN.match(who):
        return ""
    return who if 0 < len(who.split()) <= _LONGEST else ""
