"""Which checks are due again, and which were looked at lately."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update

from backend.domain import CheckStatus
from backend.store.engine import Sessions
from backend.store.tables import CheckRow

SEEN_EVERY = timedelta(hours=1)
"""How finely it is kept when a check was looked at: reading must not become writing."""

_MOST_REMEMBERED = 10_000
"""Of how many checks it is remembered when they were looked at, to save asking."""


class RecheckStore:
    """What scheduled re-checks ask. Safe to share between threads. The times are passed in."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._seen = OrderedDict[str, datetime]()

    def mark_seen(self, check_ids: Collection[str], now: datetime) -> None:
        """Keep that somebody looks at these checks, to the hour; not who."""
        unknown = [one for one in check_ids if not self._is_known(one, now)]
        if not unknown:
            return
        looked_at = select(CheckRow.id, CheckRow.seen_at).where(CheckRow.id.in_(unknown))
        with self._sessions.read() as session:
            seen = {row.id: row.seen_at for row in session.execute(looked_at)}
        stale = [one for one, at in seen.items() if at is None or at <= now - SEEN_EVERY]
        if stale:
            self._write_seen(stale, now)
        self._remember({one: now if one in stale else at for one, at in seen.items()})

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

    def _is_known(self, check_id: str, now: datetime) -> bool:
        at = self._seen.get(check_id)
        return at is not None and at > now - SEEN_EVERY

    def _write_seen(self, check_ids: Collection[str], now: datetime) -> None:
        # Another process may have been as fast.
        is_stale = or_(CheckRow.seen_at.is_(None), CheckRow.seen_at <= now - SEEN_EVERY)
        statement = update(CheckRow).where(CheckRow.id.in_(check_ids), is_stale)
        seen = {"seen_at": now, "hours_seen": CheckRow.hours_seen + 1}
        with self._sessions.write() as session:
            session.execute(statement.values(**seen))

    def _remember(self, seen: Mapping[str, datetime]) -> None:
        self._seen.update(seen)
        while len(self._seen) > _MOST_REMEMBERED:
            self._seen.popitem(last=False)
