"""Figures that are remembered for a while."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

_SECONDS = 600
_MOST = 20_000


class Remembered:
    """Figures by name, each forgotten after ten minutes. Safe to share between threads.

    At most 20,000 are kept: the oldest go first.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._figures: dict[str, tuple[float, int]] = {}

    def get(self, name: str) -> int | None:
        """The figure, or None where it is not known any more."""
        put_at, figure = self._figures.get(name, (float("-inf"), 0))
        return figure if self._clock() - put_at < _SECONDS else None

    def put(self, name: str, figure: int) -> None:
        """Remember a figure from now on."""
        self._figures.pop(name, None)
        self._figures[name] = (self._clock(), figure)
        while len(self._figures) > _MOST:
            self._figures.pop(next(iter(self._figures)), None)
