"""Turns with hosts for all processes on one database, by the database's own clock.

They are rows, and not keys in Redis, because the program has to work with a database and RabbitMQ
alone, and because a turn is rare beside what it is for: fetching and reading a page. How many turns
a second there can be is measured in `tests/bench`; the README of this folder says what comes then.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from time import monotonic

from sqlalchemy import Connection

from backend.errors import Unavailable
from backend.reading.turns import LONGEST_HOLD, Ahead, Ask, Turn, Turns, turn_for
from backend.store.at_once import at_once
from backend.store.database_time import DatabaseTime, database_time
from backend.store.engine import Sessions
from backend.store.turn_statements import TurnStatements, turn_statements
from backend.store.turn_sweep import sweep
from backend.store.turn_tables import FARTHEST

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_FARTHEST_HOLD = 2 * LONGEST_HOLD
_SWEEP_EVERY = 60.0


class StoredTurns(Turns):
    """Turns as rows, one a host. Safe to share between threads.

    A turn is taken by changing the row that was seen, if it still is as it was seen; else it is
    looked at again. Whoever takes a turn deletes, once a minute, what is past.
    """

    def __init__(self, sessions: Sessions, time: DatabaseTime = database_time) -> None:
        self._sessions = sessions
        self._time = time
        self._statements = cache(lambda dialect: turn_statements(dialect, time))
        self._sweep_at = monotonic() + _SWEEP_EVERY

    def reserve(self, host: str, ask: Ask) -> Turn:
        """The turn that is given. Raises as `turn_for` does, and `Unavailable`."""
        with at_once(self._sessions) as connection:
            at_host = self._at(connection, host)
            turn = at_host.give(ask)
            while turn is None:
                turn = at_host.give(ask)
        self._sweep_now_and_then()
        return turn

    def hold(self, host: str, seconds: float) -> None:
        """Give no turn with the host for so many seconds; a longer hold stays.

        Raises `Unavailable`.
        """
        with at_once(self._sessions) as connection:
            self._at(connection, host).hold(seconds)

    def _at(self, connection: Connection, host: str) -> _AtHost:
        return _AtHost(connection, self._statements(connection.dialect.name), host)

    def _sweep_now_and_then(self) -> None:
        if monotonic() < self._sweep_at:
            return
        self._sweep_at = monotonic() + _SWEEP_EVERY
        # The turn is given whatever becomes of this, and the next will do it.
        with suppress(Unavailable), at_once(self._sessions) as connection:
            sweep(connection, self._time(connection.dialect.name))


@dataclass(frozen=True, slots=True)
class _AtHost:
    """A host's row, as long as a connection is at hand."""

    connection: Connection
    statements: TurnStatements
    host: str

    def give(self, ask: Ask) -> Turn | None:
        """The turn that is given; None where another was faster."""
        seen = self._seen()
        turn = turn_for(ask, seen.ahead)
        if not turn.taken:
            return turn
        values = {
            "at": self.host,
            "next": seen.now + timedelta(seconds=turn.pause + ask.gap),
            "held": _LONG_AGO,
            "seen_next": seen.next_at,
            "seen_held": seen.held_until,
        }
        return turn if self.connection.execute(self.statements.take, values).first() else None

    def hold(self, seconds: float) -> None:
        """Give no turn for so many seconds."""
        now = self._seen().now
        values = {
            "at": self.host,
            "next": _LONG_AGO,
            "held": now + timedelta(seconds=seconds),
            "farthest": now + timedelta(seconds=_FARTHEST_HOLD),
        }
        self.connection.execute(self.statements.hold, values)

    def _seen(self) -> _Seen:
        now, next_at, held_until = self.connection.execute(
            self.statements.seen, {"at": self.host}
        ).one()
        return _Seen(now, next_at or _LONG_AGO, held_until or _LONG_AGO)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was known of a host, and the time at which it was read."""

    now: datetime
    next_at: datetime
    held_until: datetime

    @property
    def ahead(self) -> Ahead:
        """What lies ahead; what nobody can have given is past."""
        turn = (self.next_at - self.now).total_seconds()
        hold = (self.held_until - self.now).total_seconds()
        return Ahead(turn if turn <= FARTHEST else 0.0, hold if hold <= _FARTHEST_HOLD else 0.0)
