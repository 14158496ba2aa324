"""The database's own time, read in the query that needs it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, func, literal
from sqlalchemy.orm import Session

from backend.store.base import UtcDateTime

DatabaseTime = Callable[[Session], ColumnElement[datetime]]
"""Gives the expression for the time, to be used in a query of the session."""


def database_time(session: Session) -> ColumnElement[datetime]:
    """The time when the query is answered; an SQLite file has that of this machine."""
    if session.get_bind().dialect.name == "sqlite":
        return literal(datetime.now(UTC), UtcDateTime())
    return func.clock_timestamp(type_=UtcDateTime())
