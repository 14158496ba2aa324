"""`stance`: what the judge says of labelled pairs, against what is so.

The figures of a set, with shares between 0 and 1:

`pairs`
    How many there are.
`macro_f1`, `f1_supports`, `f1_disputes`, `f1_mentions`
    The stance that the product takes (a side that is likelier than not, else `mentions`) against
    the label. Macro-F1 is the plain mean over the labels that the set has; where no `mentions` is
    labelled, abstaining counts as wrong. A passage that the judge would drop as unrelated is said
    to mention.
`accuracy`
    The share of pairs whose stance is the label.
`ece`
    Expected calibration error, ten bins of equal width, over the probability of the stance taken.
`sided`, `sided_right`, `sided_ece`
    How often a side is taken; how often it is the right one, and the calibration error there.
    The latter two are left out where no side is ever taken.
`two_way_macro_f1`
    Only where labels are `supports` and `disputes` and no other: macro-F1 of the larger of the two
    probabilities. A tie is no answer and counts as wrong.
`likeliest_macro_f1`, `likeliest_ece`
    The same two where the likeliest of the three decides, however unlikely it is: what a judge that
    never abstained would come to.
`pairs_per_second`
    By the wall clock, judging alone.

A folder has the same figures over all its pairs taken together, then `mean_macro_f1`, `mean_ece`,
`mean_likeliest_macro_f1` and `mean_likeliest_ece`, the plain means over sets however large each is,
then those of each set as `NAME.…`.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from backend.checking.ports import Judge
from backend.domain import Judgement, Stance
from backend.evaluation.labelled import Labelled, LabelledSet, read_sets
from backend.evaluation.measures import Confusion, calibration_error
from backend.evaluation.suite import Figures, Progress, Suite, Tell, batches

BATCH = 256
"""Pairs that the judge is given at once."""

_MEANS = ("macro_f1", "ece", "likeliest_macro_f1", "likeliest_ece")
_SIDES = (Stance.SUPPORTS, Stance.DISPUTES)


@dataclass(frozen=True, slots=True)
class Judged:
    """What is so of a pair, and what the judge made of it."""

    label: Stance
    judgement: Judgement

    @property
    def said(self) -> Stance:
        """The stance taken; what would be dropped as unrelated mentions at most."""
        stance = self.judgement.stance
        return Stance.MENTIONS if stance is Stance.UNRELATED else stance

    @property
    def likeliest(self) -> Stance:
        """The likeliest of the three stances; the one that claims least where some are even."""
        told = self.judgement
        chances = {
            Stance.MENTIONS: told.mentions,
            Stance.DISPUTES: told.disputes,
            Stance.SUPPORTS: told.supports,
        }
        return max(chances, key=lambda stance: chances[stance])

    @property
    def larger(self) -> Stance:
        """The likelier side; `mentions` where they are even."""
        gap = self.judgement.supports - self.judgement.disputes
        if gap == 0:
            return Stance.MENTIONS
        return Stance.SUPPORTS if gap > 0 else Stance.DISPUTES


@dataclass(frozen=True, slots=True)
class _Tried:
    """What came of one set, and how many seconds its judging took."""

    name: str
    rows: Sequence[Judged]
    seconds: float


class StanceSuite(Suite):
    """Scores a judge on the labelled pairs of a file, or of each file in a folder."""

    name = "stance"

    def __init__(self, judge: Judge, sets: Collection[str] = (), limit: int | None = None) -> None:
        self._judge = judge
        self._sets = sets
        self._limit = limit

    def run(self, data: Path, tell: Tell) -> Figures:
        """Judge every pair, a batch at a time."""
        sets = read_sets(data, self._sets, self._limit)
        self._judge.judge([sets[0].rows[0].pair])  # what is loaded once is no pair's cost
        progress = Progress(tell, sum(len(each.rows) for each in sets))
        tried = [self._try(each, progress) for each in sets]
        return _folder_figures(tried) if data.is_dir() else _set_figures(tried[0])

    def _try(self, labelled: LabelledSet, progress: Progress) -> _Tried:
        began = time.perf_counter()
        rows: list[Judged] = []
        for batch in batches(labelled.rows, BATCH):
            rows += self._judged(batch)
            progress.more(len(batch))
        return _Tried(labelled.name, rows, time.perf_counter() - began)

    def _judged(self, batch: Sequence[Labelled]) -> list[Judged]:
        judgements = self._judge.judge([row.pair for row in batch])
        return [Judged(row.label, told) for row, told in zip(batch, judgements, strict=True)]


def stance_figures(rows: Sequence[Judged]) -> Figures:
    """What can be said of judged pairs but for their speed; see the module."""
    confusion = Confusion.of((row.label, row.said) for row in rows)
    return {
        "pairs": len(rows),
        "macro_f1": confusion.macro_f1,
        "accuracy": confusion.accuracy,
        **{f"f1_{label.value}": confusion.f1(label) for label in confusion.present},
        "ece": _calibration_error(rows),
        **_sided(rows),
        **_two_way(rows),
        **_likeliest(rows),
    }


def _sided(rows: Sequence[Judged]) -> Figures:
    sided = [row for row in rows if row.said in _SIDES]
    figures: Figures = {"sided": len(sided) / len(rows)}
    if sided:
        figures["sided_right"] = sum(row.said is row.label for row in sided) / len(sided)
        figures["sided_ece"] = _calibration_error(sided)
    return figures


def _two_way(rows: Sequence[Judged]) -> Figures:
    forced = Confusion.of((row.label, row.larger) for row in rows)
    return {"two_way_macro_f1": forced.macro_f1} if forced.present == _SIDES else {}


def _likeliest(rows: Sequence[Judged]) -> Figures:
    said = [row.likeliest for row in rows]
    chances = [
        max(row.judgement.supports, row.judgement.disputes, row.judgement.mentions) for row in rows
    ]
    right = [row.label is one for row, one in zip(rows, said, strict=True)]
    confusion = Confusion.of(zip((row.label for row in rows), said, strict=True))
    return {
        "likeliest_macro_f1": confusion.macro_f1,
        "likeliest_ece": calibration_error(chances, right),
    }


def _calibration_error(rows: Sequence[Judged]) -> float:
    chances = [row.judgement.probability for row in rows]
    return calibration_error(chances, [row.said is row.label for row in rows])


def _set_figures(tried: _Tried) -> Figures:
    return {**stance_figures(tried.rows), "pairs_per_second": len(tried.rows) / tried.seconds}


def _folder_figures(tried: Sequence[_Tried]) -> Figures:
    whole = _Tried("", [row for each in tried for row in each.rows], sum(t.seconds for t in tried))
    sets = {each.name: _set_figures(each) for each in tried}
    return {
        **_set_figures(whole),
        **{f"mean_{key}": mean(figures[key] for figures in sets.values()) for key in _MEANS},
        **{f"{name}.{key}": value for name, own in sets.items() for key, value in own.items()},
    }
