"""Putting together what looks after the database as a whole: its schema and its backups."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from backend.config import Settings
from backend.store.engine import make_engine
from backend.store.schema import SchemaStore


@contextmanager
def schema_of(settings: Settings) -> Iterator[SchemaStore]:
    """The schema of the database that is set, as it is: nothing is migrated."""
    engine = make_engine(settings.database_url)
    try:
        yield SchemaStore(engine)
    finally:
        engine.dispose()
