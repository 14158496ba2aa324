"""Agreement across readers who usually disagree weighs more than many of one kind. Pure.

As Community Notes describe their ranking (communitynotes.x.com, "Note ranking algorithm"): what a
reader says of a note is taken to be `m + i_u + i_n + f_u * f_n`. The factors `f` say on which side
reader and note stand; what they leave of a note is its intercept `i_n`, which is its agreement.
Intercepts cost five times as much as factors, so that whatever a side explains is explained by it:
a note gets a high one only where both sides say so. Squares are least with the cost added for every
rating, by their figures, found here by alternating between readers and notes, each of which has an
exact answer.

What is said is 1 for "look at this note" (a flag) and 0 for "it is right as it is" (a rating).

In the queue it counts by the sides alone (`weight_of`): what one side says by itself weighs as much
as one flag, however many they are; only what the other side bears out weighs more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

COST_OF_INTERCEPTS = 0.15
COST_OF_FACTORS = 0.03
READERS, NOTES, RATINGS_EACH = 100, 50, 5
"""How many readers and notes with how many ratings each there must be, before any of this counts:
fewer tell no sides apart."""

LEAST_SHARE = 0.1
"""The share of the rarer of the two answers below which there is nothing to disagree about."""

_ROUNDS = 200
_STILL = 1e-7

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Rating:
    """What a reader says of a note: 1 where it should be looked at, 0 where it is right."""

    reader: str
    note: str
    value: float


@dataclass(frozen=True, slots=True)
class Enough:
    """Whether there are enough ratings to tell sides apart, and in plain words what is missing."""

    readers: int
    notes: int
    rarer: float

    @property
    def enough(self) -> bool:
        """Whether agreement across sides is weighed."""
        return self.readers >= READERS and self.notes >= NOTES and self.rarer >= LEAST_SHARE

    @property
    def words(self) -> str:
        """What is said in its place before it is weighed; "" from then on."""
        if self.enough:
            return ""
        return (
            "Agreement across readers who usually disagree is not weighed yet. It needs"
            f" {READERS} readers and {NOTES} notes with {RATINGS_EACH} or more answers each, of"
            f" which at least one in ten differs from the rest; there are {self.readers} readers"
            f" and {self.notes} notes."
        )


@dataclass(frozen=True, slots=True)
class Sides:
    """On which side each reader and note stands, and each note's agreement across sides."""

    readers: Mapping[str, float]
    notes: Mapping[str, float]
    agreement: Mapping[str, float]


def weight_of(one_side: int, other_side: int, a_flag: int) -> int:
    """What flags of so much weight on each side amount to together, `a_flag` being one's."""
    return 2 * min(one_side, other_side) + a_flag


def enough(ratings: Sequence[Rating]) -> Enough:
    """What there is of readers and notes with several ratings, and of disagreement."""
    values = [one.value for one in ratings]
    mean = sum(values) / len(values) if values else 0.0
    return Enough(
        _with_several(one.reader for one in ratings),
        _with_several(one.note for one in ratings),
        min(mean, 1 - mean),
    )


def sides(ratings: Sequence[Rating]) -> Sides:
    """The sides by which the ratings are best told. The same ratings give the same answer."""
    in_order = sorted(ratings, key=lambda one: (one.reader, one.note))
    readers, of_reader = _numbered([one.reader for one in in_order])
    notes, of_note = _numbered([one.note for one in in_order])
    values = np.array([one.value for one in in_order])
    fit = _Fit(of_reader, of_note, values, len(readers), len(notes))
    fit.run()
    return Sides(
        dict(zip(readers, fit.reader_factors.tolist(), strict=True)),
        dict(zip(notes, fit.note_factors.tolist(), strict=True)),
        dict(zip(notes, fit.note_intercepts.tolist(), strict=True)),
    )


class _Fit:
    """One fit: alternates between readers, notes and the mean until nothing moves."""

    def __init__(
        self, of_reader: Indices, of_note: Indices, values: Floats, readers: int, notes: int
    ) -> None:
        self._of_reader, self._of_note, self._values = of_reader, of_note, values
        self._mean = float(values.mean())
        self.reader_intercepts, self.note_intercepts = np.zeros(readers), np.zeros(notes)
        self.reader_factors = np.zeros(readers)
        # Sides are told from a start that tells them apart somehow; which does not matter.
        self.note_factors = np.random.default_rng(0).normal(scale=0.5, size=notes)

    def run(self) -> None:
        """Alternate until no note's intercept moves."""
        for _ in range(_ROUNDS):
            before = self.note_intercepts
            rest = self._values - self._mean - self.note_intercepts[self._of_note]
            self.reader_intercepts, self.reader_factors = _solved(
                self._of_reader, rest, self.note_factors[self._of_note], len(self.reader_factors)
            )
            rest = self._values - self._mean - self.reader_intercepts[self._of_reader]
            self.note_intercepts, self.note_factors = _solved(
                self._of_note, rest, self.reader_factors[self._of_reader], len(self.note_factors)
            )
            self._mean = self._best_mean()
            if np.abs(self.note_intercepts - before).max() < _STILL:
                return

    def _best_mean(self) -> float:
        told = (
            self.reader_intercepts[self._of_reader]
            + self.note_intercepts[self._of_note]
            + self.reader_factors[self._of_reader] * self.note_factors[self._of_note]
        )
        return float((self._values - told).mean() / (1 + COST_OF_INTERCEPTS))


def _solved(whose: Indices, rest: Floats, factors: Floats, how_many: int) -> tuple[Floats, Floats]:
    """The best intercept and factor of each, given the factors of the other side: two by two."""

    def total(values: Floats) -> Floats:
        return np.asarray(np.bincount(whose, values, how_many), dtype=np.float64)

    count = total(np.ones_like(rest))
    one = count * (1 + COST_OF_INTERCEPTS)
    across = total(factors)
    two = total(factors * factors) + count * COST_OF_FACTORS
    first, second = total(rest), total(rest * factors)
    whole = one * two - across * across
    return (two * first - across * second) / whole, (one * second - across * first) / whole


def _numbered(names: Sequence[str]) -> tuple[list[str], Indices]:
    different = sorted(set(names))
    places = {name: at for at, name in enumerate(different)}
    return different, np.array([places[name] for name in names], dtype=np.intp)


def _with_several(names: Iterable[str]) -> int:
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return sum(count >= RATINGS_EACH for count in counts.values())
