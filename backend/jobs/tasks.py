"""What workers do, as Celery's tasks, and how often what is done by itself comes round."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

from celery import Celery

from backend.domain import AskedBy
from backend.errors import describe
from backend.jobs.celery_app import Queue

_log = logging.getLogger(__name__)

SWEEP_EVERY = timedelta(seconds=2)


class Work(Protocol):
    """What one process of a worker can do. Each does what there is to do and returns."""

    def check(self, asked_by: AskedBy) -> None:
        """Work through the check that waits longest, if one waits."""
        ...

    def sweep(self) -> None:
        """Send wake-ups for checks that lack one."""
        ...

    def recheck(self) -> None:
        """Queue a note that is due to be made again."""
        ...

    def counter_sources(self) -> None:
        """Read the counter-sources that flags name."""
        ...

    def bridging(self) -> None:
        """Find on which side readers stand."""
        ...

    def crawl(self) -> None:
        """Crawl the feeds that are due, and delete what is too old."""
        ...


def add_tasks(app: Celery, work: Callable[[], Work], longest_check: int | None = None) -> None:
    """Register the tasks. `work` is called in the process that does them.

    A process whose check takes longer than `longest_check` seconds is killed and replaced: what
    hangs beyond its own deadlines must not keep its place for ever.
    """

    def check(asked_by: str) -> None:
        work().check(AskedBy(asked_by))

    done: dict[str, Callable[..., None]] = {
        "check": check,
        "sweep": lambda: work().sweep(),
        "recheck": lambda: work().recheck(),
        "counter_sources": lambda: work().counter_sources(),
        "bridging": lambda: work().bridging(),
        "crawl": lambda: work().crawl(),
    }
    for name, task in done.items():
        # Not shared: Celery would give the task to every other app of this process as well.
        app.task(name=name, shared=False)(_telling(name, task))
    app.tasks["check"].time_limit = longest_check


def sweep_alone(app: Celery) -> None:
    """Have Celery's beat call for the sweep, and for nothing else."""
    app.conf.beat_schedule = {"sweep": _entry("sweep", Queue.UPKEEP, SWEEP_EVERY)}


def everything(app: Celery, recheck_every: timedelta) -> None:
    """Have Celery's beat call for all that is done by itself."""
    app.conf.beat_schedule = {
        "sweep": _entry("sweep", Queue.UPKEEP, SWEEP_EVERY),
        "recheck": _entry("recheck", Queue.UPKEEP, recheck_every),
        "counter_sources": _entry("counter_sources", Queue.UPKEEP, timedelta(seconds=30)),
        "bridging": _entry("bridging", Queue.UPKEEP, timedelta(minutes=15)),
        "crawl": _entry("crawl", Queue.CRAWL, timedelta(minutes=1)),
    }


def _entry(task: str, queue: Queue, every: timedelta) -> dict[str, object]:
    # Where nobody takes it up in time the next one does as well, and none pile up.
    options = {"queue": queue.declared, "expires": every.total_seconds()}
    return {"task": task, "schedule": every, "options": options}


def _telling(name: str, task: Callable[..., None]) -> Callable[..., None]:
    """The task, whose failure is logged without its message, which may hold readers' words."""

    def done(*arguments: str) -> None:
        try:
            task(*arguments)
        except Exception as error:  # noqa: BLE001 (what was not done comes round again)
            _log.warning("A worker's %s broke, trying again later: %s", name, describe(error))

    return done
