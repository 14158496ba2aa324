"""A clock that only sleeping moves, for what waits its turn."""

from __future__ import annotations

from dataclasses import dataclass, field

from backend.reading.deadline import Deadline


@dataclass
class FakeTime:
    """A clock that only sleeping moves."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def within(self, seconds: float) -> Deadline:
        return Deadline.within(seconds, self.clock)
