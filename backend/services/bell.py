"""Wakes those who listen to a check when something has been told of it."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from threading import Event, Lock, Thread

from backend.errors import describe

_log = logging.getLogger(__name__)


class Bell:
    """A wake-up and no more: what was told stands in the rows, which the woken read.

    Tellers in this process ring it. What other processes tell is noticed by one thread that,
    while anybody listens, looks at the newest event numbers every `every` seconds.
    """

    def __init__(
        self,
        last_events: Callable[[Collection[str]], Mapping[str, int]],
        every: float = 1.0,
    ) -> None:
        self._last_events = last_events
        self._every = every
        self._lock = Lock()
        self._listeners: defaultdict[str, set[Event]] = defaultdict(set)
        self._watching = False
        self._closed = Event()

    @property
    def closed(self) -> bool:
        """Whether nobody is to listen any more, because this process is about to end."""
        return self._closed.is_set()

    def ring(self, check_id: str) -> None:
        """Wake the listeners of a check."""
        with self._lock:
            for listener in self._listeners.get(check_id, ()):
                listener.set()

    @contextmanager
    def listen(self, check_id: str) -> Iterator[Event]:
        """Give an event that is set at each ring; clear it before reading the rows."""
        listener = Event()
        self._add(check_id, listener)
        try:
            yield listener
        finally:
            self._remove(check_id, listener)

    def close(self) -> None:
        """Wake everybody for good."""
        self._closed.set()
        for check_id in self._listened():
            self.ring(check_id)

    def _add(self, check_id: str, listener: Event) -> None:
        with self._lock:
            self._listeners[check_id].add(listener)
            if not self._watching:
                self._watching = True
                Thread(target=self._watch, name="bell", daemon=True).start()

    def _remove(self, check_id: str, listener: Event) -> None:
        with self._lock:
            self._listeners[check_id].discard(listener)
            if not self._listeners[check_id]:
                del self._listeners[check_id]

    def _listened(self) -> Collection[str]:
        with self._lock:
            return list(self._listeners)

    def _watch(self) -> None:
        known: Mapping[str, int] = {}
        while not self._closed.wait(self._every) and self._is_needed():
            known = self._ring_for_news(known)

    def _is_needed(self) -> bool:
        with self._lock:
            self._watching = bool(self._listeners)
            return self._watching

    def _ring_for_news(self, known: Mapping[str, int]) -> Mapping[str, int]:
        try:
            newest = self._last_events(self._listened())
        except Exception as error:  # noqa: BLE001 (a database away for a moment must not end it)
            _log.warning("The newest events were not found, trying again: %s", describe(error))
            return known
        for check_id, seq in newest.items():
            if known.get(check_id) != seq:
                self.ring(check_id)
        return newest
