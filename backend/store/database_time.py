"""The database's own time, read by the statement that needs it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, bindparam, func

from backend.store.base import UtcDateTime

DatabaseTime = Callable[[str], ColumnElement[datetime]]
"""Gives the expression for the time, to be used in statements of a dialect."""


def database_time(dialect: str) -> ColumnElement[datetime]:
    """The time when the statement runs; on SQLite this machine's, when it is sent."""
    return python_time(_now) if dialect == "sqlite" else func.clock_timestamp(type_=UtcDateTime())


def python_time(now: Callable[[], datetime]) -> ColumnElement[datetime]:
    """The time that `now` gives whenever the statement is sent."""
    return bindparam("now", callable_=now, type_=UtcDateTime())


def _now() -> datetime:
    return datetime.now(UTC)
