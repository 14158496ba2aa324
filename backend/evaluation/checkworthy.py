"""`checkworthy`: which sentences are said to be worth checking, against what people said.

The figures of a set, with shares between 0 and 1:

`sentences`, `malformed`
    How many there are, and how many lines of the file are none and were left out.
`f1`, `precision`, `recall`
    Of Yes: a sentence whose chance reaches the classifier's own threshold.
`average_precision`
    Over all thresholds: how well the chances put what is worth checking first.
`ece`
    Expected calibration error of the chance, ten bins of equal width.
`sentences_per_second`
    By the wall clock.

A folder has the same figures over all its sentences, then those of each set as `NAME.…`.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from backend.checking.ports import CheckWorthiness
from backend.evaluation.measures import average_precision, calibration_error
from backend.evaluation.sentences import Sentence, SentenceSet, read_sentence_sets
from backend.evaluation.suite import Figures, Progress, Suite, Tell, batches

BATCH = 256
"""Sentences that are scored at once."""


@dataclass(frozen=True, slots=True)
class Scored:
    """What people said of a sentence, and the chance that it was given."""

    worth_checking: bool
    chance: float


@dataclass(frozen=True, slots=True)
class _Tried:
    name: str
    rows: Sequence[Scored]
    malformed: int
    seconds: float


class CheckworthySuite(Suite):
    """Scores a `CheckWorthiness` on the sentences of a file, or of each file in a folder."""

    name = "checkworthy"

    def __init__(self, worthiness: CheckWorthiness) -> None:
        self._worthiness = worthiness

    def run(self, data: Path, tell: Tell) -> Figures:
        """Score every sentence, a batch at a time."""
        sets = read_sentence_sets(data)
        self._worthiness.scores([sets[0].sentences[0].text])  # what is loaded once costs nobody
        progress = Progress(tell, sum(len(each.sentences) for each in sets))
        tried = [self._try(each, progress) for each in sets]
        if not data.is_dir():
            return self._figures(tried[0])
        figures = self._figures(_together(tried))
        for each in tried:
            figures |= {f"{each.name}.{key}": v for key, v in self._figures(each).items()}
        return figures

    def _try(self, one: SentenceSet, progress: Progress) -> _Tried:
        began = time.perf_counter()
        rows: list[Scored] = []
        for batch in batches(one.sentences, BATCH):
            rows += self._scored(batch)
            progress.more(len(batch))
        return _Tried(one.name, rows, one.malformed, time.perf_counter() - began)

    def _scored(self, batch: Sequence[Sentence]) -> list[Scored]:
        chances = self._worthiness.scores([sentence.text for sentence in batch])
        return [
            Scored(sentence.worth_checking, chance)
            for sentence, chance in zip(batch, chances, strict=True)
        ]

    def _figures(self, tried: _Tried) -> Figures:
        return {
            "sentences": len(tried.rows),
            "malformed": tried.malformed,
            **checkworthy_figures(tried.rows, self._worthiness.threshold),
            "sentences_per_second": len(tried.rows) / tried.seconds,
        }


def checkworthy_figures(rows: Sequence[Scored], threshold: float) -> Figures:
    """What can be said of scored sentences but for their speed; see the module."""
    said = sum(row.chance >= threshold for row in rows)
    true = sum(row.worth_checking for row in rows)
    right = sum(row.worth_checking for row in rows if row.chance >= threshold)
    chances = [row.chance for row in rows]
    worth = [row.worth_checking for row in rows]
    return {
        "f1": 2 * right / (said + true) if right else 0.0,
        "precision": right / said if said else 0.0,
        "recall": right / true if true else 0.0,
        "average_precision": average_precision(chances, worth),
        "ece": calibration_error(chances, worth),
    }


def _together(tried: Sequence[_Tried]) -> _Tried:
    rows = [row for each in tried for row in each.rows]
    malformed, seconds = sum(t.malformed for t in tried), sum(t.seconds for t in tried)
    return _Tried("", rows, malformed, seconds)
