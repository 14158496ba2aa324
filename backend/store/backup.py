"""What backing up and restoring have in common on all databases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from sqlalchemy import Connection, func, inspect, select, table
from sqlalchemy.orm import Session

from backend.errors import BadBackup
from backend.moderation.chain import BEGINNING, Verified
from backend.store.audit import AuditRow, verified
from backend.store.migrating import revision_of


@dataclass(frozen=True, slots=True)
class Contents:
    """What stands in a database: its schema's revision, rows by table, and what its log is."""

    revision: str
    rows: Mapping[str, int]
    log: Verified

    @property
    def total(self) -> int:
        """How many rows there are."""
        return sum(self.rows.values())


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `server` is PostgreSQL's version, 0 for SQLite."""

    dialect: str
    server: int
    made_at: str
    version: str
    contents: Contents


@dataclass(frozen=True, slots=True)
class Progress:
    """How far something has come. `total` is 0 where that is not known."""

    what: str
    done: int
    total: int


Tell = Callable[[Progress], None]


class Copying(Protocol):
    """How one kind of database is copied out and put back."""

    @property
    def dialect(self) -> str:
        """The kind of database."""
        ...

    def server(self) -> int:
        """Return the server's version, 0 where there is none."""
        ...

    def contents(self) -> Contents:
        """Return what stands in the database. Makes none and changes nothing."""
        ...

    def save(self, out: IO[bytes], folder: Path, tell: Tell) -> Contents:
        """Write the database as of one moment, while others write to it; say what it holds.

        `folder` has room for a copy of it, which is gone afterwards.
        """
        ...

    def load(self, source: IO[bytes], expected: Contents, tell: Tell) -> Contents:
        """Put what was saved in the place of all that is there; say what is there then.

        Raises and changes nothing where that cannot be done or is not what was expected.
        """
        ...


NONE = Contents("", {}, Verified(0, BEGINNING))
"""What stands in a database that is not there yet."""


def refuse_other(found: Contents, expected: Contents) -> None:
    """Raise `BadBackup` where what was restored is not what was backed up."""
    wrong = [
        f"{name} {found.rows.get(name, 0):,} rows instead of {rows:,}"
        for name, rows in expected.rows.items()
        if found.rows.get(name, 0) != rows
    ]
    if found.revision != expected.revision:
        wrong.append(f"revision {found.revision} instead of {expected.revision}")
    if found.log != expected.log:
        wrong.append(f"a log of {found.log.count:,} rows that ends in {found.log.head}")
    if wrong:
        raise BadBackup(f"It is not what was backed up: {'; '.join(wrong)}. Nothing was changed.")


def contents_of(connection: Connection) -> Contents:
    """What stands in the database that is connected to."""
    seen = inspect(connection)
    names = sorted(filter(_holds_rows_of_ours, seen.get_table_names()))
    rows = {name: _count(connection, name) for name in names}
    with Session(connection) as session:
        log = verified(session) if AuditRow.__tablename__ in rows else Verified(0, BEGINNING)
    return Contents(revision_of(connection), rows, log)


def _holds_rows_of_ours(name: str) -> bool:
    """Whether it is one of our tables, and not what SQLite keeps its full-text index in."""
    return name != "alembic_version" and not name.startswith("report_index_")


def _count(connection: Connection, name: str) -> int:
    count: int = connection.execute(select(func.count()).select_from(table(name))).scalar_one()
    return count
