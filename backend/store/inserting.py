"""INSERT … ON CONFLICT, which each database's dialect has under a name of its own."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from backend.store.base import Base


def insert_into(session: Session, table: type[Base]) -> Any:  # noqa: ANN401 (a dialect's own)
    """An INSERT of the session's own dialect."""
    return insert_of(session.get_bind().dialect.name, table)


def insert_of(dialect: str, table: type[Base]) -> Any:  # noqa: ANN401 (a dialect's own)
    """An INSERT of the dialect that has this name."""
    return (sqlite if dialect == "sqlite" else postgresql).insert(table)
