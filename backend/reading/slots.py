"""How many fetches may be under way at once: of one host, and in all."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from backend.domain import UnreadReason
from backend.errors import Unreadable
from backend.reading.deadline import Deadline
from backend.reading.politeness import host_of


class Places(Protocol):
    """Gives each fetch its place. Used from several threads at once."""

    def taken(self, url: str, deadline: Deadline) -> AbstractContextManager[bool]:
        """Hold a place for the URL's host while inside; gives whether it was waited for.

        Raises `Unreadable` (`TIMED_OUT`) where none comes free before the deadline.
        """
        ...


class Slots(Places):
    """The places of this process, which waits for one against the deadline."""

    def __init__(self, a_host: int = 2, in_all: int = 16) -> None:
        self._a_host = a_host
        self._in_all = in_all
        self._taken: Counter[str] = Counter()
        self._freed = threading.Condition()

    @contextmanager
    def taken(self, url: str, deadline: Deadline) -> Iterator[bool]:
        """Hold a place for the URL's host while inside; gives whether it was waited for.

        Raises `Unreadable` (`TIMED_OUT`) where none comes free before the deadline.
        """
        host = host_of(url)
        waited = self._take(host, deadline)
        try:
            yield waited
        finally:
            self._free(host)

    def _take(self, host: str, deadline: Deadline) -> bool:
        with self._freed:
            waits = not self._is_free(host)
            while not self._is_free(host):
                if not self._freed.wait(deadline.remaining()) and not deadline.remaining():
                    raise no_place()
            self._taken[host] += 1
            return waits

    def _free(self, host: str) -> None:
        with self._freed:
            self._taken[host] -= 1
            if not self._taken[host]:
                del self._taken[host]
            self._freed.notify_all()

    def _is_free(self, host: str) -> bool:
        return self._taken[host] < self._a_host and self._taken.total() < self._in_all


def no_place() -> Unreadable:
    """What is raised where no place comes free in time."""
    return Unreadable(UnreadReason.TIMED_OUT, "Too many pages are being read at once.")
