"""What holds two reports together, and how strongly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from backend.checking.origins.copies import Shared, shared
from backend.checking.origins.narration import Narration, Shingle
from backend.domain import Report, Tie, TieKind

Pair = tuple[str, str]
"""The URLs of two reports, the lesser one first."""

_KINDS = tuple(TieKind)


@dataclass(frozen=True, slots=True)
class Bond:
    """A tie with its strength, 0 to 1; `source` is whom both reports go back to, if anybody."""

    tie: Tie
    strength: float
    source: str = ""

    @property
    def pair(self) -> Pair:
        """The two reports that it ties."""
        return pair_of(self.tie.one, self.tie.other)


def pair_of(one: str, other: str) -> Pair:
    """Two URLs as a pair, whichever comes first."""
    return (one, other) if one <= other else (other, one)


def strongest(bonds: Iterable[Bond]) -> dict[Pair, Bond]:
    """One bond a pair: the tie of the first kind, as strong as the strongest, with any source."""
    found: dict[Pair, Bond] = {}
    for bond in sorted(bonds, key=lambda each: _KINDS.index(each.tie.kind)):
        known = found.get(bond.pair, bond)
        strength = max(known.strength, bond.strength)
        found[bond.pair] = replace(known, strength=strength, source=known.source or bond.source)
    return found


def text_bonds(reports: Iterable[Report], narrations: Mapping[str, Narration]) -> dict[Pair, Bond]:
    """The pairs of reports of which one has the other's text, or a part of it."""
    found = {}
    for one, other in _worth_comparing(reports, narrations):
        has = shared(narrations[one], narrations[other])
        if has.is_copy:
            found[one, other] = _text_bond(one, other, has)
    return found


def _worth_comparing(
    reports: Iterable[Report], narrations: Mapping[str, Narration]
) -> Iterator[Pair]:
    """The pairs that share any five words in a row."""
    holders: dict[Shingle, list[str]] = defaultdict(list)
    for url in sorted(report.url for report in reports):
        for shingle in narrations[url].shingles:
            holders[shingle].append(url)
    together = {tuple(urls) for urls in holders.values() if len(urls) > 1}
    return iter(sorted({pair for urls in together for pair in combinations(urls, 2)}))


def _text_bond(one: str, other: str, has: Shared) -> Bond:
    if has.is_same:
        return Bond(
            Tie(TieKind.SAME_TEXT, one, other, "The same text but for details."), has.longer
        )
    share, words = (
        (has.reworded, "sentences stand in the other in much the same words")
        if has.reworded > has.shorter
        else (has.shorter, "own words stand in the other word for word")
    )
    why = f"{share:.0%} of the shorter one’s {words}."
    return Bond(Tie(TieKind.SHARED_TEXT, one, other, why), max(has.shorter, has.reworded))


def equal_bonds(groups: Iterable[Iterable[str]]) -> Iterator[Bond]:
    """Ties between the reports of each group, whose texts are equal."""
    for urls in groups:
        for one, other in combinations(sorted(urls), 2):
            yield Bond(Tie(TieKind.SAME_TEXT, one, other, "The same text."), 1.0)
