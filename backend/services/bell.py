"""Wakes those who listen to a check when something has been told of it."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from threading import Event, Lock, Thread
from typing import Protocol

from backend.errors import describe

_log = logging.getLogger(__name__)

Wake = Callable[[], None]
"""Called when something was told. It must be quick, and may be called once too often."""


class WakeUps(Protocol):
    """Where it is heard that another process told something of a check."""

    @property
    def hears_since(self) -> float | None:
        """The moment (monotonic, in seconds) since when nothing is missed; None while deaf."""

    def start(self, ring: Callable[[str], None], changed: Callable[[], None]) -> None:
        """Begin to hear. `changed` is called at each turn from deaf to hearing, and back."""

    def trouble(self) -> str:
        """Why nothing is heard at the moment, where it should be; "" where all is well."""

    def close(self) -> None:
        """Hear no more."""


class NoWakeUps(WakeUps):
    """Hears nothing: what others tell is found by looking."""

    hears_since: float | None = None

    def start(self, ring: Callable[[str], None], changed: Callable[[], None]) -> None:
        """Begin nothing."""

    def trouble(self) -> str:
        """Find nothing amiss: there is nothing to hear."""
        return ""

    def close(self) -> None:
        """End nothing."""


class Bell:
    """A wake-up and no more: what was told stands in the rows, which the woken read.

    Tellers in this process ring it, and `wake_ups` for those of others. One thread looks, while
    anybody listens, at the newest event numbers: every `every` seconds while the wake-ups are
    deaf, else every `rarely` seconds, lest one was lost.
    """

    def __init__(
        self,
        last_events: Callable[[Collection[str]], Mapping[str, int]],
        every: float = 1.0,
        wake_ups: WakeUps | None = None,
        rarely: float = 5.0,
    ) -> None:
        self._last_events = last_events
        self._every = every
        self._rarely = rarely
        self._wake_ups = wake_ups or NoWakeUps()
        self._lock = Lock()
        self._listeners: defaultdict[str, set[Wake]] = defaultdict(set)
        self._told: list[Callable[[str], None]] = []
        self._watching = False
        self._look = Event()
        self._closed = Event()

    @property
    def closed(self) -> bool:
        """Whether nobody is to listen any more, because this process is about to end."""
        return self._closed.is_set()

    @property
    def hears_since(self) -> float | None:
        """The moment (monotonic) since when every process is heard at once; None while not."""
        return self._wake_ups.hears_since

    def start(self) -> None:
        """Begin to hear other processes; call it after the fork."""
        self._wake_ups.start(self.ring, self._look.set)

    def ring(self, check_id: str) -> None:
        """Wake the listeners of a check."""
        for told in self._told:
            told(check_id)
        with self._lock:
            listeners = list(self._listeners.get(check_id, ()))
        for wake in listeners:
            wake()

    def tell_of_all(self, told: Callable[[str], None]) -> None:
        """Have `told` called at each ring that is heard, with the check's id, before others are."""
        self._told.append(told)

    def listen(self, check_id: str, wake: Wake) -> None:
        """Have `wake` called at each ring from now on, also of what only looking finds."""
        with self._lock:
            self._listeners[check_id].add(wake)
            if not self._watching:
                self._watching = True
                Thread(target=self._watch, name="bell", daemon=True).start()

    def leave(self, check_id: str, wake: Wake) -> None:
        """Have `wake` called no more."""
        with self._lock:
            self._listeners[check_id].discard(wake)
            if not self._listeners[check_id]:
                del self._listeners[check_id]

    def close(self) -> None:
        """Wake everybody for good."""
        self._closed.set()
        self._look.set()
        self._wake_ups.close()
        for check_id in self._listened():
            self.ring(check_id)

    def _listened(self) -> Collection[str]:
        with self._lock:
            return list(self._listeners)

    def _watch(self) -> None:
        known: Mapping[str, int] = {}
        while self._is_needed_after_a_while():
            known = self._ring_for_news(known)

    def _is_needed_after_a_while(self) -> bool:
        self._look.wait(self._every if self.hears_since is None else self._rarely)
        self._look.clear()
        with self._lock:
            self._watching = bool(self._listeners) and not self.closed
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
