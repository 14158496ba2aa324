"""Requests to the same host keep their distance, and stay away for as long as it asks."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from backend.reading.deadline import Deadline
from backend.reading.turns import LONGEST_HOLD, Ask, OwnTurns, Turns

Sleep = Callable[[float], None]


def host_of(url: str) -> str:
    """The host and port that a URL is asked from, in lower case."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()


@dataclass(slots=True)
class Politeness:
    """Gives each request its turn. `interval` and `longest_delay` are in seconds.

    A site's own crawl delay or Retry-After counts up to `longest_delay` and `longest_hold`. It
    holds among all that share `turns`; by itself, among the threads of this process. No request
    goes before its turn. One that was kept from going in time goes late, and the next does not
    know.
    """

    interval: float = 1.0
    longest_delay: float = 10.0
    longest_hold: float = LONGEST_HOLD
    turns: Turns = field(default_factory=OwnTurns)
    sleep: Sleep = time.sleep

    def wait(
        self, url: str, deadline: Deadline, crawl_delay: float = 0.0, *, gives_way: bool = False
    ) -> float:
        """Return when it is this request's turn, with the seconds that were waited.

        Who `gives_way` lets every other go first that comes before its turn has. Raises
        `Unreadable` at once, giving up the turn, if the turn comes after the deadline:
        `SERVER_ERROR` where the site asked us to stay away, otherwise `TIMED_OUT`.
        """
        gap = max(self.interval, min(crawl_delay, self.longest_delay))
        waited = 0.0
        while True:
            ask = Ask(gap, deadline.remaining(), gives_way)
            turn = self.turns.reserve(host_of(url), ask)
            if turn.pause > 0:
                self.sleep(turn.pause)
            waited += turn.pause
            if turn.taken:
                return waited

    def hold(self, url: str, seconds: float) -> None:
        """Stay away from the URL's host for so many seconds, as its Retry-After asks."""
        self.turns.hold(host_of(url), min(max(seconds, 0.0), self.longest_hold))
