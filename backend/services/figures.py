"""The open figures of moderation, made now and then."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Lock

from backend.checking.ports import Clock
from backend.moderation.figures import Figures, figures_of
from backend.store.figures import FigureStore

__all__ = ["Figures", "OpenFigures"]

FRESH_FOR = timedelta(minutes=10)


class OpenFigures:
    """The figures, at most ten minutes old. Safe to share between threads."""

    def __init__(self, store: FigureStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._lock = Lock()
        self._made: tuple[datetime, Figures] | None = None

    def now(self) -> Figures:
        """The figures."""
        with self._lock:
            now = self._clock()
            if self._made is None or now - self._made[0] >= FRESH_FOR:
                made = figures_of(self._store.flags(), self._store.decisions(), now)
                self._made = now, made
            return self._made[1]
