"""The schema as operators see it: which revision it has, and going to another one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alembic import command
from sqlalchemy import Connection, Engine, String, cast, column, func, inspect, select, table

from backend.errors import BadInput
from backend.store import migrating
from backend.store.engine import for_writing

BASE = "base"
"""What is written for a database without our tables."""

_SAYS_NOTHING = ("", "0", "0.0", "false", "{}")


@dataclass(frozen=True, slots=True)
class Revision:
    """A state of the schema: its number, and what the step to it added."""

    number: str
    added: str


@dataclass(frozen=True, slots=True)
class Loss:
    """What goes with a step back: a table, or a column of one, and how many rows say something."""

    table: str
    column: str
    rows: int


class SchemaStore:
    """Looks at the schema of one database and changes it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = for_writing(engine)

    def revision(self) -> str:
        """Return the revision of the database; `base` where it has none of our tables."""
        with self._engine.connect() as connection:
            return migrating.revision_of(connection) or BASE

    def losses(self, to: str) -> Sequence[Loss]:
        """Return what going back to a revision would lose; nothing is changed.

        It is tried and taken back, so it is what would happen and not what is believed to.
        Going forward loses nothing. Raises `BadInput` for a revision that this program does not
        know, or where the database has one that it does not.
        """
        wanted = self._known(to)
        with migrating.turn(self._engine), self._engine.connect() as connection:
            if not self._is_back(connection, wanted):
                return []
            gone = _tried(connection, to)
            return [loss for loss in (_counted(connection, *one) for one in gone) if loss.rows]

    def upgrade(self) -> None:
        """Bring it to this program's revision; one that is newer is left as it is."""
        migrating.upgrade(self._engine)

    def bring_to(self, to: str) -> None:
        """Go to a revision, forward or back. Raises as `losses` does."""
        wanted = self._known(to)
        with self._engine.connect() as connection:
            back = self._is_back(connection, wanted)
        if not back:
            migrating.upgrade(self._engine, wanted)
            return
        with migrating.turn(self._engine), self._engine.begin() as connection:
            command.downgrade(migrating.migration_config(connection), to)

    def _known(self, to: str) -> str:
        numbers = [revision.number for revision in revisions()]
        if to not in {BASE, *numbers}:
            raise BadInput(
                f"There is no revision {to!r}: name {BASE} or one from {numbers[0]} to"
                f" {numbers[-1]}; `python -m backend migrate --list` says what each added."
            )
        return migrating.NOTHING if to == BASE else to

    def _is_back(self, connection: Connection, wanted: str) -> bool:
        revision = migrating.revision_of(connection)
        connection.rollback()
        if revision > migrating.newest():
            raise BadInput(
                f"The database is at {revision}, which this version does not know how to leave:"
                " do it with the version that brought it there."
            )
        return wanted < revision


def revisions() -> Sequence[Revision]:
    """Every revision that this program knows, from the first on."""
    found = migrating.scripts().walk_revisions()
    return [Revision(one.revision, one.doc) for one in reversed(list(found))]


def _tried(connection: Connection, to: str) -> list[tuple[str, str]]:
    """The tables, and columns of tables that stay, which going back to `to` takes away."""
    with connection.begin() as transaction:
        before = _columns(connection)
        command.downgrade(migrating.migration_config(connection), to)
        after = _columns(connection)
        transaction.rollback()
    tables = [(name, "") for name in before if name not in after]
    columns = [(name, one) for name in after for one in sorted(before[name] - after[name])]
    return tables + columns


def _columns(connection: Connection) -> dict[str, set[str]]:
    seen = inspect(connection)
    # A full-text index is made again from the reports.
    names = [name for name in seen.get_table_names() if not name.startswith("report_index")]
    return {name: {one["name"] for one in seen.get_columns(name)} for name in sorted(names)}


def _counted(connection: Connection, name: str, of: str) -> Loss:
    query = select(func.count()).select_from(table(name, column(of)) if of else table(name))
    if of:
        said = cast(column(of), String)
        query = query.where(column(of).is_not(None), said.not_in(_SAYS_NOTHING))
    return Loss(name, of, connection.execute(query).scalar_one())
