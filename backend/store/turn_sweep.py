"""Deleting the turns and places that are past."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, inspect, select, tuple_

from backend.store.base import Base
from backend.store.turn_tables import HostPlaceRow, HostTurnRow

_AT_ONCE = 10_000


def sweep(connection: Connection, now: ColumnElement[datetime]) -> None:
    """Delete what is past, some of it where there is much. Waits for nobody's row.

    There is no index for it: the tables hold the hosts of the last minute, and an index on times
    that change with every turn would cost each of them more than reading all rows now and then.
    """
    past = and_(HostTurnRow.next_at <= now, HostTurnRow.held_until <= now)
    _delete(connection, HostTurnRow, past)
    _delete(connection, HostPlaceRow, HostPlaceRow.until <= now)


def _delete(connection: Connection, table: type[Base], past: ColumnElement[bool]) -> None:
    key = inspect(table).primary_key
    free = select(*key).where(past).limit(_AT_ONCE).with_for_update(skip_locked=True)
    connection.execute(delete(table).where(tuple_(*key).in_(free)))
