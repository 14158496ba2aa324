"""Changing the schema while the version before goes on serving, and taking changes back.

Migrations only add: tables, columns that may be empty or have a constant default, indexes. So the
version before works on a newer schema, and a database that is newer than this program is left as it
is. Revisions are numbers of four digits, so that a program can tell that one is newer than any it
knows.

On PostgreSQL each migration is a transaction of its own that waits for a lock for two seconds at
most: whoever waits for a table holds up all who come after. Then it lets go and tries again. Large
indexes are built beside the writers (`backend.store.online`). On SQLite, where there is one writer
at a time, all are one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import monotonic, sleep

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

from backend.errors import Unavailable
from backend.store.online import ONLINE

_TURN = 0x5EC0  # any number that every process of ours agrees on
_TURN_PAUSE = 0.05
_LOCK_TIMEOUT = "2s"
_LOCK_PAUSE = 0.5
_LOCK_PATIENCE = 600.0
_LOCK_NOT_AVAILABLE = "55P03"
NOTHING = ""
"""What stands for the revision of a database without our tables."""


def upgrade(engine: Engine, to: str = "head") -> None:
    """Bring the schema up to a revision, unless it is there or beyond.

    `engine` takes its turn to write at the start of a transaction. Processes that start at once
    wait for each other. Raises `Unavailable` if the database cannot be reached, or somebody keeps a
    table to themselves for ten minutes.
    """
    wanted = newest() if to == "head" else to
    if engine.dialect.name == "postgresql":
        if not stands_at(engine, wanted):
            _upgrade_online(engine, wanted)
        return
    with engine.begin() as connection:
        if revision_of(connection) < wanted:
            command.upgrade(migration_config(connection), wanted)


def stands_at(engine: Engine, revision: str) -> bool:
    """Whether the schema is at a revision or beyond."""
    with engine.connect() as connection:
        return revision_of(connection) >= revision


def revision_of(connection: Connection) -> str:
    """The schema's revision, `NOTHING` where there is none."""
    return MigrationContext.configure(connection).get_current_revision() or NOTHING


def newest() -> str:
    """The revision that this program was written for."""
    return str(scripts().get_current_head())


def scripts() -> ScriptDirectory:
    """The migrations that this program knows."""
    return ScriptDirectory.from_config(migration_config())


def migration_config(connection: Connection | None = None, *, online: bool = False) -> Config:
    """The Alembic configuration.

    Migrations run on `connection`: in its transaction, or with `online` in one of their own each.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    config.attributes[ONLINE] = online
    return config


@contextmanager
def turn(engine: Engine) -> Iterator[None]:
    """Wait until no other process changes the schema, and keep it so. PostgreSQL alone needs it.

    Asked for again and again, not waited for in the server: a statement that waits there keeps a
    snapshot, and an index that is built beside the writers waits for that to end.
    """
    if engine.dialect.name != "postgresql":
        yield
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        ask = partial(connection.execute, text(f"SELECT pg_try_advisory_lock({_TURN})"))
        while not ask().scalar_one():
            sleep(_TURN_PAUSE)
        try:
            yield
        finally:
            connection.execute(text(f"SELECT pg_advisory_unlock({_TURN})"))


def _upgrade_online(engine: Engine, to: str) -> None:
    with turn(engine), engine.connect() as connection:
        connection.execute(text(f"SET lock_timeout = '{_LOCK_TIMEOUT}'"))
        connection.commit()
        try:
            _patiently(partial(_upgrade_on, connection, to))
        finally:
            connection.invalidate()  # what was set is not for whoever would have it next


def _upgrade_on(connection: Connection, to: str) -> None:
    """Do it unless another process did meanwhile."""
    behind = revision_of(connection) < to
    connection.rollback()
    if behind:
        command.upgrade(migration_config(connection, online=True), to)


def _patiently(step: Callable[[], None]) -> None:
    deadline = monotonic() + _LOCK_PATIENCE
    while True:
        try:
            return step()
        except OperationalError as error:
            if getattr(error.orig, "sqlstate", "") != _LOCK_NOT_AVAILABLE:
                raise
            if monotonic() > deadline:
                raise Unavailable(
                    "A table that has to be changed is in use without a pause. Look for a"
                    " transaction that stands open (pg_stat_activity), and migrate again."
                ) from error
        sleep(_LOCK_PAUSE)
