"""The database's time, as a test tells it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement

from backend.store.database_time import python_time
from tests.fakes import FakeClock


class StandingTime:
    """Gives the time of a clock that stands still until it is moved."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock

    def __call__(self, dialect: str) -> ColumnElement[datetime]:
        del dialect
        return python_time(self._clock)
