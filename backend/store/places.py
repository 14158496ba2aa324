"""Places at hosts for all processes on one database: how many fetches may be under way at each."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from sqlalchemy import ColumnElement, delete, not_, or_, select
from sqlalchemy.orm import Session

from backend.reading.sharing import Place, PlaceKeeper
from backend.store.database_time import DatabaseTime, database_time
from backend.store.engine import Sessions
from backend.store.inserting import insert_into
from backend.store.statements import statements
from backend.store.turn_tables import FARTHEST, HostPlaceRow


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
        with statements(self._sessions) as session:
            numbers = self._free_at(session, host)
            places = (Place(host, number, secrets.token_hex(16)) for number in numbers)
            return next((place for place in places if self._lease(session, place, seconds)), None)

    def free(self, place: Place) -> None:
        """Give a place back, if it still is one's own. Raises `Unavailable`."""
        with statements(self._sessions) as session:
            session.execute(
                delete(HostPlaceRow).where(
                    HostPlaceRow.host == place.host,
                    HostPlaceRow.number == place.number,
                    HostPlaceRow.holder == place.holder,
                )
            )

    def _free_at(self, session: Session, host: str) -> Sequence[int]:
        held = HostPlaceRow.host == host, not_(self._is_past(session))
        taken = set(session.scalars(select(HostPlaceRow.number).where(*held)))
        return [number for number in range(self._a_host) if number not in taken]

    def _lease(self, session: Session, place: Place, seconds: float) -> bool:
        """Take a place that was seen to be free; False where another was faster."""
        new = insert_into(session, HostPlaceRow).values(
            host=place.host,
            number=place.number,
            holder=place.holder,
            until=self._time(session, seconds),
        )
        taken = new.on_conflict_do_update(
            index_elements=["host", "number"],
            set_={"holder": new.excluded.holder, "until": new.excluded.until},
            where=self._is_past(session),
        )
        return session.execute(taken.returning(HostPlaceRow.number)).scalar() is not None

    def _is_past(self, session: Session) -> ColumnElement[bool]:
        over = HostPlaceRow.until <= self._time(session)
        return or_(over, HostPlaceRow.until > self._time(session, FARTHEST))
