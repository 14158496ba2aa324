"""What is measured of checks, and who is told of it. All times are in seconds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from backend.domain import AskedBy, SearchStatus, Verdict


class Stage(StrEnum):
    """A part of a check, one after the other. `reading` is reading and judging: they take turns."""

    CLAIMS = "claims"
    RECALLING = "recalling"
    SEARCHING = "searching"
    READING = "reading"
    WEIGHING = "weighing"
    KEEPING = "keeping"


class Ending(StrEnum):
    """How a worker's part in a check ended.

    `lost`: it was cancelled, or another worker has taken it up. `broke_off`: the database was away,
    and whoever reaches it takes the check up again.
    """

    DONE = "done"
    FAILED = "failed"
    LOST = "lost"
    BROKE_OFF = "broke_off"


@dataclass(frozen=True, slots=True)
class TakenUp:
    """A worker has taken up a check, for the first time or (`attempt` 2 and on) after another.

    Before, nobody worked on it for `seconds`.
    """

    asked_by: AskedBy
    attempt: int
    seconds: float


@dataclass(frozen=True, slots=True)
class StageEnded:
    """How long a stage took."""

    stage: Stage
    seconds: float


@dataclass(frozen=True, slots=True)
class SearcherEnded:
    """How a searcher ended, and how long it took over all claims of the check."""

    searcher: str
    status: SearchStatus
    seconds: float


@dataclass(frozen=True, slots=True)
class ReportEnded:
    """A report is at hand (`read`), or why it could not be read (an `UnreadReason`)."""

    outcome: str


@dataclass(frozen=True, slots=True)
class NoteMade:
    """A check has ended in a note."""

    verdict: Verdict


@dataclass(frozen=True, slots=True)
class WorkEnded:
    """How a worker's part ended; `reason` is the kind of error behind a failure."""

    ending: Ending
    seconds: float
    reason: str = ""


Measure = TakenUp | StageEnded | SearcherEnded | ReportEnded | NoteMade | WorkEnded

Meter = Callable[[Measure], None]
"""Takes what was measured. Never raises. Called from several threads at once."""


def unmeasured(measure: Measure) -> None:
    """Take no notice: the meter where nobody watches."""
    del measure
