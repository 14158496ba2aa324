"""The parts of a backend put together on a test's database, with a pipeline of the test's own."""

from __future__ import annotations

from dataclasses import dataclass, field

from backend.services.bell import Bell
from backend.services.check import CheckLimits, Checks
from backend.services.run import LeaseTimes, Pipeline, Runner
from backend.store.checks import CheckStore
from backend.store.engine import Sessions
from backend.store.leases import LeaseStore
from backend.store.notes import NoteStore
from tests.fakes import FakeClock, FakePipeline


@dataclass
class Backend:
    """One process's worth of services; two of them share a database as two processes would."""

    sessions: Sessions
    pipeline: Pipeline = field(default_factory=FakePipeline)
    clock: FakeClock = field(default_factory=FakeClock)
    limits: CheckLimits = field(default_factory=CheckLimits)
    times: LeaseTimes = field(default_factory=LeaseTimes)
    every: float = 1.0
    submitted: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.store = CheckStore(self.sessions)
        self.leases = LeaseStore(self.sessions)
        self.bell = Bell(self.store.last_events, self.every)
        self.runner = Runner(self.leases, self.pipeline, self.bell, self.clock, self.times)
        self.checks = Checks(
            self.store,
            NoteStore(self.sessions),
            bell=self.bell,
            clock=self.clock,
            submit=self.submitted.append,
            limits=self.limits,
        )

    def kinds(self, check_id: str) -> list[str]:
        """The kinds of a check's events, which are found to be numbered without gaps."""
        events = self.checks.events_after(check_id, 0)
        assert [event.seq for event in events] == list(range(1, len(events) + 1))
        return [event.kind for event in events]
