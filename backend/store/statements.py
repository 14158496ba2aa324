"""Statements that each stand for themselves, for what is asked often and waited for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc
from sqlalchemy.orm import Session

from backend.errors import Unavailable
from backend.store.engine import Sessions


@contextmanager
def statements(sessions: Sessions) -> Iterator[Session]:
    """A session whose every statement is a transaction on PostgreSQL; on SQLite all are one.

    So nothing is locked from one statement to the next, by a process that may stand still in
    between, and half the ways to the server and back are saved. Raises `Unavailable` where the
    database does not answer or has no connection left.
    """
    try:
        with sessions.write() as session:
            if session.get_bind().dialect.name == "postgresql":
                session.connection(execution_options={"isolation_level": "AUTOCOMMIT"})
            yield session
    except (exc.OperationalError, exc.TimeoutError) as failure:
        raise Unavailable("The database did not answer in time.") from failure
