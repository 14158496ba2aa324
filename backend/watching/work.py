"""Counts what is measured of checks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic, time

from backend.checking.ports import Judge, Pair, Reader
from backend.domain import Judgement, Report
from backend.errors import Unreadable
from backend.services.meter import (
    Ending,
    Measure,
    NoteMade,
    ReportEnded,
    SearcherEnded,
    StageEnded,
    TakenUp,
    WorkEnded,
)
from backend.services.stopwatch import READ
from backend.watching import table
from backend.watching.registry import Figures


@dataclass(frozen=True, slots=True)
class CountedWork:
    """A `Meter` that counts into figures. Safe to share between threads, and between forks."""

    figures: Figures

    def __call__(self, measure: Measure) -> None:
        """Count what was measured."""
        match measure:
            case TakenUp(asked_by, attempt, seconds):
                again = "first" if attempt == 1 else "again"
                self.figures.count(table.TAKEN, asked_by=asked_by, attempt=again)
                self.figures.time(table.WAIT_SECONDS, seconds, asked_by=asked_by)
            case StageEnded(stage, seconds):
                self.figures.time(table.STAGE_SECONDS, seconds, stage=stage)
            case SearcherEnded(searcher, status, seconds):
                self.figures.time(table.SEARCHER_SECONDS, seconds, searcher=searcher, status=status)
            case ReportEnded(outcome):
                self.figures.count(table.REPORTS, outcome=outcome)
            case NoteMade(verdict):
                self.figures.count(table.NOTES, verdict=verdict)
            case WorkEnded():
                self._work_ended(measure)

    def beat(self) -> None:
        """Count a sign of life."""
        self.figures.gauge(table.BEAT).set(time())

    def _work_ended(self, work: WorkEnded) -> None:
        self.figures.time(table.CHECK_SECONDS, work.seconds, ending=work.ending)
        if work.ending is Ending.FAILED:
            self.figures.count(table.FAILED, reason=work.reason)


@dataclass(frozen=True, slots=True)
class TimedReader(Reader):
    """A reader whose pages are timed, one by one."""

    inner: Reader
    figures: Figures

    def read(self, url: str) -> Report:
        """Return the report at `url`, as the inner reader has it; raises what that one raises."""
        begun, outcome = monotonic(), "broke"
        try:
            report, outcome = self.inner.read(url), READ
        except Unreadable as failure:
            outcome = failure.reason.value
            raise
        finally:
            self.figures.time(table.PAGE_SECONDS, monotonic() - begun, outcome=outcome)
        return report


@dataclass(frozen=True, slots=True)
class TimedJudge(Judge):
    """A judge whose passages are counted and timed."""

    inner: Judge
    figures: Figures

    @property
    def name(self) -> str:
        """The inner judge's name."""
        return self.inner.name

    def judge(self, pairs: Sequence[Pair]) -> Sequence[Judgement]:
        """Return the inner judge's judgements."""
        begun = monotonic()
        judged = self.inner.judge(pairs)
        self.figures.time(table.JUDGING_SECONDS, monotonic() - begun, judge=self.name)
        self.figures.count(table.JUDGED, len(pairs), judge=self.name)
        return judged

    def warm(self) -> None:
        """Warm the inner judge."""
        self.inner.warm()

    def fingerprint(self) -> str:
        """The inner judge's fingerprint."""
        return self.inner.fingerprint()

    def for_check(self) -> TimedJudge:
        """The inner judge for one check, timed."""
        return TimedJudge(self.inner.for_check(), self.figures)
