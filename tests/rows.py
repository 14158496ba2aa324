"""A row in every table, as a program of any older version would have written it.

The tables are looked up in the database, not in the program: what is made here knows only the
columns that the schema has at this moment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Table, func, insert, inspect, select, types

_A_MOMENT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
_VALUES: dict[type[types.TypeEngine[Any]], Any] = {
    types.Boolean: False,
    types.DateTime: _A_MOMENT,
    types.Date: date(2026, 11, 22),
    types.Float: 0.5,
    types.JSON: {"text": "a word"},
    types.LargeBinary: b"bytes",
}


def tables_of(connection: Connection) -> list[Table]:
    """Our tables as they are now, those that others lean on first; not the full-text index."""
    names = [name for name in inspect(connection).get_table_names() if _is_ours(name)]
    known = MetaData()
    known.reflect(connection, only=names, resolve_fks=False)
    return known.sorted_tables


def insert_everywhere(connection: Connection, tables: Sequence[Table], number: int) -> None:
    """Insert a row into every table; `number` tells it apart from those of other calls."""
    made: dict[str, dict[str, Any]] = {}
    for each in tables:
        row = _row(each, number, made)
        if each.name == "audit":  # it takes rows at its end alone
            row["number"] = 1 + _count(connection, each)
        made[each.name] = row
        connection.execute(insert(each).values(row))


def count_everywhere(connection: Connection) -> dict[str, int]:
    """How many rows each table has."""
    return {each.name: _count(connection, each) for each in tables_of(connection)}


def _count(connection: Connection, table: Table) -> int:
    count: int = connection.execute(select(func.count()).select_from(table)).scalar_one()
    return count


def _is_ours(name: str) -> bool:
    return name != "alembic_version" and not name.startswith("report_index")


def _row(table: Table, number: int, made: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    return {
        column.name: _value(column, number, made)
        for column in table.columns
        if not column.nullable or column.primary_key
    }


def _value(column: Column[Any], number: int, made: Mapping[str, dict[str, Any]]) -> Any:  # noqa: ANN401 - what the column takes
    for key in column.foreign_keys:
        name, _, of = key.target_fullname.partition(".")
        return made[name][of]
    if isinstance(column.type, types.Integer):
        return number
    for kind, value in _VALUES.items():
        if isinstance(column.type, kind):
            # A day or a moment may be what a row is known by.
            return value + timedelta(days=number) if column.primary_key else value
    length = getattr(column.type, "length", None) or 32
    return f"{column.name} {number}"[-length:]
