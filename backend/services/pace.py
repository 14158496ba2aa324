"""How often each client may ask for what is dear."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from threading import Lock
from time import monotonic

from backend.errors import TooOften

_MOST_CLIENTS = 10_000


class Pace:
    """So many at once and so many a minute for each client. Safe to share between threads.

    A bucket of tokens (Turner 1986) a client, in this process alone. Of many clients those that
    asked longest ago are forgotten first.
    """

    def __init__(self, a_minute: int, clock: Callable[[], float] = monotonic) -> None:
        self._most = a_minute
        self._clock = clock
        self._left: dict[str, tuple[float, float]] = {}
        self._turn = Lock()

    def take(self, client: str) -> None:
        """Count one request. Raises `TooOften` where it is one too many."""
        with self._turn:
            now = self._clock()
            left, then = self._left.pop(client, (float(self._most), now))
            left = min(self._most, left + (now - then) * self._most / 60)
            self._left[client] = (left - 1 if left >= 1 else left, now)
            while len(self._left) > _MOST_CLIENTS:
                del self._left[next(iter(self._left))]
        if left < 1:
            wait = ceil((1 - left) * 60 / self._most)
            raise TooOften(
                f"At most {self._most} in a minute can be answered. Try again in {wait} s.", wait
            )
