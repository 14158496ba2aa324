"""What holds two reports together, and how strongly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

from backend.checking.origins.copies import Shared, shared
from backend.checking.origins.narration import Narration, Shingle
from backend.domain import Tie, TieKind

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


@dataclass(frozen=True, slots=True)
class SharedText:
    """A text with the URLs of all reports that print it, however many."""

    narration: Narration
    urls: tuple[str, ...]


def text_bonds(texts: Sequence[SharedText]) -> Iterator[Bond]:
    """The ties of reports that print one text, and of those whose text is made from another's."""
    for text in texts:
        for pair in combinations(text.urls, 2):
            yield Bond(Tie(TieKind.SAME_TEXT, *pair, "The same text."), 1.0)
    for one, other in _worth_comparing(texts):
        has = shared(texts[one].narration, texts[other].narration)
        if has.is_copy:
            pairs = product(texts[one].urls, texts[other].urls)
            yield from (_text_bond(*pair, has) for pair in pairs)


def _worth_comparing(texts: Sequence[SharedText]) -> list[tuple[int, int]]:
    """The places of texts that share any five words in a row, in pairs."""
    holders: dict[Shingle, list[int]] = defaultdict(list)
    for at, text in enumerate(texts):
        for shingle in text.narration.shingles:
            holders[shingle].append(at)
    together = {tuple(held) for held in holders.values() if len(held) > 1}
    return sorted({pair for held in together for pair in combinations(held, 2)})


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
