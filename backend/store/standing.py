"""How many of what there are at one moment, for those who host this."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, and_, func, select
from sqlalchemy.orm import Session

from backend.domain import AskedBy, CheckStatus, FlagStatus
from backend.store.archive_tables import LeaseRow
from backend.store.engine import Sessions
from backend.store.flag_tables import FlagRow
from backend.store.leases import waits_since
from backend.store.tables import CheckRow


@dataclass(frozen=True, slots=True)
class Waiting:
    """The checks that nobody works on: how many, and for how many seconds the longest waits."""

    count: int = 0
    longest: float = 0.0


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in the database. `events` is how many all checks have told."""

    checks: Mapping[CheckStatus, int]
    events: int
    waiting: Mapping[AskedBy, Waiting]
    open_flags: int


class StandingStore:
    """Counts rows. Safe to share between threads. The times are passed in."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def at(self, now: datetime) -> Standing:
        """Return what stands there; it reads every check's row."""
        with self._sessions.read() as session:
            rows = session.execute(_checks(now)).all()
            return Standing(
                {status: sum(r.n for r in rows if r.status is status) for status in CheckStatus},
                sum(row.events for row in rows),
                {asked_by: _waiting(rows, asked_by, now) for asked_by in AskedBy},
                _open_flags(session),
            )

    def workers(self, prefix: str, now: datetime) -> int:
        """Return how many workers have given a sign of life that has not run out."""
        alive = and_(LeaseRow.name.startswith(prefix, autoescape=True), LeaseRow.until > now)
        with self._sessions.read() as session:
            return session.scalar(select(func.count()).select_from(LeaseRow).where(alive)) or 0


def _checks(now: datetime) -> Select[CheckStatus, AskedBy, int, int, int, datetime]:
    since = waits_since(now)
    return select(
        CheckRow.status,
        CheckRow.asked_by,
        func.count().label("n"),
        func.sum(CheckRow.last_event).label("events"),
        func.count(since).label("waiting"),
        func.min(since).label("since"),
    ).group_by(CheckRow.status, CheckRow.asked_by)


def _waiting(
    rows: Sequence[Row[CheckStatus, AskedBy, int, int, int, datetime]],
    asked_by: AskedBy,
    now: datetime,
) -> Waiting:
    ours = [row for row in rows if row.asked_by is asked_by and row.waiting]
    longest = max(((now - row.since).total_seconds() for row in ours), default=0.0)
    return Waiting(sum(row.waiting for row in ours), max(0.0, longest))


def _open_flags(session: Session) -> int:
    query = select(func.count()).select_from(FlagRow).where(FlagRow.status == FlagStatus.OPEN)
    return session.scalar(query) or 0
