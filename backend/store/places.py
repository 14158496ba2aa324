"""Places at hosts for all processes on one database: how many fetches may be under way at each."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Connection

from backend.reading.sharing import Place, PlaceKeeper
from backend.store.at_once import at_once
from backend.store.database_time import DatabaseTime, database_time
from backend.store.engine import Sessions
from backend.store.turn_statements import PlaceStatements, place_statements
from backend.store.turn_tables import FARTHEST


class StoredPlaces(PlaceKeeper):
    """Places as rows, `a_host` at each host. Safe to share between threads.

    A place is a lease: that of a process which died is free again when its time is over.
    """

    def __init__(self, sessions: Sessions, a_host: int, time: DatabaseTime = database_time) -> None:
        self._sessions = sessions
        self._a_host = a_host
        self._statements = cache(lambda dialect: place_statements(dialect, time))

    def take(self, host: str, seconds: float) -> Place | None:
        """A place for so many seconds, or None where none is free now. Raises `Unavailable`."""
        with at_once(self._sessions) as connection:
            statements = self._statements(connection.dialect.name)
            seen = _Seen.at(connection, statements, host)
            times = {"end": seen.now + timedelta(seconds=seconds), "now": seen.now}
            for number in set(range(self._a_host)) - seen.taken:
                place = Place(host, number, secrets.token_hex(16))
                values = {**_named(place), **times, "farthest": _farthest(seen.now)}
                if connection.execute(statements.take, values).first():
                    return place
        return None

    def free(self, place: Place) -> None:
        """Give a place back, if it still is one's own. Raises `Unavailable`."""
        with at_once(self._sessions) as connection:
            statements = self._statements(connection.dialect.name)
            connection.execute(statements.free, _named(place))


@dataclass(frozen=True, slots=True)
class _Seen:
    """Which places of a host are taken, and the time at which that was seen."""

    now: datetime
    taken: frozenset[int]

    @classmethod
    def at(cls, connection: Connection, statements: PlaceStatements, host: str) -> _Seen:
        """What there is at a host; a place that nobody can have been given is free."""
        rows = connection.execute(statements.seen, {"at": host}).all()
        now = rows[0][0]
        held = (number for _, number, until in rows if until and now < until <= _farthest(now))
        return cls(now, frozenset(held))


def _named(place: Place) -> dict[str, object]:
    return {"at": place.host, "which": place.number, "who": place.holder}


def _farthest(now: datetime) -> datetime:
    return now + timedelta(seconds=FARTHEST)
