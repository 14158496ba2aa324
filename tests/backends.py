"""The parts of a backend put together on a test's database, with a pipeline of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

from sqlalchemy import Engine
from werkzeug.serving import WSGIRequestHandler, make_server

from backend.composition.watching import make_watch, watch_serving
from backend.services.admission import Admission
from backend.services.bell import Bell, WakeUps
from backend.services.check import CheckLimits, Checks
from backend.services.meter import Measure
from backend.services.run import LeaseTimes, Memory, Pipeline, Runner
from backend.store.checks import CheckStore
from backend.store.engine import Sessions, is_migrated, make_sessions
from backend.store.leases import LeaseStore
from backend.store.notes import NoteStore
from backend.store.paces import PaceStore
from backend.store.rechecks import RecheckStore
from backend.web.watched import Watch
from tests.fakes import FakeClock, FakePipeline

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


@dataclass
class Backend:
    """One process's worth of services; two of them share a database as two processes would."""

    sessions: Sessions
    pipeline: Pipeline = field(default_factory=FakePipeline)
    clock: FakeClock = field(default_factory=FakeClock)
    limits: CheckLimits = field(default_factory=CheckLimits)
    times: LeaseTimes = field(default_factory=LeaseTimes)
    every: float = 1.0
    wake_ups: WakeUps | None = None
    most_waiting: int = 200
    a_network_an_hour: int = 1_000
    memory: Memory = field(default_factory=Memory)
    submitted: list[str] = field(default_factory=list)
    measured: list[Measure] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.store = CheckStore(self.sessions)
        self.leases = LeaseStore(self.sessions)
        self.bell = Bell(self.store.last_events, self.every, self.wake_ups, self.every)
        self.runner = Runner(
            self.leases,
            self.pipeline,
            self.bell,
            self.clock,
            self.times,
            memory=self.memory,
            meter=self.measured.append,
        )
        self.checks = Checks(
            self.store,
            NoteStore(self.sessions),
            RecheckStore(self.sessions),
            bell=self.bell,
            clock=self.clock,
            submit=self.submitted.append,
            limits=self.limits,
            admission=Admission(
                self.store,
                self.clock,
                self.most_waiting,
                PaceStore(self.sessions),
                self.a_network_an_hour,
            ),
        )

    def kinds(self, check_id: str) -> list[str]:
        """The kinds of a check's events, which are found to be numbered without gaps."""
        events = self.checks.events_after(check_id, 0)
        assert [event.seq for event in events] == list(range(1, len(events) + 1))
        return [event.kind for event in events]


def a_watch(engine: Engine) -> Watch:
    """What a web process tells of itself, over a test's database."""
    watching, sessions = watch_serving(checks=True), make_sessions(engine)
    ready, clock = partial(is_migrated, engine), partial(datetime.now, UTC)
    return make_watch(watching, sessions, ready, clock, disks={})


@contextmanager
def served(app: WSGIApplication) -> Iterator[str]:
    """Answer HTTP on a loopback port of our own; give its URL."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 (werkzeug's name)
        """Keep quiet."""
