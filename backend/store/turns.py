"""Turns with hosts for all processes on one database, by the database's own clock.

They are rows, and not keys in Redis, because the program has to work with a database and RabbitMQ
alone, and because a turn is rare beside what it is for: fetching and reading a page. How many turns
a second there can be is measured in `tests/bench`; the README of this folder says what comes then.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import monotonic

from sqlalchemy import Update, update
from sqlalchemy.orm import Session

from backend.errors import Unavailable
from backend.reading.turns import LONGEST_HOLD, Ahead, Ask, Turn, Turns, turn_for
from backend.store.brief import brief
from backend.store.database_time import DatabaseTime, database_time
from backend.store.engine import Sessions
from backend.store.inserting import insert_into
from backend.store.turn_sweep import sweep
from backend.store.turn_tables import FARTHEST, HostTurnRow

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_LOCK_SECONDS = 2.0
_SWEEP_EVERY = 60.0


class StoredTurns(Turns):
    """Turns as rows, one a host. Safe to share between threads.

    Each turn is a transaction that holds its host's row, for which `lock_seconds` are waited at
    most. Whoever takes a turn deletes, once a minute, what is past.
    """

    def __init__(
        self,
        sessions: Sessions,
        time: DatabaseTime = database_time,
        lock_seconds: float = _LOCK_SECONDS,
    ) -> None:
        self._sessions = sessions
        self._time = time
        self._lock_seconds = lock_seconds
        self._sweep_at = monotonic() + _SWEEP_EVERY

    def reserve(self, host: str, ask: Ask) -> Turn:
        """The turn that is given. Raises as `turn_for` does, and `Unavailable`."""
        with brief(self._sessions, self._lock_seconds) as session:
            seen = self._locked(session, host)
            turn = turn_for(ask, seen.ahead)
            if turn.taken:
                next_at = seen.now + timedelta(seconds=turn.pause + ask.gap)
                session.execute(_row_of(host).values(next_at=next_at))
        self._sweep_now_and_then()
        return turn

    def hold(self, host: str, seconds: float) -> None:
        """Give no turn with the host for so many seconds; a longer hold stays.

        Raises `Unavailable`.
        """
        with brief(self._sessions, self._lock_seconds) as session:
            seen = self._locked(session, host)
            until = seen.now + timedelta(seconds=max(seconds, seen.ahead.hold))
            session.execute(_row_of(host).values(held_until=until))

    def _locked(self, session: Session, host: str) -> _Seen:
        """What stands of the host, whose row nobody else changes until the transaction ends."""
        new = insert_into(session, HostTurnRow).values(
            host=host, next_at=_LONG_AGO, held_until=_LONG_AGO
        )
        # Changing nothing takes the lock, and the clock is read only then.
        row = new.on_conflict_do_update(
            index_elements=["host"], set_={"next_at": HostTurnRow.next_at}
        ).returning(HostTurnRow.next_at, HostTurnRow.held_until, self._time(session))
        return _Seen(*session.execute(row).one())

    def _sweep_now_and_then(self) -> None:
        if monotonic() < self._sweep_at:
            return
        self._sweep_at = monotonic() + _SWEEP_EVERY
        # The turn is given whatever becomes of this, and the next will do it.
        with suppress(Unavailable), brief(self._sessions, self._lock_seconds) as session:
            sweep(session, self._time(session))


@dataclass(frozen=True, slots=True)
class _Seen:
    """A host's row, and the time at which it was read."""

    next_at: datetime
    held_until: datetime
    now: datetime

    @property
    def ahead(self) -> Ahead:
        """What lies ahead; what nobody can have given is past."""
        turn = (self.next_at - self.now).total_seconds()
        hold = (self.held_until - self.now).total_seconds()
        return Ahead(turn if turn <= FARTHEST else 0.0, hold if hold <= 2 * LONGEST_HOLD else 0.0)


def _row_of(host: str) -> Update:
    return update(HostTurnRow).where(HostTurnRow.host == host)
