"""How much of a text was found, by its 4-word shingles.

The definition is the article extraction benchmark's
(https://github.com/scrapinghub/article-extraction-benchmark, `evaluate.py`; its white paper is
https://github.com/scrapinghub/article-extraction-benchmark/releases/tag/v1.0.0): for each page
shingles are counted as a multiset; precision and recall are averaged over pages, precision over
those for which something was found and recall over those that have something to find; F1 is made
of the two averages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

LENGTH = 4
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Match:
    """Shingles in both texts, in the found one alone, and in the true one alone."""

    both: int
    found_only: int
    true_only: int

    @property
    def precision(self) -> float | None:
        """The share of what was found that is true; None where nothing was found."""
        found = self.both + self.found_only
        return self.both / found if found else None

    @property
    def recall(self) -> float | None:
        """The share of what is true that was found; None where there is nothing to find."""
        true = self.both + self.true_only
        return self.both / true if true else None


@dataclass(frozen=True, slots=True)
class Score:
    """Averages over pages, between 0 and 1."""

    f1: float
    precision: float
    recall: float


def match(true: str, found: str) -> Match:
    """Compare a page's found text with its true one."""
    expected, got = _shingles(true), _shingles(found)
    both = (expected & got).total()
    return Match(both, got.total() - both, expected.total() - both)


def score(matches: Sequence[Match]) -> Score:
    """The averages over pages; 0 where there is nothing to average."""
    precision = _average([each.precision for each in matches])
    recall = _average([each.recall for each in matches])
    together = precision + recall
    return Score(2 * precision * recall / together if together else 0.0, precision, recall)


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    """Every run of 4 words; a text of fewer is one shingle, and an empty one none."""
    words = _WORD.findall(text)
    runs = (tuple(words[at : at + LENGTH]) for at in range(max(1, len(words) - LENGTH + 1)))
    return Counter(run for run in runs if run)


def _average(values: Sequence[float | None]) -> float:
    known = [value for value in values if value is not None]
    return mean(known) if known else 0.0
