"""How often one provider may be asked, whoever in this process asks it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from backend.errors import SearchFailed
from backend.reading.deadline import Deadline, Monotonic

LONGEST_HOLD = 3600.0
"""Seconds beyond which no Retry-After is followed: no provider may switch itself off for good."""


@dataclass(slots=True)
class Pace:
    """One request every `interval` seconds and `at_once` at a time, and none while held.

    Counts this process alone. Used from several threads at once.
    """

    provider: str
    interval: float = 0.0
    at_once: int = 2
    clock: Monotonic = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _slots: threading.Semaphore = field(init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _next: float = 0.0
    _held: float = 0.0

    def __post_init__(self) -> None:
        self._slots = threading.Semaphore(self.at_once)

    @contextmanager
    def turn(self, deadline: Deadline) -> Iterator[None]:
        """Wait for a turn and keep it.

        Raises `SearchFailed` (`rate_limited`) without asking where the provider wants to be left
        alone, or where the turn would come after the deadline.
        """
        self._refuse_while_held()
        if not self._slots.acquire(timeout=deadline.remaining()):
            raise self._no_turn()
        try:
            self.sleep(self._reserve(deadline))
            self._refuse_while_held()
            yield
        finally:
            self._slots.release()

    def hold(self, seconds: float) -> None:
        """Leave the provider alone for so many seconds, `LONGEST_HOLD` at most."""
        with self._lock:
            until = self.clock() + min(max(seconds, 0.0), LONGEST_HOLD)
            self._held = max(self._held, until)

    def _refuse_while_held(self) -> None:
        if self.clock() < self._held:
            message = f"{self.provider} asked us to come back later, so it was not asked."
            raise SearchFailed(message, "rate_limited")

    def _reserve(self, deadline: Deadline) -> float:
        """Seconds until this request's turn, which is taken."""
        with self._lock:
            now = self.clock()
            pause = max(0.0, self._next - now)
            if pause > 0 and pause >= deadline.remaining():
                raise self._no_turn()
            self._next = now + pause + self.interval
            return pause

    def _no_turn(self) -> SearchFailed:
        message = f"Too many requests to {self.provider} are waiting for their turn."
        return SearchFailed(message, "rate_limited")
