"""A moment by which something has to end, handed down through everything that it waits for."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

Monotonic = Callable[[], float]
"""Gives seconds that only ever grow."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment `at` on `clock`, in seconds."""

    at: float
    clock: Monotonic = time.monotonic

    @classmethod
    def within(cls, seconds: float, clock: Monotonic = time.monotonic) -> Deadline:
        """The deadline that many seconds from now."""
        return cls(clock() + seconds, clock)

    def later(self, seconds: float) -> Deadline:
        """The deadline put off by so many seconds."""
        return Deadline(self.at + seconds, self.clock)

    def sooner(self, other: Deadline) -> Deadline:
        """Whichever of two deadlines on one clock comes first."""
        return min(self, other, key=lambda deadline: deadline.at)

    def remaining(self) -> float:
        """Seconds left, never below 0."""
        return max(0.0, self.at - self.clock())
