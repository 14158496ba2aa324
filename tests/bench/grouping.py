"""Grouping the reports of one check by origin: processor time, which a busy machine hardly changes.

    python -m tests.bench grouping

60 reports of 800 words: in words of their own, all equal, or copies of one with 40% of the
sentences replaced. The words are the newsstand's, drawn anew into sentences of twenty.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence

from backend.checking.origins import group
from backend.demo.outlets import load_outlets
from backend.domain import Report
from tests.bench.figures import Figure, middle
from tests.factories import a_report

REPORTS = 60
SENTENCES = 40
WORDS_A_SENTENCE = 20
EDITED = 0.4
SEED = 20241023


def run(*, quick: bool = False) -> Iterator[Figure]:
    """Group each kind of reports a few times."""
    times, reports = (1, 6) if quick else (5, REPORTS)
    desk = _Desk()
    story = desk.sentences(SENTENCES)
    kinds = {
        "in their own words": [desk.sentences(SENTENCES) for _ in range(reports)],
        "all equal": [story] * reports,
        "copies, 40% edited": [desk.edited(story) for _ in range(reports)],
    }
    for kind, texts in kinds.items():
        made = [a_report(" ".join(text), f"http://o{at}.test/1") for at, text in enumerate(texts)]
        yield _timed(f"{reports} reports of 800 words {kind}: grouped", made, times)


def _timed(what: str, reports: Sequence[Report], times: int) -> Figure:
    took = []
    for _ in range(times):
        began = time.process_time()
        group(reports)
        took.append(1000 * (time.process_time() - began))
    return Figure(what, middle(took), "ms", at_most=200)


class _Desk:
    """Writes sentences that nobody has written, always the same ones."""

    def __init__(self) -> None:
        self._rng = random.Random(SEED)  # noqa: S311 - a draw, no secret
        texts = (report.text for outlet in load_outlets() for report in outlet.reports)
        self._words = sorted({word for text in texts for word in text.split() if word.isalpha()})

    def sentences(self, count: int) -> list[str]:
        drawn = (self._rng.sample(self._words, WORDS_A_SENTENCE) for _ in range(count))
        return [f"{' '.join(words).capitalize()}." for words in drawn]

    def edited(self, story: Sequence[str]) -> list[str]:
        new = self.sentences(len(story))
        return [
            own if self._rng.random() < EDITED else old for own, old in zip(new, story, strict=True)
        ]
