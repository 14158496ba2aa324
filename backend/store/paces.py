"""What is left of limits, for all processes together, by hashes that nobody can undo tomorrow."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backend.moderation.pace import Limit, refilled, wait_for
from backend.store.engine import Sessions
from backend.store.flag_tables import PaceRow, PaceSaltRow
from backend.store.inserting import insert_into


class PaceStore:
    """Counts how often somebody does something. Safe to share between threads.

    Whom a limit is for is kept as a hash with a salt of the day. When the day is over the salt
    and all that was counted are deleted, so that everybody begins afresh.
    """

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def take(self, limits: Mapping[str, Limit], now: datetime) -> int:
        """Take one of each limit, by whom it is for; return 0.

        Where one of them has none left, nothing is taken and the seconds until there is one are
        returned.
        """
        with self._sessions.write() as session:
            salt = _salt_of_the_day(session, now)
            # In one order, so that two who share limits do not wait for each other.
            hashed = sorted((_hashed(salt, who), limit) for who, limit in limits.items())
            rows = [(_row(session, who, limit, now), limit) for who, limit in hashed]
            for row, limit in rows:
                row.left = refilled(row.left, now - row.at, limit)
                row.at = max(row.at, now)
            wait = max(wait_for(row.left, limit) for row, limit in rows)
            if not wait:
                for row, _ in rows:
                    row.left -= 1
            return wait


def _salt_of_the_day(session: Session, now: datetime) -> bytes:
    today = now.date()
    of_today = select(PaceSaltRow.salt).where(PaceSaltRow.day == today)
    salt = session.scalars(of_today).one_or_none()
    if salt is None:
        session.execute(delete(PaceSaltRow).where(PaceSaltRow.day < today))
        new = insert_into(session, PaceSaltRow).values(day=today, salt=secrets.token_hex(32))
        session.execute(new.on_conflict_do_nothing(index_elements=["day"]))
        salt = session.scalars(of_today).one()
    return bytes.fromhex(salt)


def _hashed(salt: bytes, who: str) -> str:
    return hmac.digest(salt, who.encode("utf-8", "surrogatepass"), hashlib.sha256).hex()


def _row(session: Session, who: str, limit: Limit, now: datetime) -> PaceRow:
    full = insert_into(session, PaceRow).values(who=who, day=now.date(), left=limit.most, at=now)
    session.execute(full.on_conflict_do_nothing(index_elements=["who"]))
    return session.scalars(select(PaceRow).where(PaceRow.who == who).with_for_update()).one()
