"""Which checks are due again, and which were looked at lately."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select, update

from backend.domain import CheckStatus
from backend.store.engine import Sessions
from backend.store.tables import CheckRow

SEEN_EVERY = timedelta(hours=1)
"""How finely it is kept when a check was looked at: reading must not become writing."""


class RecheckStore:
    """What scheduled re-checks ask. Safe to share between threads. The times are passed in."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def mark_seen(self, check_ids: Collection[str], now: datetime) -> None:
        """Keep that somebody looks at these checks, to the hour; not who."""
        stale = and_(
            CheckRow.id.in_(check_ids),
            or_(CheckRow.seen_at.is_(None), CheckRow.seen_at <= now - SEEN_EVERY),
        )
        with self._sessions.read() as session:
            known_already = session.scalars(select(CheckRow.id).where(stale)).first() is None
        if not known_already:
            with self._sessions.write() as session:
                seen = {"seen_at": now, "hours_seen": CheckRow.hours_seen + 1}
                session.execute(update(CheckRow).where(stale).values(**seen))

    def due(self, now: datetime, seen_since: datetime) -> str | None:
        """Return the id of the finished check that is due longest of those seen since a moment."""
        query = (
            select(CheckRow.id)
            .where(
                CheckRow.due_at <= now,
                CheckRow.status == CheckStatus.DONE,
                CheckRow.seen_at >= seen_since,
            )
            .order_by(CheckRow.due_at)
            .limit(1)
        )
        with self._sessions.read() as session:
            return session.scalars(query).one_or_none()

    def leave(self, check_id: str) -> None:
        """Make a check due no more."""
        with self._sessions.write() as session:
            session.execute(update(CheckRow).where(CheckRow.id == check_id).values(due_at=None))
