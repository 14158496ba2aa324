"""`fnc1`: what whole articles say of headlines, as the Fake News Challenge scores it.

`fnc1_score`
    The challenge's own score, in percent of the most that can be had.
`macro_f1`, `f1_agree`, `f1_disagree`, `f1_discuss`, `f1_unrelated`
    F1 of each stance that occurs, and their plain mean. The score rewards the common stances;
    these show the rare one.
`accuracy`, `pairs`, `pairs_per_second`
    The share that is right, how many pairs there are, and how fast they went by the wall clock.
    The last two alone where no stances are given.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from backend.checking.ports import ReportJudge, ReportPair
from backend.domain import Outlet, Report, Stance
from backend.errors import BadInput
from backend.evaluation.fnc1_files import (
    WORDS,
    Row,
    is_labelled,
    read_challenge,
    write_predictions,
)
from backend.evaluation.labelled import sample
from backend.evaluation.measures import Confusion, fnc1_score
from backend.evaluation.suite import Figures, Progress, Suite, Tell, batches

BATCH = 256
"""Pairs that are judged at once."""

_NOWHERE = "https://fnc1.invalid/"


class Fnc1Suite(Suite):
    """Scores a judge of reports on a folder of the challenge's files, and writes what it said.

    With `limit`, at most so many pairs, always the same ones; only those are written.
    """

    name = "fnc1"

    def __init__(
        self, judge: ReportJudge, predictions: Path | None = None, limit: int | None = None
    ) -> None:
        self._judge = judge
        self._predictions = predictions
        self._limit = limit

    def run(self, data: Path, tell: Tell) -> Figures:
        """Judge every headline against its body.

        Raises `BadInput` also where neither stances are given nor predictions wanted.
        """
        challenge = read_challenge(data)
        if not is_labelled(challenge.rows) and self._predictions is None:
            raise BadInput(f"{data} gives no stances to score against; ask for predictions.")
        if self._predictions:
            write_predictions(self._predictions, [], [])  # what cannot be written is told at once
        rows = sample(challenge.rows, self._limit)
        began = time.perf_counter()
        said = self._said(rows, reports_of(challenge.bodies), tell)
        seconds = time.perf_counter() - began
        if self._predictions:
            write_predictions(self._predictions, rows, said)
        return {**fnc1_figures(rows, said), "pairs_per_second": len(rows) / seconds}

    def _said(self, rows: Sequence[Row], reports: Mapping[str, Report], tell: Tell) -> list[Stance]:
        """The stance of each row in the rows' order; those of one body are judged together."""
        order = sorted(range(len(rows)), key=lambda at: rows[at].body_id)
        progress = Progress(tell, len(rows))
        said: dict[int, Stance] = {}
        for batch in batches(order, BATCH):
            pairs = [ReportPair(rows[at].headline, reports[rows[at].body_id]) for at in batch]
            said.update(zip(batch, self._judge.stances(pairs), strict=True))
            progress.more(len(batch))
        return [said[at] for at in range(len(rows))]


def reports_of(bodies: Mapping[str, str]) -> dict[str, Report]:
    """Each body as a report. The challenge tells no title, outlet or date of them."""
    nobody = Outlet("", "")
    return {each: Report(_NOWHERE + each, "", body, nobody) for each, body in bodies.items()}


def fnc1_figures(rows: Sequence[Row], said: Sequence[Stance]) -> Figures:
    """What can be said of the stances but for their speed; see the module."""
    pairs: Figures = {"pairs": len(rows)}
    if not is_labelled(rows):
        return pairs
    labels = [row.stance for row in rows if row.stance is not None]
    confusion = Confusion.of(zip(labels, said, strict=True))
    return {
        "fnc1_score": fnc1_score(confusion),
        "macro_f1": confusion.macro_f1,
        **{f"f1_{WORDS[stance]}": confusion.f1(stance) for stance in confusion.present},
        "accuracy": confusion.accuracy,
        **pairs,
    }
