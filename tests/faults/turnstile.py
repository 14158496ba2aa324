"""Stops checks in the middle of telling a step, inside the database's own transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

STAGES = (
    "started",
    "claims",
    "searching",
    "searched",
    "reading",
    "read",
    "evidence",
    "note",
)
"""The kinds of event that every check of a matter that was reported tells, in their order."""

_LOCK = 0x57095
_SET_UP = """
CREATE FUNCTION wait_at_turnstile() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM "check" WHERE id = NEW.check_id AND page_url LIKE '%stop=' || NEW.kind
    ) THEN
        PERFORM pg_advisory_xact_lock_shared({lock});
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER turnstile BEFORE INSERT ON check_event
    FOR EACH ROW EXECUTE FUNCTION wait_at_turnstile();
"""
_TEAR_DOWN = "DROP TRIGGER turnstile ON check_event; DROP FUNCTION wait_at_turnstile"
_WAITING = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"


class Turnstile:
    """Closed until it is opened. Whoever is killed while waiting there had not told the step."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self._connection = connection

    def waiting(self) -> int:
        """How many checks are stopped at this moment."""
        row = self._connection.execute(_WAITING).fetchone()
        assert row is not None
        count: int = row[0]
        return count

    def open(self) -> None:
        """Let those that wait go on, and nobody wait again."""
        self._connection.execute("SELECT pg_advisory_unlock_all()")


@contextmanager
def turnstile(database_url: str) -> Iterator[Turnstile]:
    """Stop each check whose page's address ends in `stop=KIND` when it tells of that.

    It stands still there with its transaction open, in PostgreSQL alone.
    """
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(f"SELECT pg_advisory_lock({_LOCK})")
        connection.execute(_SET_UP.format(lock=_LOCK).encode())
        try:
            yield Turnstile(connection)
        finally:
            connection.execute("SELECT pg_advisory_unlock_all()")
            connection.execute(_TEAR_DOWN)
