"""How a report comes by what a passage says: seen or heard itself, passed on, or not said.

What somebody says to the outlet alone is the outlet's own reporting, as long as that somebody is a
person who tells what they know. Where a ministry, a party or another body says it, to whomever, the
passage passes on that body's word: two outlets that each asked it have one statement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from backend.checking.origins.own import heard_at, other_outlet, saw, speaks_of_itself
from backend.checking.origins.quoted import without_quotes
from backend.checking.origins.sources import is_medium, keys_of
from backend.checking.origins.speakers import Speaker, speakers
from backend.checking.origins.vocabulary import any_of
from backend.checking.words import content_stems, sentences
from backend.domain import Passage, Telling

_HEARSAY = re.compile(
    r"\b(?:reportedly|allegedly|supposedly|purportedly|rumou?r(?:s|ed)?|word has it|hearsay"
    r"|reports (?:say|said|suggest|that)|unconfirmed reports?|(?:is|are) said\b"
    r"|(?:is|are|was|were) (?:said|believed|thought|reported|rumou?red|understood|alleged) to"
    r"|it (?:is|was|has been) (?:said|reported|believed|thought|claimed|alleged|rumou?red))",
    re.IGNORECASE,
)
_OFFICE = any_of(
    """spokesman spokeswoman spokesperson official officials service agency ministry minister army
    company statement department office bank group organisation organization commission council
    authority president"""
)
_OFFICE_ALONE = re.compile(
    rf"(?:an?\s|the\s|his\s|her\s|its\s|their\s|another\s)?(?:\w+\s)?(?:press )?{_OFFICE}$",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:[Tt]he\s)?(?:Kremlin|Pentagon|White House|State Department)\b"
    r"|(?:[Tt]he\s)?(?:[A-Z][\w’'-]+\s){1,5}(?:[a-z]+\s){0,2}(?:Service|Agency|Ministry|Office"
    r"|Department|Committee|Commission|Council|Bank|ministry|agency|army|service|government|police"
    r"|embassy)\b"
)
_QUOTE_ENDS = re.compile(r"^[^\"“”]{1,1500}?[,.?!…][\"”](?!\w)")
_LONGEST = 1000
"""Characters of a sentence that are read, however long it is."""

_LOOK_BACK = 4
"""Sentences before a passage in which "he" or "the agency" may have been named."""


@dataclass(frozen=True, slots=True)
class Told:
    """How an outlet comes by what a passage says, and whom it gives as its source.

    `chain` are all whom the passage names as having passed it on, the nearest first; the last is
    the one that it goes back to.
    """

    telling: Telling
    source: str = ""
    chain: tuple[str, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """What the sources are known by, however each is called."""
        return frozenset().union(*(keys_of(source) for source in self.chain))


UNSAID = Told(Telling.UNSAID)


def told(passage: Passage, claim: str = "") -> Told:
    """How the passage's outlet comes by what it says, in the sentence nearest to a claim."""
    text, outlet = passage.report.text, passage.report.outlet.name
    spans = sentences(text[passage.start : passage.end])
    wanted = content_stems(claim)
    pieces = [passage.text[start:end] for start, end in spans]
    nearest = sorted(pieces, key=lambda piece: -len(wanted & content_stems(piece)))
    earlier = _before(text, passage.start)
    found = (_of_sentence(piece, [*earlier, *_until(pieces, piece)], outlet) for piece in nearest)
    return next((each for each in found if each.telling is not Telling.UNSAID), UNSAID)


def named_by(sentence: str) -> list[str]:
    """Everybody whom a sentence gives as a source, in the sentence's own words."""
    return [speaker.who for speaker in speakers(_plain(sentence))]


def _plain(sentence: str) -> str:
    """The sentence with a sign for each quote, and for one that an earlier sentence opened."""
    return _QUOTE_ENDS.sub("¤", without_quotes(sentence[:_LONGEST], "¤"))


def _before(text: str, start: int) -> list[str]:
    """The last few sentences before a place."""
    before = text[max(0, start - 1500) : start]
    return [before[first:last] for first, last in sentences(before)][-_LOOK_BACK:]


def _until(pieces: Sequence[str], piece: str) -> Sequence[str]:
    return pieces[: pieces.index(piece)]


def _of_sentence(sentence: str, earlier: Sequence[str], outlet: str) -> Told:
    plain = _plain(sentence)
    named = [(each, _resolved(each, earlier)) for each in speakers(plain)]
    theirs = [(each, who) for each, who in named if not speaks_of_itself(who, outlet)]
    chain = tuple(dict.fromkeys(who for _, who in theirs if who))
    heard = heard_at(plain, outlet)
    if heard is not None:
        before = [who for each, who in theirs if each.at <= heard and not each.closes]
        return _heard(next(iter([*reversed(before), *chain]), ""))
    if saw(plain, outlet):
        published = tuple(who for who in chain if any(map(is_medium, keys_of(who))))
        return _passed_on(published) if published else Told(Telling.OWN)
    if other := other_outlet(plain, outlet):
        return _passed_on(tuple(dict.fromkeys((other, *chain))))
    if theirs or _HEARSAY.search(plain):
        return _passed_on(chain)
    return UNSAID


def _passed_on(chain: tuple[str, ...]) -> Told:
    return Told(Telling.PASSED_ON, next(iter(chain), ""), chain)


def _heard(source: str) -> Told:
    """What the outlet heard itself: its own, unless a body that speaks with one voice said it."""
    body = any(key.startswith(("state ", "office ", "name ")) for key in keys_of(source))
    chain = (source,) if source else ()
    return Told(Telling.PASSED_ON if body else Telling.OWN, source, chain)


def _resolved(speaker: Speaker, earlier: Sequence[str]) -> str:
    """Who the speaker is, by the sentences before where they alone tell; "" where they don't."""
    vague = bool(_OFFICE_ALONE.match(speaker.who)) and not speaker.passes_on
    if not speaker.is_pronoun and not vague:
        return speaker.who
    for at in reversed(range(len(earlier))):
        plain = _plain(earlier[at])
        before = [each for each in speakers(plain) if not each.is_pronoun]
        resolved = [_resolved(each, earlier[:at]) for each in before if speaker.is_pronoun]
        bodies = [match.group() for match in _BODY.finditer(plain)]
        clear = [
            who for who in (*resolved, *(each.who for each in before), *bodies) if _is_clear(who)
        ]
        if clear or (speaker.is_pronoun and before):
            return (clear or [each.who for each in before])[0]
    return "" if speaker.is_pronoun else speaker.who


def _is_clear(who: str) -> bool:
    return bool(keys_of(who)) and not _OFFICE_ALONE.match(who)
