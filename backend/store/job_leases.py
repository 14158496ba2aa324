"""Jobs that one process at a time does: whose each is, and until when."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, or_

from backend.store.archive_tables import LeaseRow
from backend.store.engine import Sessions
from backend.store.inserting import insert_into


class JobLeases:
    """Leases by the name of a job. Safe to share between threads. The times are passed in."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def hold(self, name: str, owner: str, now: datetime, lasts: timedelta) -> bool:
        """Take or keep a job until `now + lasts`; False where it is another's.

        Of several that try at once, exactly one succeeds.
        """
        values = {"owner": owner, "until": now + lasts}
        mine_or_nobodys = or_(LeaseRow.owner == owner, LeaseRow.until <= now)
        with self._sessions.write() as session:
            statement = insert_into(session, LeaseRow).values(name=name, **values)
            taken = statement.on_conflict_do_update(
                index_elements=["name"], set_=values, where=mine_or_nobodys
            )
            held = session.execute(taken.returning(LeaseRow.name)).scalar_one_or_none()
        return held is not None

    def release(self, name: str, owner: str) -> None:
        """Let a job go, if it is this owner's."""
        with self._sessions.write() as session:
            session.execute(delete(LeaseRow).where(LeaseRow.name == name, LeaseRow.owner == owner))

    def forget(self, prefix: str, before: datetime) -> None:
        """Delete the jobs with such names whose leases ran out before that moment."""
        ran_out = LeaseRow.until < before
        named = LeaseRow.name.startswith(prefix, autoescape=True)
        with self._sessions.write() as session:
            session.execute(delete(LeaseRow).where(named, ran_out))
