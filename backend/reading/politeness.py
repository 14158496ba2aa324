"""One bucket a host: requests to the same host keep their distance."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from backend.domain import UnreadReason
from backend.errors import Unreadable
from backend.reading.deadline import Deadline, Monotonic

Sleep = Callable[[float], None]
_MANY_HOSTS = 1000


def host_of(url: str) -> str:
    """The host and port that a URL is asked from, in lower case."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()


@dataclass(slots=True)
class Politeness:
    """Gives each request its turn. `interval` and `longest_delay` are in seconds.

    A site's own crawl delay or Retry-After counts up to `longest_delay` and `longest_hold`.
    Used from several threads at once.
    """

    interval: float = 1.0
    longest_delay: float = 10.0
    longest_hold: float = 3600.0
    clock: Monotonic = time.monotonic
    sleep: Sleep = time.sleep
    _next: dict[str, float] = field(default_factory=dict)
    _held: dict[str, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, url: str, deadline: Deadline, crawl_delay: float = 0.0) -> float:
        """Return when it is this request's turn, with the seconds that were waited.

        Raises `Unreadable` at once, giving up the turn, if the turn comes after the deadline:
        `SERVER_ERROR` where the site asked us to stay away, otherwise `TIMED_OUT`.
        """
        pause = self._reserve(host_of(url), deadline, crawl_delay)
        if pause > 0:
            self.sleep(pause)
        return pause

    def hold(self, url: str, seconds: float) -> None:
        """Stay away from the URL's host for so many seconds, as its Retry-After asks."""
        with self._lock:
            until = self.clock() + min(max(seconds, 0.0), self.longest_hold)
            host = host_of(url)
            self._held[host] = max(until, self._held.get(host, 0.0))

    def _reserve(self, host: str, deadline: Deadline, crawl_delay: float) -> float:
        with self._lock:
            now = self.clock()
            self._forget_the_past(now)
            held = self._held.get(host, now)
            turn = max(now, held, self._next.get(host, now))
            pause = turn - now
            if pause > 0 and pause >= deadline.remaining():
                raise _too_late(held=held > now)
            self._next[host] = turn + max(self.interval, min(crawl_delay, self.longest_delay))
            return pause

    def _forget_the_past(self, now: float) -> None:
        for times in (self._next, self._held):
            if len(times) > _MANY_HOSTS:
                for host in [host for host, moment in times.items() if moment <= now]:
                    del times[host]


def _too_late(*, held: bool) -> Unreadable:
    if held:
        return Unreadable(UnreadReason.SERVER_ERROR, "The site asked us to come back later.")
    return Unreadable(UnreadReason.TIMED_OUT, "Too many requests to this site are waiting.")
