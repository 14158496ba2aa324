"""Putting together what looks after the database as a whole: its schema and its backups."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from backend.composition.parts import now
from backend.config import Settings
from backend.services.backup import Backups
from backend.store.backup_postgresql import PostgresqlCopying
from backend.store.backup_sqlite import SqliteCopying
from backend.store.engine import make_engine
from backend.store.schema import SchemaStore
from backend.version import VERSION


@contextmanager
def schema_of(settings: Settings) -> Iterator[SchemaStore]:
    """The schema of the database that is set, as it is: nothing is migrated."""
    engine = make_engine(settings.database_url)
    try:
        yield SchemaStore(engine)
    finally:
        engine.dispose()


@contextmanager
def backups_of(settings: Settings) -> Iterator[Backups]:
    """What backs the database that is set up and restores it. Nothing is migrated."""
    engine = make_engine(settings.database_url)
    on_sqlite = engine.dialect.name == "sqlite"
    copying = SqliteCopying(engine) if on_sqlite else PostgresqlCopying(engine)
    try:
        yield Backups(copying, VERSION, now)
    finally:
        engine.dispose()
