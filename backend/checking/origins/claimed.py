"""What ties the rows of one claim: one agency, one source that both name, one owner, one passage.

Rows that say different things of the claim are never tied by whom they name: a ministry that is
quoted with two numbers has made two statements.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from backend.checking.origins.attribution import Told
from backend.checking.origins.bonds import Bond
from backend.checking.origins.credits import Credit
from backend.checking.origins.media import is_same_outlet
from backend.checking.origins.narration import Narration, narration
from backend.checking.origins.sources import keys_of, state_of, uncapitalised
from backend.domain import Evidence, Telling, Tie, TieKind

_STRENGTHS = {
    TieKind.NAMED_SOURCE: 1.0,
    TieKind.WIRE_CREDIT: 0.9,
    TieKind.OWNER: 0.8,
    TieKind.SHARED_TEXT: 0.7,
}
"""How strongly each ties two rows of one claim."""

_HELD = 0.6
"""The share of a passage's own shingles that a text has which has the passage."""

_FEWEST = 4
"""Shingles by which a passage is known: eight words in a row."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of evidence with what is known of how it came about."""

    evidence: Evidence
    told: Told
    credit: Credit | None

    @property
    def url(self) -> str:
        """Its report's URL."""
        return self.evidence.passage.report.url

    @property
    def own(self) -> bool:
        """Whether the outlet saw or heard it itself."""
        return self.told.telling is Telling.OWN


def claim_bonds(rows: Sequence[Row]) -> Iterator[Bond]:
    """The bonds between rows of one claim that take the same side of it."""
    for one, other in combinations(rows, 2):
        if one.evidence.stance is other.evidence.stance and one.url != other.url:
            yield from _bonds(one, other)


def holds(text: Narration, passage: str) -> bool:
    """Whether a text has a passage, but for a few words."""
    own = narration(passage).shingles.keys()
    return len(own) >= _FEWEST and len(own & text.shingles.keys()) >= _HELD * len(own)


def _bonds(one: Row, other: Row) -> Iterator[Bond]:
    if source := common_source(one.told, other.told):
        why = f"Both go back to {source}."
        yield _bond(TieKind.NAMED_SOURCE, (one, other), why, source)
    for row, named in ((one, other), (other, one)):
        if _names(row, named):
            outlet = uncapitalised(named.evidence.passage.report.outlet.name)
            why = f"One names {outlet} as its source."
            yield _bond(TieKind.NAMED_SOURCE, (row, named), why, outlet)
    if one.own or other.own:
        return
    yield from _of_outlets(one, other)


def _of_outlets(one: Row, other: Row) -> Iterator[Bond]:
    if agency := _common_agency(one.credit, other.credit):
        why = f"Both are credited to {agency}."
        yield _bond(TieKind.WIRE_CREDIT, (one, other), why, agency)
    owner = one.evidence.owner
    if owner and owner == other.evidence.owner:
        yield _bond(TieKind.OWNER, (one, other), f"Both outlets belong to {owner}.")
    if holds(narration(one.evidence.passage.text), other.evidence.passage.text):
        yield _bond(TieKind.SHARED_TEXT, (one, other), "Both have this passage.")


def _bond(kind: TieKind, rows: tuple[Row, Row], why: str, source: str = "") -> Bond:
    one, other = rows
    return Bond(Tie(kind, one.url, other.url, why), _STRENGTHS[kind], source)


def common_source(one: Told, other: Told) -> str:
    """Whom both go back to, in words that fit both; "" if nobody."""
    for name in reversed(one.chain):
        for also in reversed(other.chain):
            if shared := keys_of(name) & keys_of(also):
                return _worded(name, also, min(shared))
    return ""


def _worded(name: str, also: str, key: str) -> str:
    """The shorter of two names for one source; officials of a state where the names differ."""
    shorter, longer = sorted((uncapitalised(name), uncapitalised(also)), key=len)
    state = state_of(key)
    return f"{state} officials" if state and shorter.lower() not in longer.lower() else shorter


def _names(row: Row, named: Row) -> bool:
    """Whether a row gives another row's outlet as its source."""
    outlet = named.evidence.passage.report.outlet.name
    return any(is_same_outlet(who, outlet) for who in row.told.chain)


def _common_agency(one: Credit | None, other: Credit | None) -> str:
    if one is None or other is None or not (one.whole and other.whole):
        return ""
    return one.agency if one.agency.lower() == other.agency.lower() else ""
