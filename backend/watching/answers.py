"""Counts the requests to a web process."""

from __future__ import annotations

from dataclasses import dataclass

from backend.watching import table
from backend.watching.registry import Figures


@dataclass(frozen=True, slots=True)
class CountedAnswers:
    """Counts answers and open streams into figures. Safe to share between threads."""

    figures: Figures

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count an answer; `route` is the pattern of a route, never a path."""
        labels = {"method": method, "route": route}
        self.figures.count(table.REQUESTS, **labels, status=str(status))
        self.figures.time(table.REQUEST_SECONDS, seconds, **labels)

    def stream_opened(self) -> None:
        """Count one more open stream."""
        self.figures.gauge(table.STREAMS).inc()

    def stream_closed(self) -> None:
        """Count one less."""
        self.figures.gauge(table.STREAMS).dec()
