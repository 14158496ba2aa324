"""Places at hosts for all processes on one database: how many fetches may be under way at each."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, not_, or_, select
from sqlalchemy.orm import Session

from backend.reading.sharing import Place, PlaceKeeper
from backend.store.brief import brief
from backend.store.database_time import DatabaseTime, database_time
from backend.store.engine import Sessions
from backend.store.inserting import insert_into
from backend.store.turn_tables import FARTHEST, HostPlaceRow

_LOCK_SECONDS = 2.0


class StoredPlaces(PlaceKeeper):
    """Places as rows, `a_host` at each host. Safe to share between threads.

    A place is a lease: that of a process which died is free again when its time is over.
    """

    def __init__(self, sessions: Sessions, a_host: int, time: DatabaseTime = database_time) -> None:
        self._sessions = sessions
        self._a_host = a_host
        self._time = time

    def take(self, host: str, seconds: float) -> Place | None:
        """A place for so many seconds, or None where none is free now. Raises `Unavailable`."""
        with brief(self._sessions, _LOCK_SECONDS) as session:
            now = session.scalars(select(self._time(session))).one()
            free = set(range(self._a_host)) - _taken(session, host, now)
            places = (Place(host, number, secrets.token_hex(16)) for number in sorted(free))
            until = now + timedelta(seconds=seconds)
            return next((place for place in places if _lease(session, place, now, until)), None)

    def free(self, place: Place) -> None:
        """Give a place back, if it still is one's own. Raises `Unavailable`."""
        with brief(self._sessions, _LOCK_SECONDS) as session:
            session.execute(
                delete(HostPlaceRow).where(
                    HostPlaceRow.host == place.host,
                    HostPlaceRow.number == place.number,
                    HostPlaceRow.holder == place.holder,
                )
            )


def _taken(session: Session, host: str, now: datetime) -> set[int]:
    at_host = select(HostPlaceRow.number).where(HostPlaceRow.host == host)
    return set(session.scalars(at_host.where(not_(_is_free(now)))))


def _lease(session: Session, place: Place, now: datetime, until: datetime) -> bool:
    """Take a place that was seen to be free; False where another was faster."""
    values = {"holder": place.holder, "until": until}
    new = insert_into(session, HostPlaceRow).values(host=place.host, number=place.number, **values)
    taken = new.on_conflict_do_update(
        index_elements=["host", "number"], set_=values, where=_is_free(now)
    )
    return session.execute(taken.returning(HostPlaceRow.number)).scalar() is not None


def _is_free(now: datetime) -> ColumnElement[bool]:
    past = HostPlaceRow.until <= now
    return or_(past, HostPlaceRow.until > now + timedelta(seconds=FARTHEST))
