"""What a passage says in another construction than the claim, turned into the claim's.

"Not open" is closed, "will open on Friday" is what opens on Friday, a monthly fee of 49 euros is 49
euros a month, 8,000 a day for a hundred days are 800,000, and what somebody had expected instead is
no part of what happened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from backend.checking.differences.reading import Reading, Token, content, share
from backend.checking.differences.situated import situated
from backend.checking.thesaurus import OPPOSITES, root

_NOT = re.compile(r"\bnot (?P<word>\w+)")
_WILL = re.compile(r"\bwill (?P<word>\w+)")
_RATE = re.compile(
    r"(?P<each>\d[\d,]*) (?P<what>\w+) (?:a|per|each|every) (?P<unit>day|week|month|year)"
    r" for (?:about |around |some |nearly )?(?P<times>\d[\d,]*) (?P=unit)s"
)
_PER = re.compile(r"\s(?:a|per|each|every) (?P<unit>day|week|month|year)\b")
_EACH = {"day": "daily", "week": "weekly", "month": "monthly", "year": "yearly"}
_ON_A_DAY = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:tomorrow|today|tonight)\b"
    r"|\bnext (?:week|month|year)\b"
)
_CONCEDED = re.compile(r", (?:al|even )?though [^.;!?]+")
_NEGATE = frozenset("not never no will to".split())
_NEAR = 0.1
"""How far a product of two rounded figures may lie from the claim's: as far as "about" reaches."""


@dataclass(frozen=True, slots=True)
class Change:
    """Words to stand at `passage[start:end]`."""

    start: int
    end: int
    words: str


def turned(claim: Reading, passage: Reading) -> Iterator[Change]:
    """The places of the passage that say in another construction what the claim says."""
    yield from _opposites(claim, passage)
    yield from _coming(claim, passage)
    yield from _totals(claim, passage)
    yield from _rates(claim, passage)
    yield from _conceded(claim, passage)


def _opposites(claim: Reading, passage: Reading) -> Iterator[Change]:
    """What is "not open", where the claim says "closed"."""
    for match in _NOT.finditer(passage.text):
        negated = root(match["word"])
        for token in _plain(claim):
            if negated in OPPOSITES.get(token.root, frozenset()):
                yield Change(match.start(), match.end(), token.text)
                break


def _coming(claim: Reading, passage: Reading) -> Iterator[Change]:
    """What "will open", where the claim says on which day it "opens"."""
    if not _ON_A_DAY.search(claim.text):
        return
    for match in _WILL.finditer(passage.text):
        for token in _plain(claim):
            if token.root == root(match["word"]) and token.lower.endswith("s"):
                yield Change(match.start(), match.end(), token.text)
                break


def _totals(claim: Reading, passage: Reading) -> Iterator[Change]:
    """So many a day for so many days, where the claim gives what that comes to."""
    for match in _RATE.finditer(passage.text):
        total = _number(match["each"]) * _number(match["times"])
        for claimed in situated(claim):
            quantity = claimed.quantity
            if abs(quantity.low - total) <= _NEAR * total and quantity.low == quantity.high:
                words = claim.quote(quantity.start, quantity.end)
                what = "" if words.endswith(match["what"]) else f" {match['what']}"
                yield Change(match.start(), match.end(), words + what)
                break


def _rates(claim: Reading, passage: Reading) -> Iterator[Change]:
    """The figure of something monthly, where the claim says how much a month."""
    for claimed in situated(claim):
        ours = claimed.quantity
        per = _PER.match(claim.text, ours.end)
        if per and re.search(rf"\b{_EACH[per['unit']]}\b", passage.text, re.IGNORECASE):
            for reported in situated(passage):
                theirs = reported.quantity
                if (theirs.measure, theirs.low, theirs.high) == (ours.measure, ours.low, ours.high):
                    words = claim.quote(ours.start, per.end())
                    yield Change(theirs.start, theirs.end, words)


def _conceded(claim: Reading, passage: Reading) -> Iterator[Change]:
    """What a sentence concedes after it has said all that the claim says."""
    for match in _CONCEDED.finditer(passage.text):
        said = [token for token in passage.tokens if token.end <= match.start()]
        if share(content(claim.tokens), content(said)) == 1:
            yield Change(match.start(), match.end(), "")


def _plain(reading: Reading) -> Iterator[Token]:
    """The words of a text that nothing negates or puts off."""
    before = ""
    for token in reading.tokens:
        if before not in _NEGATE:
            yield token
        before = token.lower


def _number(digits: str) -> int:
    return int(digits.replace(",", "") or "0")
