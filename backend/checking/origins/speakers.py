"""Whom a sentence says that its information comes from, by the words that news says it with.

"The ministry said", "said the minister", "according to the agency", "citing two officials", "was
published by a Telegram channel", "in a report by the bank", "figures from the police show".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backend.checking.origins.vocabulary import (
    ADVERB,
    DATA,
    OF_ITS_KIND,
    PUBLISHED,
    SPOKEN,
    VERB,
    any_of,
)

_WHO = r"(?P<who>[^,;:¤—–()]+)"
_KIND = rf"(?:{any_of(OF_ITS_KIND)}\s)*"
_VERB = re.compile(rf"(?<![\w-]){VERB}\b")
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
    r"\b(?:citing|quoting|quotes|cites|cited|quoted(?: by)?|crediting|referring to|with reference to"
    r"|relying on|based on (?:information|data|figures|reports?|accounts?|statements?)"
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
    + r"|of \w+ing|and (?:said|added|is|are|was|were|has|had)|on \w+day|on (?:\d+|X|Telegram|Twitter|Facebook"
    r"|social)|in (?:an?|its|his|her|their) \w+|in (?:19|20)\d\d"
    r"|at (?:a|the) (?:press|news|briefing))\b.*"
)
_INVERTED_END = re.compile(r"\s(?:in|on|at|from|during|by)\b.*")
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being)(?:\s(?:\w+ly|first|also|not|never|since))?$|\b(?:to|will|may|might|must|should)$"
)
_CLOSES = re.compile(
    rf"(?:{any_of(SPOKEN)}|told (?:[a-z]+ ){{0,2}}[\w’']+)(?:\s(?:on|late|early|at|in|yesterday|today)\b[\w\s]{{0,30}})?\W*$"
)
_ENDING = re.compile(rf"(?:\s|^){ADVERB}$")
_HARD_BOUNDARY = re.compile(
    r"[;:!?](?:\s+|$)|(?<![A-Z])(?<!\b(?:Rep|Sen|Gov|Gen|Col|Maj|Mrs|Rev))(?<!\b(?:Mr|Ms|Dr|St|Lt))\."
    r"(?:\s+|$)|¤,?\s*|\s?[—–]\s?|\s-\s|,?\s(?:that|but|while|because|although|whereas|if)\s"
)
_BOUNDARY = re.compile(r",\s+")
_CLAUSE_AND = re.compile(
    r"^.*\b(?:was|were|is|are|has|had|have|will|\w+ed|fell|rose|began|took|left)\b.*?\s(?:and|as|when)\s"
)
_MONTH = any_of(
    "January February March April May June July August September October November December"
)
_DAY_OR_PLACE = (
    rf"(?:(?:the\s)?\w+day(?:\s(?:morning|evening|night|afternoon))?|\d[\w.]*(?:\s\w+)?|week|month"
    rf"|year|weekend|noon|midnight|dawn|{_MONTH}(?:\s\d+)?|[A-Z][\w’-]+)"
)
_NAMED_NEXT = r"(?=(?:the|an?|two|three|four|five|six|several|its|[A-Z]\w+['’]s)\s|[A-Z])"
_LEAD_IN = re.compile(
    r"^(?:(?:which|whom|that|what)\s(?=(?:the|an?|its|his|her|their)\s|[A-Z])"
    r"|(?:and|but|while|although|yet|so|meanwhile|later|earlier|however|then|also|still|separately"
    r"|now|overnight|yesterday|today|in (?:response|addition|turn)|as)\b,?\s+"
    r"|(?:late |early )?(?:on|last|this|by|since|until|over|at|in|from|for|after|before)"
    rf"\s{_DAY_OR_PLACE}\s{_NAMED_NEXT})+",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"(?:^|\s)(?:who|which|whose|that|where)\b.*")
_NEW_CLAUSE = re.compile(
    r"[A-Z]|"
    + any_of(
        """the a an it its his her their he she they we i you there no some any all both many more
        at in two three four five six several this these those nobody one about around up over
        if when"""
    )
    + r"\b"
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
_PERSON = re.compile(
    r"(?:[a-z]+\s){0,4}[A-Z][\w.’'-]+(?:\s(?:(?:de|van|von|al|bin|el)\s)?[A-Z][\w.’'-]+){0,3}$"
)
_DESCRIBES = re.compile(
    r"(?:the|an?|its|his|her|their|one|who|which|whose|that|where|whom|head|chief|director|professor"
    r"|author|leader|chair\w*|president|founder|editor|mayor|minister|secretary|owner|asked|quoted"
    r"|pressed|now|then|once|formerly|also|himself|herself|\w+ing|\d\d|The)\b"
    r"|[a-z]+(?:\s[a-z]+){0,3}\s(?:of|for|at|in|with)\s|[A-Z][\w’-]+['’]s\s|[A-Z][a-z]+\.?$"
)
_OPENS = re.compile(r"(?:the|an?|its|his|her|their|our|one|two|three|[A-Z])\b|[A-Z]", re.IGNORECASE)
_FINITE = re.compile(
    r"\b(?:was|were|is|are|has|had|have|will|would|can|could|may|might|must|should|fell|rose|began"
    r"|took|left|went|came|made|got|won|lost|hit|met|sank|broke|\w{3,}(?<!he)ed)\b"
)
_ASIDE = re.compile(
    r",\s(?:however|meanwhile|though|too|in turn|for instance|for example|by contrast|instead"
    r"|for (?:his|her|its|their) part),$"
)
_BRACKETED = re.compile(r"\s\([^)]*\)")
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
    for verb in _VERB.finditer(sentence):
        before = sentence[: verb.start()].rstrip()
        if _PASSIVE.search(before) or _BY.match(sentence, verb.start()):
            continue
        who = _cleaned(_without_data(_subject(_without_auxiliaries(before))))
        if who:
            yield Speaker(who, verb.start(), closes=bool(_CLOSES.match(sentence, verb.start())))


def _without_auxiliaries(before: str) -> str:
    while match := _ENDING.search(before):
        before = before[: match.start()]
    return before


def _without_data(who: str) -> str:
    """Whose figures they are that say something: "the group" for "the group's annual report"."""
    owner = _TITLE_OF_DATA.sub("", who)
    return who if _PREPOSITION.search(owner) else owner


def _subject(before: str) -> str:
    """Who does what the text goes on with: the words since the clause began.

    Of "Jana Kolar, a spokeswoman for the bank," it is the name, and of "the post, which was seen
    by thousands," what comes before the comma.
    """
    before = _ASIDE.sub("", _without_relative(_BRACKETED.sub("", before)))
    clause = _HARD_BOUNDARY.split(before)[-1]
    if not clause.endswith(","):
        chunks = [chunk for chunk in _BOUNDARY.split(clause) if chunk.strip()]
        return _phrase(chunks[-1]) if chunks else ""
    chunks = [chunk.strip() for chunk in clause.split(", ")]
    chunks[-1] = chunks[-1].rstrip(",")
    return _described(chunks)


def _phrase(chunk: str) -> str:
    return _RELATIVE.sub("", _LEAD_IN.sub("", _CLAUSE_AND.sub("", chunk.strip())))


def _described(chunks: Sequence[str]) -> str:
    """The first of the chunks that the others only describe: its role, its age, what it did."""
    for at in range(len(chunks) - 1):
        phrase = _phrase(chunks[at])
        describe = all(_DESCRIBES.match(chunk) for chunk in chunks[at + 1 :])
        if phrase and describe and not _FINITE.search(phrase) and _OPENS.match(phrase):
            return phrase
    last = _phrase(chunks[-1])
    return last if len(chunks) > 1 and _PERSON.match(last) else ""


def _without_relative(before: str) -> str:
    """The words without a last clause of the kind "a channel that follows the fighting"."""
    head, found, clause = before.rpartition(" that ")
    stated = _VERB.fullmatch(head.split()[-1]) if head.split() else None
    begins_anew = _NEW_CLAUSE.match(clause)
    return before if not found or stated or begins_anew or "," in clause else head


def _cleaned(who: str) -> str:
    who = re.sub(r"\s+", " ", who).strip(" .,'’\"")
    if _NO_SOURCE.match(who) and not _PRONOUN.match(who):
        return ""
    return who if 0 < len(who.split()) <= _LONGEST else ""
