"""A number in its sentence: what happened to those it counts, and the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from backend.checking.agreement import agrees
from backend.checking.currencies import known
from backend.checking.differences.reading import Reading, Token, content
from backend.checking.measures import COUNT, PERCENT
from backend.checking.numbers import Quantity, quantities
from backend.checking.thesaurus import root

_NEAR = 12
"""Words to either side of a number that may say what it is about."""
_CROSSING = 3
"""How much further off a word counts for each clause that ends between it and the number."""
FATES = frozenset(
    root(word)
    for word in """killed injured arrested released missing rescued evacuated displaced
    infected""".split()
)
"""What happens to people whom news counts; two of them in one sentence are two counts."""
_ANYBODY = frozenset(root(word) for word in "people men victims passengers others dead".split())
"""Nouns that say no more than that people are counted."""


@dataclass(frozen=True, slots=True)
class Situated:
    """A quantity with its sentence, its fate and the roots of the words around it.

    `beside` are those of them that stand in its own clause, `subject` is the first of these.
    """

    quantity: Quantity
    sentence: int
    fate: str | None
    around: frozenset[str]
    beside: frozenset[str]
    subject: str | None

    @property
    def noun(self) -> str | None:
        """What is counted; None where the text leaves it at the number, or says only people."""
        counts = self.quantity.counts
        return counts[-1] if counts and counts[-1] not in FATES | _ANYBODY else None


def situated(reading: Reading) -> list[Situated]:
    """The numbers of a text in their sentences."""
    return [_situate(reading, quantity) for quantity in quantities(reading.text)]


def _situate(reading: Reading, quantity: Quantity) -> Situated:
    sentence = reading.sentence_at(quantity.start)
    tokens = [
        token
        for token in reading.of_sentence(sentence)
        if token.end <= quantity.start or token.start >= quantity.end
    ]
    before = [token for token in tokens if token.start < quantity.start][-_NEAR:]
    after = [token for token in tokens if token.start >= quantity.end][:_NEAR]
    home = next(
        (token.clause for token in reading.of_sentence(sentence) if token.end > quantity.start), 0
    )
    fate = _fate(before, after, home) if quantity.measure == COUNT else None
    own = frozenset(quantity.counts) if quantity.measure == COUNT else frozenset[str]()
    beside = content(token for token in (*before, *after) if token.clause == home) - own
    subject = next((one.root for one in before if one.clause == home and one.tells), None)
    around = content([*before, *after]) - own
    return Situated(quantity, sentence, fate, around, beside, subject)


def _fate(before: list[Token], after: list[Token], home: int) -> str | None:
    """What happened to those counted, by the nearest word that says so: rather one after it."""
    ahead = ((_distance(at, token, home), token) for at, token in enumerate(reversed(before)))
    behind = ((_distance(at, token, home) - 0.5, token) for at, token in enumerate(after))
    fates = ((far, token.root) for far, token in (*ahead, *behind) if token.root in FATES)
    return min(fates, default=(0.0, None))[1]


def _distance(at: int, token: Token, home: int) -> float:
    return at + _CROSSING * abs(token.clause - home)


_PART = re.compile(
    r"\b(?:first|another|further|additional|other|remaining|including)\s$", re.IGNORECASE
)
"""Words before a number that make it a part of a larger one."""


def is_part(reading: Reading, number: Situated) -> bool:
    """Whether a text gives a number as a part of a larger one: "the first 1,500", "another 40"."""
    return bool(
        _PART.search(reading.text, max(0, number.quantity.start - 16), number.quantity.start)
    )


def same_thing(claimed: Situated, reported: Situated) -> bool:
    """Whether two numbers may be of the same thing, by what they count or measure alone."""
    if not _comparable(claimed.quantity.measure, reported.quantity.measure):
        return False
    if claimed.quantity.rate != reported.quantity.rate:
        return False
    if claimed.quantity.measure == PERCENT and claimed.subject and reported.subject:
        return claimed.subject in reported.around and reported.subject in claimed.around
    if claimed.quantity.measure != COUNT:
        return True
    if (claimed.fate or reported.fate) and not (claimed.noun and reported.noun):
        return claimed.fate == reported.fate
    if claimed.fate and reported.fate:
        nouns = {claimed.noun, reported.noun} - {None}
        return claimed.fate == reported.fate and len(nouns) <= 1
    return bool(
        claimed.quantity.counts
        and reported.quantity.counts
        and claimed.quantity.counts[-1] == reported.quantity.counts[-1]
    )


def _comparable(measure: str, other: str) -> bool:
    return measure == other or (known(measure) and known(other))


def agreeing(claimed: Situated, reported: Iterable[Situated]) -> bool:
    """Whether any of the reported numbers lies within what the claim's words allow."""
    return any(agrees(claimed.quantity, other.quantity) for other in reported)
