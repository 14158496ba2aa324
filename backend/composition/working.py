"""Workers and the scheduler over a broker, put together."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from celery import Celery

from backend.composition.deciding import make_bridging
from backend.composition.encoding import encoder_at_hand
from backend.composition.flagging import make_counter_checks
from backend.composition.judging import small_judge
from backend.composition.parts import Minds, Parts, compose, make_minds
from backend.composition.upkeep import make_rechecks
from backend.composition.watching import Watching, watch_workers
from backend.config import Settings
from backend.domain import AskedBy
from backend.errors import SecondSourceError
from backend.jobs.broker import Broker, Sending
from backend.jobs.celery_app import CHECKS, Queue, make_celery
from backend.jobs.forking import Worker, run_worker
from backend.jobs.knowing import CatchUpThread
from backend.jobs.loops import LoopThread
from backend.jobs.taking import Taking
from backend.jobs.tasks import Work, add_tasks, everything, sweep_alone
from backend.services.bell import Bell
from backend.services.bridging import Bridging
from backend.services.counter import CounterChecks
from backend.services.recheck import Rechecks
from backend.services.run import Memory, Runner
from backend.services.scheduler import Scheduler
from backend.services.sweep import Sweep
from backend.store.checks import CheckStore
from backend.store.leases import LeaseStore

CHECKING = (Queue.READER, Queue.RECHECK, Queue.UPKEEP)
"""What a worker takes from unless it is told otherwise. Crawling has workers of its own, since one
round may take as long as a hundred checks."""

_GRACE = 120
"""Seconds for what is done in a check after its reading has ended: judging, above all."""

_HOUR = timedelta(hours=1)
_LONGEST_TURN = timedelta(minutes=1)


def work(settings: Settings, queues: Collection[Queue]) -> int:
    """Run a worker until it is told to end; return its exit status.

    The models are opened here, before it forks, where it takes checks.
    """
    app = make_celery(settings.broker_url)
    watching, stop_telling = watch_workers(settings)
    minds = make_minds(settings)
    compose(settings, minds).close()
    checks = bool(set(queues) & set(CHECKS.values()))
    if checks:
        minds.warm()
        small_judge().warm()
        encoder_at_hand().warm()
    process = _Process(settings, minds, app, watching, checks=checks)
    add_tasks(app, process.work, _longest_check(settings))
    sweep_alone(app)
    worker = Worker(queues, settings.check_threads, process.begin, process.end)
    try:
        return run_worker(app, worker)
    finally:
        stop_telling()


def schedule(settings: Settings) -> None:
    """Run Celery's beat for all that is done by itself, until it is told to end."""
    app = make_celery(settings.broker_url)
    everything(app, recheck_every(settings))
    app.Beat(quiet=True).run()


def recheck_every(settings: Settings) -> timedelta:
    """How often it is looked whether a note is due to be made again."""
    if not settings.rechecks_an_hour:
        return _HOUR
    return min(_LONGEST_TURN, _HOUR / settings.rechecks_an_hour)


def _longest_check(settings: Settings) -> int:
    return ceil(settings.check_seconds + settings.judge_seconds) + _GRACE


@dataclass(frozen=True, slots=True)
class _Done(Work):
    """What one process of a worker does, over parts of its own."""

    taking: Taking
    swept: Sweep
    rechecks: Rechecks
    counters: CounterChecks
    sides: Bridging
    scheduler: Scheduler

    def check(self, asked_by: AskedBy) -> None:
        """Work through the check that waits longest, if one waits."""
        self.taking.run_next({asked_by})

    def sweep(self) -> None:
        """Send wake-ups for checks that lack one."""
        self.swept.turn()

    def recheck(self) -> None:
        """Queue a note that is due to be made again."""
        self.rechecks.turn()

    def counter_sources(self) -> None:
        """Read the counter-sources that flags name."""
        while self.counters.turn():
            pass

    def bridging(self) -> None:
        """Find on which side readers stand."""
        self.sides.turn()

    def crawl(self) -> None:
        """Crawl the feeds that are due, and delete what is too old."""
        self.scheduler.round()


class _Process:
    """One process of a worker: its parts are put together after the fork and let go at the end."""

    def __init__(
        self, settings: Settings, minds: Minds, app: Celery, watching: Watching, *, checks: bool
    ) -> None:
        self._settings = settings
        self._watching = watching
        self._checks = checks
        self._minds = minds
        self._app = app
        self._parts: Parts | None = None
        self._done: _Done | None = None
        self._sending = Sending(Broker(app).send)
        self._knowing: CatchUpThread | None = None
        self._heart: LoopThread | None = None

    def begin(self) -> None:
        """Put the parts together."""
        self._parts = parts = compose(self._settings, self._minds)
        self._sending.start()
        self._knowing = CatchUpThread(parts.known)
        self._knowing.start()
        self._done = self._over(parts)
        heart = self._watching.heart(parts.sessions, parts.clock, checks=self._checks)
        self._heart = LoopThread(heart, "heart")
        self._heart.start()

    def end(self) -> None:
        """Let go of what is held."""
        if self._heart:
            self._heart.stop()
        if self._done:
            self._done.taking.release_held()
        self._sending.stop()
        if self._knowing:
            self._knowing.stop()
        if self._parts:
            self._parts.close()

    def work(self) -> Work:
        """What this process does."""
        if self._done is None:
            raise SecondSourceError("This process of a worker was not begun.")
        return self._done

    def _over(self, parts: Parts) -> _Done:
        settings, sessions = self._settings, parts.sessions
        leases, broker = LeaseStore(sessions), Broker(self._app)
        memory = Memory(parts.known.recall, parts.known.remember)
        bell = Bell(CheckStore(sessions).last_events)
        gather, clock = self._watching.pipeline(parts.pipeline).gather, parts.clock
        runner = Runner(leases, gather, bell, clock, memory=memory, meter=self._watching.meter)
        return _Done(
            taking=Taking(runner),
            swept=Sweep(leases, clock, lambda: _sent(broker), broker.check),
            rechecks=make_rechecks(settings, sessions, clock, self._sending.recheck_waits),
            counters=make_counter_checks(sessions, parts.pipeline.judged, clock),
            sides=make_bridging(sessions, clock),
            scheduler=parts.scheduler,
        )


def _sent(broker: Broker) -> Mapping[AskedBy, int]:
    waiting = broker.waiting(CHECKS.values())
    return {asked_by: waiting[queue] for asked_by, queue in CHECKS.items()}
