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

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from backend.errors import Unavailable
from backend.reading.turns import LONGEST_HOLD, Ahead, Ask, Turn, Turns, turn_for
from backend.store.database_time import DatabaseTime, database_time
from backend.store.engine import Sessions
from backend.store.inserting import insert_into
from backend.store.statements import statements
from backend.store.turn_sweep import sweep
from backend.store.turn_tables import FARTHEST, HostTurnRow

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
        self._sweep_at = monotonic() + _SWEEP_EVERY

    def reserve(self, host: str, ask: Ask) -> Turn:
        """The turn that is given. Raises as `turn_for` does, and `Unavailable`."""
        with statements(self._sessions) as session:
            turn = self._try(session, host, ask)
            while turn is None:
                turn = self._try(session, host, ask)
        self._sweep_now_and_then()
        return turn

    def hold(self, host: str, seconds: float) -> None:
        """Give no turn with the host for so many seconds; a longer hold stays.

        Raises `Unavailable`.
        """
        with statements(self._sessions) as session:
            until = self._time(session, seconds)
            impossible = HostTurnRow.held_until > self._time(session, _FARTHEST_HOLD)
            new = insert_into(session, HostTurnRow).values(
                host=host, next_at=_LONG_AGO, held_until=until
            )
            session.execute(
                new.on_conflict_do_update(
                    index_elements=["host"],
                    set_={"held_until": new.excluded.held_until},
                    where=or_(HostTurnRow.held_until < new.excluded.held_until, impossible),
                )
            )

    def _try(self, session: Session, host: str, ask: Ask) -> Turn | None:
        """The turn that is given; None where another was faster."""
        seen = self._seen(session, host)
        if seen is None:
            turn = turn_for(ask, Ahead())
            return turn if self._begin(session, host, ask.gap) else None
        turn = turn_for(ask, seen.ahead)
        return turn if not turn.taken or _follow(session, host, seen, turn, ask.gap) else None

    def _seen(self, session: Session, host: str) -> _Seen | None:
        columns = HostTurnRow.next_at, HostTurnRow.held_until, self._time(session)
        row = session.execute(select(*columns).where(HostTurnRow.host == host)).one_or_none()
        return _Seen(*row) if row else None

    def _begin(self, session: Session, host: str, gap: float) -> bool:
        """Take the first turn with a host; False where another was faster."""
        new = insert_into(session, HostTurnRow).values(
            host=host, next_at=self._time(session, gap), held_until=_LONG_AGO
        )
        taken = new.on_conflict_do_nothing(index_elements=["host"]).returning(HostTurnRow.host)
        return session.execute(taken).scalar() is not None

    def _sweep_now_and_then(self) -> None:
        if monotonic() < self._sweep_at:
            return
        self._sweep_at = monotonic() + _SWEEP_EVERY
        # The turn is given whatever becomes of this, and the next will do it.
        with suppress(Unavailable), statements(self._sessions) as session:
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
        return Ahead(turn if turn <= FARTHEST else 0.0, hold if hold <= _FARTHEST_HOLD else 0.0)


def _follow(session: Session, host: str, seen: _Seen, turn: Turn, gap: float) -> bool:
    """Take the turn after what was seen; False where another was faster."""
    as_seen = (
        HostTurnRow.host == host,
        HostTurnRow.next_at == seen.next_at,
        HostTurnRow.held_until == seen.held_until,
    )
    next_at = seen.now + timedelta(seconds=turn.pause + gap)
    taken = update(HostTurnRow).where(*as_seen).values(next_at=next_at)
    return session.execute(taken.returning(HostTurnRow.host)).scalar() is not None
