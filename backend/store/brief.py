"""Short transactions that somebody waits for, who can do without them when they take long."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc, text
from sqlalchemy.orm import Session

from backend.errors import Unavailable
from backend.store.engine import Sessions


@contextmanager
def brief(sessions: Sessions, seconds: float) -> Iterator[Session]:
    """A transaction that waits at most so many seconds for a row that another has locked.

    Raises `Unavailable` where that is not enough, and where the database does not answer or has
    no connection left. SQLite has no such limit: there writers wait their turn as ever.
    """
    try:
        with sessions.write() as session:
            if session.get_bind().dialect.name == "postgresql":
                session.execute(text(f"SET LOCAL lock_timeout = {int(1000 * seconds)}"))
            yield session
    except (exc.OperationalError, exc.TimeoutError) as failure:
        raise Unavailable("The database did not answer in time.") from failure
