"""A connection whose every statement takes effect at once, for what is asked often."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, exc

from backend.errors import Unavailable
from backend.store.engine import Sessions


@contextmanager
def at_once(sessions: Sessions) -> Iterator[Connection]:
    """A connection whose every statement is a transaction on PostgreSQL; on SQLite all are one.

    So nothing is locked from one statement to the next, by a process that may stand still in
    between, and half the ways to the server and back are saved. Raises `Unavailable` where the
    database does not answer or has no connection left.
    """
    try:
        with sessions.write() as session:
            on_sqlite = session.get_bind().dialect.name == "sqlite"
            options = {} if on_sqlite else {"isolation_level": "AUTOCOMMIT"}
            yield session.connection(execution_options=options)
    except (exc.OperationalError, exc.TimeoutError) as failure:
        raise Unavailable("The database did not answer in time.") from failure
