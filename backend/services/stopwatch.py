"""Times one check by the steps that it tells."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from backend.checking import steps
from backend.checking.steps import Step
from backend.domain import Verdict
from backend.services.meter import (
    Ending,
    Meter,
    NoteMade,
    ReportEnded,
    SearcherEnded,
    Stage,
    StageEnded,
    WorkEnded,
)

READ = "read"


class Stopwatch:
    """One check's times, given to a meter as they are known. For one thread; `time` in seconds."""

    def __init__(self, meter: Meter, time: Callable[[], float] = monotonic) -> None:
        self._meter = meter
        self._time = time
        self._begun = self._lap_begun = time()
        self._asked: dict[str, float] = {}

    def step(self, step: Step) -> None:
        """Take note of a step as it is told."""
        match step:
            case steps.Claimed():
                self.stage_ended(Stage.CLAIMS)
            case steps.SearcherAsked(searcher):
                self._asked[searcher] = self._time()
            case steps.SearcherAnswered():
                self._answered(step)
            case steps.WasRead():
                self._meter(ReportEnded(READ))
            case steps.WasUnread(unread):
                self._meter(ReportEnded(unread.reason.value))
            case _:
                pass

    def stage_ended(self, stage: Stage) -> None:
        """A stage ends here; it began where the one before it ended."""
        now = self._time()
        self._meter(StageEnded(stage, now - self._lap_begun))
        self._lap_begun = now

    def note_made(self, verdict: Verdict) -> None:
        """The check has ended in a note, which is kept."""
        self.stage_ended(Stage.KEEPING)
        self._meter(NoteMade(verdict))
        self.ended(Ending.DONE)

    def ended(self, ending: Ending, error: Exception | None = None) -> None:
        """The work on the check ends here, because of an error or not."""
        reason = type(error).__name__ if error else ""
        self._meter(WorkEnded(ending, self._time() - self._begun, reason))

    def _answered(self, step: steps.SearcherAnswered) -> None:
        row = step.searched
        begun = self._asked.pop(row.searcher, self._lap_begun)
        self._meter(SearcherEnded(row.searcher, row.status, self._time() - begun))
        # All are asked before the first answers.
        if not self._asked:
            self.stage_ended(Stage.SEARCHING)
