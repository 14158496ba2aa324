"""How much of one report's own words another has: the same text, a part of it, or one reworded.

Words in a row are compared first (Broder 1997, "On the resemblance and containment of documents");
a check has a few dozen reports, so their shingles are compared as they are. Where few rows of words
are left, sentences are set against each other by their telling words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from backend.checking.origins.narration import SHINGLE, Narration

SURE = 0.35
"""The share of the shorter text's shingles from which it is a copy of the other, or of a part."""

LIKELY = 0.14
"""The share from which it is one if what they share is spread over it, not one paragraph."""

POSSIBLE = 0.02
"""The share from which it is worth while to compare sentence by sentence."""

NEARLY_ALL = 0.8
"""The share of both texts from which the two are one text."""

_SPREAD = 0.06
"""The share that is left of what is shared without its longest stretch."""

_FEWEST = 8
"""Shingles that must be shared: twelve words in a row, or two rows of eight."""

_GAP = 12
"""Words between two shared shingles that are still one stretch."""

_REWORDED = 0.5
"""The share of the shorter text's sentences that the other has with other words."""

_FEWEST_SENTENCES = 4
_ALIKE = 0.5
"""What two sentences have in common, by Dice's measure, when one is the other reworded."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What two texts have in common: shares of the shorter's shingles and of the longer's.

    `spread` is what is left of the first without the longest stretch, `reworded` the share of the
    shorter's sentences that the other has in much the same words: 0 where the shingles decide.
    """

    shorter: float = 0.0
    longer: float = 0.0
    spread: float = 0.0
    reworded: float = 0.0
    shingles: int = 0

    @property
    def is_copy(self) -> bool:
        """Whether one text was made from the other, or both from a third."""
        if self.reworded >= _REWORDED:
            return True
        spread_out = self.shorter >= LIKELY and self.spread >= _SPREAD
        return self.shingles >= _FEWEST and (self.shorter >= SURE or spread_out)

    @property
    def is_same(self) -> bool:
        """Whether the two are one text but for a few words."""
        return self.longer >= NEARLY_ALL


NOTHING = Shared()


def shared(one: Narration, other: Narration) -> Shared:
    """What two reports have in common of their own words."""
    shorter, longer = sorted((one, other), key=lambda each: len(each.shingles))
    common = shorter.shingle_set & longer.shingle_set
    if not common:
        return NOTHING
    count = len(common)
    has = Shared(count / len(shorter.shingles), count / len(longer.shingles), shingles=count)
    if not POSSIBLE <= has.shorter < SURE:
        return has
    stretch = _longest_stretch(sorted(shorter.shingles[run] for run in common))
    has = replace(has, spread=has.shorter - stretch / len(shorter.shingles))
    if has.is_copy:
        return has
    return replace(has, reworded=_reworded(shorter.sentences, longer.sentences))


def _longest_stretch(places: Sequence[int]) -> int:
    """How many of the sorted places stand together, at most."""
    longest = run = 1
    for before, place in pairwise(places):
        run = run + 1 if place - before <= SHINGLE + _GAP else 1
        longest = max(longest, run)
    return longest


def _reworded(shorter: Sequence[frozenset[str]], longer: Sequence[frozenset[str]]) -> float:
    """The share of the shorter's sentences that the longer has, each in words much the same."""
    if len(shorter) > len(longer):
        shorter, longer = longer, shorter
    if len(shorter) < _FEWEST_SENTENCES:
        return 0.0
    found = sum(any(_alike(own, other) for other in longer) for own in shorter)
    return found / len(shorter)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return 2 * len(one & other) >= _ALIKE * (len(one) + len(other))
