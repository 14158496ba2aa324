"""What is asked for more often than it has to be looked up."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Lock, Thread
from time import monotonic
from typing import Generic, TypeVar

from backend.errors import describe

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


class Kept(Generic[_T]):
    """What `ask` gave, for `seconds`. Safe to share between threads: one asks, others wait."""

    def __init__(self, ask: Callable[[], _T], seconds: float) -> None:
        self._ask = ask
        self._seconds = seconds
        self._lock = Lock()
        self._given: tuple[float, _T] | None = None

    def __call__(self) -> _T:
        """What there is now, or was a moment ago; raises what `ask` raises."""
        with self._lock:
            if self._given is None or monotonic() - self._given[0] > self._seconds:
                asked = self._ask()
                self._given = (monotonic(), asked)
            return self._given[1]


class Aside(Generic[_T]):
    """What `ask` gave last, without waiting for it: it is asked in a thread, every `seconds`."""

    def __init__(self, ask: Callable[[], _T], seconds: float) -> None:
        self._ask = ask
        self._seconds = seconds
        self._lock = Lock()
        self._next = 0.0
        self._given: _T | None = None

    def __call__(self) -> _T | None:
        """What it gave last; None before it has given anything."""
        with self._lock:
            if monotonic() >= self._next:
                self._next = monotonic() + self._seconds
                Thread(target=self._look, name="figures", daemon=True).start()
            return self._given

    def _look(self) -> None:
        try:
            given = self._ask()
        except Exception as error:  # noqa: BLE001 (it is asked again, and is not known until then)
            _log.warning("A figure could not be looked up: %s", describe(error))
            return
        with self._lock:
            self._given = given
