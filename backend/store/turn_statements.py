"""What the database is asked about turns and places, put together once and not every time.

Putting them together anew would take more of a process's time than all else about a turn.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    and_,
    bindparam,
    delete,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute

from backend.store.database_time import DatabaseTime
from backend.store.inserting import insert_of
from backend.store.turn_tables import HostPlaceRow, HostTurnRow


@dataclass(frozen=True, slots=True)
class TurnStatements:
    """Statements of one dialect, about the host `at`.

    `seen` gives the time, `next_at` and `held_until`, which are None where nothing is known.
    `take` sets `next` and gives a row, if all is as it was seen: `seen_next` and `seen_held`.
    `hold` sets `held`; a longer hold stays, unless it is later than `farthest`.
    """

    seen: Executable
    take: Executable
    hold: Executable


def turn_statements(dialect: str, time: DatabaseTime) -> TurnStatements:
    """Put them together."""
    row = HostTurnRow
    new = insert_of(dialect, row).values(
        host=bindparam("at"), next_at=bindparam("next"), held_until=bindparam("held")
    )
    as_seen = and_(row.next_at == bindparam("seen_next"), row.held_until == bindparam("seen_held"))
    shorter = row.held_until < new.excluded.held_until
    impossible = row.held_until > bindparam("farthest")
    known = partial(new.on_conflict_do_update, index_elements=["host"])
    take = known(set_={"next_at": new.excluded.next_at}, where=as_seen)
    hold = known(set_={"held_until": new.excluded.held_until}, where=or_(shorter, impossible))
    seen = _with_time(time(dialect), row, row.next_at, row.held_until)
    return TurnStatements(seen, take.returning(row.host), hold)


@dataclass(frozen=True, slots=True)
class PlaceStatements:
    """Statements of one dialect, about the host `at`.

    `seen` gives the time with each place's `number` and `until`, or with None where there is none.
    `take` sets `who` and `end` of the place `which` and gives a row, if that is past at `now`, or
    later than `farthest`. `free` deletes the place, if it still is that of `who`.
    """

    seen: Executable
    take: Executable
    free: Executable


def place_statements(dialect: str, time: DatabaseTime) -> PlaceStatements:
    """Put them together."""
    row = HostPlaceRow
    new = insert_of(dialect, row).values(
        host=bindparam("at"),
        number=bindparam("which"),
        holder=bindparam("who"),
        until=bindparam("end"),
    )
    take = new.on_conflict_do_update(
        index_elements=["host", "number"],
        set_={"holder": new.excluded.holder, "until": new.excluded.until},
        where=or_(row.until <= bindparam("now"), row.until > bindparam("farthest")),
    )
    free = delete(row).where(
        row.host == bindparam("at"),
        row.number == bindparam("which"),
        row.holder == bindparam("who"),
    )
    seen = _with_time(time(dialect), row, row.number, row.until)
    return PlaceStatements(seen, take.returning(row.number), free)


def _with_time(
    time: ColumnElement[datetime],
    row: type[HostTurnRow | HostPlaceRow],
    *columns: InstrumentedAttribute[Any],
) -> Executable:
    """The time with these columns of the host's rows, or with None for each where it has none."""
    always = select(literal_column("1").label("one")).subquery()
    of_host = row.__table__.c.host == bindparam("at")
    return select(time, *columns).select_from(always.outerjoin(row.__table__, of_host))
