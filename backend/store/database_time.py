"""The database's own time, read in the statement that needs it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol

from sqlalchemy import ColumnElement, func, literal, type_coerce
from sqlalchemy.orm import Session

from backend.store.base import UtcDateTime


class DatabaseTime(Protocol):
    """Gives the expression for a time, to be used in a statement of the session."""

    def __call__(self, session: Session, ahead: float = 0.0, /) -> ColumnElement[datetime]:
        """The time so many seconds from now."""
        ...


def database_time(session: Session, ahead: float = 0.0, /) -> ColumnElement[datetime]:
    """The time so many seconds from when the statement runs; SQLite has this machine's clock."""
    span = timedelta(seconds=ahead)
    if session.get_bind().dialect.name == "sqlite":
        return literal(datetime.now(UTC) + span, UtcDateTime())
    return type_coerce(func.clock_timestamp() + literal(span), UtcDateTime())
