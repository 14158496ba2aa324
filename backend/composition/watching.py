"""Putting together what those who host this look at: figures, readiness, logs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from os import getpid
from pathlib import Path
from secrets import token_hex
from socket import gethostname
from time import time

from backend.checking.pipeline import Pipeline
from backend.checking.ports import Clock
from backend.config import Settings
from backend.services.audit import AuditLog
from backend.services.heart import OTHERS, WORKERS, Heart
from backend.services.readiness import Need, Part, Probe, Readiness
from backend.store.audit import AuditStore
from backend.store.engine import Sessions
from backend.store.job_leases import JobLeases
from backend.store.pool import pool_of
from backend.store.standing import StandingStore
from backend.watching import logs, table
from backend.watching.answers import CountedAnswers
from backend.watching.kept import Aside, Kept
from backend.watching.port import FiguresPort, serve_aside
from backend.watching.registry import Figures
from backend.watching.standing import Sources, StandingFigures
from backend.watching.work import CountedWork, TimedJudge, TimedReader
from backend.web.watched import Watch

_ROWS_KEPT = 10.0
_CHAIN_FOLLOWED_EVERY = 3600.0
_ALIVE_FOR = 30.0
_SHOWN_OF_A_HASH = 12


@dataclass(frozen=True, slots=True)
class Watching:
    """What a process counts. `meter` is told what is measured of checks."""

    figures: Figures
    meter: CountedWork

    def pipeline(self, pipeline: Pipeline) -> Pipeline:
        """The same pipeline with its pages and its judge timed; and who judges is told."""
        made_with = pipeline.made_with()
        self.figures.gauge(
            table.JUDGE,
            judge=made_with.judge,
            files=made_with.judge_files[:_SHOWN_OF_A_HASH],
            rules=made_with.rules[:_SHOWN_OF_A_HASH],
            version=made_with.version,
        ).set(1)
        return replace(
            pipeline,
            reader=TimedReader(pipeline.reader, self.figures),
            judge=TimedJudge(pipeline.judge, self.figures),
        )

    def heart(self, sessions: Sessions, clock: Clock, *, checks: bool) -> Heart:
        """What tells the others that a worker's process lives; for a thread of that process.

        `checks`: whether it works on checks.
        """
        worker = f"{gethostname()[:40]}:{getpid()}:{token_hex(6)}"
        kind = WORKERS if checks else OTHERS
        return Heart(JobLeases(sessions), worker, clock, self.meter.beat, kind=kind)


def log_to_stderr(settings: Settings) -> None:
    """Send all that is logged to stderr, as it is set."""
    logs.log_to_stderr(settings.log_level, settings.log_format)


def watch_serving(*, checks: bool) -> Watching:
    """The figures of a web process; `checks`: whether it works on checks, too."""
    figures = Figures((*table.ANSWERS, *(table.WORK if checks else ())))
    return Watching(figures, CountedWork(figures))


def watch_workers(settings: Settings) -> tuple[Watching, Callable[[], None]]:
    """The figures of a worker and of all that it forks, told on a port if one is set.

    To be called before any fork. Also gives what stops telling. Raises `BadSetting` if the port
    cannot be listened on.
    """
    if not settings.metrics_port:
        figures = Figures((*table.WORK, table.BEAT))
        return Watching(figures, CountedWork(figures)), lambda: None
    folder = Path(settings.metrics_folder) / str(settings.metrics_port)
    figures = Figures((*table.WORK, table.BEAT), folder)
    port = FiguresPort(figures.text, lambda: time() - (figures.value(table.BEAT) or 0) < _ALIVE_FOR)
    stop = serve_aside(port, settings.host, settings.metrics_port)
    return Watching(figures, CountedWork(figures)), stop


def make_watch(
    watching: Watching,
    sessions: Sessions,
    is_ready: Callable[[], bool],
    clock: Clock,
    *,
    disks: Mapping[str, Path],
    more: Sequence[Part] = (),
) -> Watch:
    """What a web process tells of itself. `more` are the parts that it needs besides a database.

    `disks` are the folders whose disks may fill up, by the names that they are told under.
    """
    readiness = Readiness([Part("database", _migrated(is_ready), Need.NOTES), *more])
    standing = StandingStore(sessions)
    sources = Sources(
        ready=readiness.look,
        standing=Kept(lambda: standing.at(clock()), _ROWS_KEPT),
        workers=lambda: standing.workers(WORKERS, clock()),
        pool=lambda: pool_of(sessions),
        disks=disks,
        chain=Aside(AuditLog(AuditStore(sessions)).is_sound, _CHAIN_FOLLOWED_EVERY),
    )
    watching.figures.registry.register(StandingFigures(sources))
    return Watch(readiness.look, watching.figures.text, CountedAnswers(watching.figures))


def workers_part(sessions: Sessions, clock: Clock) -> Part:
    """That a worker was seen lately, for web processes that leave checks to workers."""
    standing = StandingStore(sessions)

    def probe() -> str:
        return "" if standing.workers(WORKERS, clock()) else "No worker was seen lately."

    return Part("workers", probe, Need.CHECKS)


def _migrated(is_ready: Callable[[], bool]) -> Probe:
    return lambda: "" if is_ready() else "The database is not migrated."


def disks_of(settings: Settings) -> dict[str, Path]:
    """The folders whose disks may fill up, by the names that they are told under."""
    disks = {"cache": Path(settings.cache_folder)} if settings.cache_bytes else {}
    file = settings.database_url.removeprefix("sqlite:///")
    if file != settings.database_url:
        disks["database"] = Path(file).parent
    return disks
