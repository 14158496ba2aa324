"""Measures of stances against the true ones, and of probabilities against what came true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mean

from backend.domain import Stance

BINS = 10

_RELATED = frozenset(Stance) - {Stance.UNRELATED}
_ALL_FOR_UNRELATED = 0.25
_FOR_RELATED = 0.25
_FOR_ITS_STANCE = 0.75


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often each (true, said) pair of stances came up."""

    counts: Counter[tuple[Stance, Stance]]

    @classmethod
    def of(cls, true_and_said: Iterable[tuple[Stance, Stance]]) -> Confusion:
        """Count pairs of what is true and what was said."""
        return cls(Counter(true_and_said))

    @property
    def present(self) -> tuple[Stance, ...]:
        """The stances that are true of something, in the order of `Stance`."""
        true = {true for true, _ in self.counts}
        return tuple(stance for stance in Stance if stance in true)

    @property
    def accuracy(self) -> float:
        """The share that is right, 0 to 1; 0 where there is nothing."""
        right = sum(count for (true, said), count in self.counts.items() if true is said)
        return right / self.counts.total() if self.counts else 0.0

    def f1(self, stance: Stance) -> float:
        """The harmonic mean of a stance's precision and recall; 0 where it was never right."""
        right = self.counts[stance, stance]
        true = sum(count for (each, _), count in self.counts.items() if each is stance)
        said = sum(count for (_, each), count in self.counts.items() if each is stance)
        return 2 * right / (true + said) if right else 0.0

    @property
    def macro_f1(self) -> float:
        """The plain mean of F1 over the stances that are present, however rare each is.

        A stance that is said and true of nothing has no F1 of its own; it costs the recall of
        those it was said of. 0 where there is nothing.
        """
        return mean(self.f1(stance) for stance in self.present) if self.counts else 0.0


def calibration_error(chances: Sequence[float], right: Sequence[bool]) -> float:
    """Expected calibration error, 0 to 1: how far probabilities are from the share that is right.

    Over ten bins of equal width, the gap between the mean probability and the share right, weighed
    by how much falls into the bin (Guo et al. 2017, "On Calibration of Modern Neural Networks").
    0 where there is nothing.
    """
    bins: dict[int, list[tuple[float, bool]]] = {}
    for chance, came_true in zip(chances, right, strict=True):
        bins.setdefault(min(int(chance * BINS), BINS - 1), []).append((chance, came_true))
    gaps = (
        abs(sum(chance for chance, _ in rows) - sum(came_true for _, came_true in rows))
        for rows in bins.values()
    )
    return sum(gaps) / len(chances) if chances else 0.0


def average_precision(scores: Sequence[float], relevant: Sequence[bool]) -> float:
    """The mean, over what is relevant, of the share relevant down to its rank, best score first.

    0 to 1; 0 where nothing is relevant. Of equal scores, those that come first rank first.
    """
    ranked = sorted(range(len(scores)), key=lambda at: -scores[at])
    places = [place for place, at in enumerate(ranked, start=1) if relevant[at]]
    return mean(found / place for found, place in enumerate(places, start=1)) if places else 0.0


def ranking(chances: Sequence[float], right: Sequence[bool]) -> float:
    """The chance that what is right has a higher probability than what is not, 0 to 1.

    Even ones count half (the area under the ROC curve). .5, which says nothing, where all are
    right or none is.
    """
    good = [chance for chance, came_true in zip(chances, right, strict=True) if came_true]
    bad = [chance for chance, came_true in zip(chances, right, strict=True) if not came_true]
    if not good or not bad:
        return 0.5
    won = sum((one > other) + (one == other) / 2 for one in good for other in bad)
    return won / (len(good) * len(bad))


def fnc1_score(confusion: Confusion) -> float:
    """FNC-1's own score, in percent of the most that can be had; 0 where there is nothing.

    A pair earns .25 if it is rightly called related or unrelated, and .75 more if it is related
    and its stance is right: `score_submission` of FakeNewsChallenge/fnc-1, `scorer.py`.
    """
    most = sum(count * _earned(true, true) for (true, _), count in confusion.counts.items())
    earned = sum(count * _earned(*pair) for pair, count in confusion.counts.items())
    return 100 * earned / most if most else 0.0


def _earned(true: Stance, said: Stance) -> float:
    if true is Stance.UNRELATED:
        return _ALL_FOR_UNRELATED if said is true else 0.0
    related = _FOR_RELATED if said in _RELATED else 0.0
    return related + (_FOR_ITS_STANCE if said is true else 0.0)
