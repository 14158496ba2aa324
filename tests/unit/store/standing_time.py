"""The database's time, as a test tells it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, literal
from sqlalchemy.orm import Session

from backend.store.base import UtcDateTime
from tests.fakes import FakeClock


class StandingTime:
    """Gives the time of a clock that stands still until it is moved."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock

    def __call__(self, session: Session, ahead: float = 0.0, /) -> ColumnElement[datetime]:
        del session
        return literal(self._clock() + timedelta(seconds=ahead), UtcDateTime())
