"""Scores and ordinals: "won 3-1" against "won 2-1", a third term against a second."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from backend.checking.differences.negation import negators
from backend.checking.differences.reading import Reading, content, share
from backend.checking.numbers import SCORE
from backend.checking.thesaurus import root
from backend.checking.words import FUNCTION_WORDS
from backend.domain import Difference, DifferenceKind

_MOST = 0.6
_NEAR = 9
"""Words to either side of a score or an ordinal that say what it is about."""
_ORDINALS = {
    name: value
    for value, name in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(),
        start=1,
    )
}
_ORDINAL = re.compile(
    rf"\b(?P<ordinal>{'|'.join(_ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))[\s-]"
    r"(?:(?:straight|consecutive|successive|world|national|league|such)\s)?(?P<noun>[a-z]{3,})\b",
    re.IGNORECASE,
)
_BARE = re.compile(rf"\b(?:{'|'.join(_ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rank:
    """A score or an ordinal at `text[start:end]`: what it is of, and its value."""

    of: str
    value: tuple[int, ...]
    start: int
    end: int


def rank_differences(claim: Reading, passage: Reading) -> Iterator[Difference]:
    """The claim's scores and ordinals that none of the same thing in the passage agrees with."""
    reported = list(_ranks(passage.text))
    for claimed in _ranks(claim.text):
        wanted = _around(claim, claimed)
        alike = [
            one
            for one in reported
            if one.of == claimed.of and share(wanted, _around(passage, one)) >= _MOST
        ]
        given = claimed.value in _values(passage.text) or negators(claim, claim.tokens)
        if alike and not given:
            yield Difference(
                DifferenceKind.NUMBER,
                claim.quote(claimed.start, claimed.end),
                passage.quote(alike[0].start, alike[0].end),
            )


def _around(reading: Reading, rank: Rank) -> frozenset[str]:
    """The roots of the words around a score or an ordinal, in its sentence."""
    tokens = reading.of_sentence(reading.sentence_at(rank.start))
    before = [token for token in tokens if token.end <= rank.start]
    after = [token for token in tokens if token.start >= rank.end]
    return content([*before[-_NEAR:], *after[:_NEAR]])


def _values(text: str) -> set[tuple[int, ...]]:
    """Every score and ordinal of a text, whatever it is of."""
    bare = ((_value(match.group()),) for match in _BARE.finditer(text))
    return {*(one.value for one in _ranks(text)), *bare}


def ranks_agree(claim: Reading, passage: Reading) -> bool:
    """Whether the passage has each score and ordinal of the claim."""
    reported = {(one.of, one.value) for one in _ranks(passage.text)}
    return all((one.of, one.value) in reported for one in _ranks(claim.text))


def _ranks(text: str) -> Iterator[Rank]:
    for match in SCORE.finditer(text):
        ends = sorted(int(part) for part in re.split("[-–]", match.group()))
        yield Rank("score", tuple(ends), match.start(), match.end())
    for match in _ORDINAL.finditer(text):
        noun = match["noun"].lower()
        if noun not in FUNCTION_WORDS:
            yield Rank(root(noun), (_value(match["ordinal"]),), *match.span("ordinal"))


def _value(ordinal: str) -> int:
    return _ORDINALS.get(ordinal.lower()) or int(ordinal[:-2])
