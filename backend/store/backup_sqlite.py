"""Copying SQLite databases with the database's own online backup."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import IO, Any

from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import NullPool

from backend.errors import BadBackup, Unavailable
from backend.store.backup import NONE, Contents, Progress, Tell, contents_of, refuse_other

_PAGES = 1_000
"""So many pages are copied at a time, and then it is told."""

_PATIENCE = 30.0
_CHUNK = 1 << 20


class SqliteCopying:
    """Implements `Copying` on an SQLite file."""

    dialect = "sqlite"

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._file = Path(engine.url.database or "")

    def server(self) -> int:
        """Return 0: there is none."""
        return 0

    def contents(self) -> Contents:
        """Return what stands in the database."""
        if not self._file.exists():
            return NONE
        with self._engine.connect() as connection:
            return contents_of(connection)

    def save(self, out: IO[bytes], folder: Path, tell: Tell) -> Contents:
        """Copy the database as it is now, and write the copy."""
        with _scratch(folder) as copy:
            with self._connected() as source, closing(sqlite3.connect(copy)) as target:
                # Begun before it is copied: what is written from here on is not in the copy, so
                # that copying does not begin anew with every write.
                source.execute("BEGIN")
                source.execute("SELECT count(*) FROM sqlite_master").fetchone()
                _copied(source, target, _told("Copying the database", tell))
                source.execute("ROLLBACK")
                target.execute("PRAGMA journal_mode = DELETE")
            contents = _contents_of(copy)
            with copy.open("rb") as written:
                _pour(written, out, _told("Packing", tell), copy.stat().st_size)
        return contents

    def load(self, source: IO[bytes], expected: Contents, tell: Tell) -> Contents:
        """Look at what was saved, and if it is sound put it in the place of all that is there."""
        with _scratch(self._file.parent) as copy:
            with copy.open("wb") as out:
                _pour(source, out, _told("Unpacking", tell), 0)
            refuse_other(_contents_of(copy), expected)
            with self._connected() as target, closing(sqlite3.connect(copy)) as sound:
                _copied(sound, target, _told("Restoring", tell))
        return self.contents()

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        pooled = self._engine.raw_connection()
        try:
            driver: Any = pooled.driver_connection
            yield driver
        finally:
            pooled.close()


def _told(what: str, tell: Tell) -> Callable[[int, int], None]:
    return lambda done, total: tell(Progress(what, done, total))


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """A file in a folder of its own, for us alone, gone afterwards."""
    try:
        with TemporaryDirectory(dir=folder, prefix=".backup-") as own:
            yield Path(own) / "copy.db"
    except OSError as error:
        raise BadBackup(f"{folder} has no room for a copy: {error.strerror}.") from error


def _copied(
    source: sqlite3.Connection, target: sqlite3.Connection, told: Callable[[int, int], None]
) -> None:
    """Copy all of it in one transaction of the target's: all is there afterwards, or nothing."""
    patience = _Patience()

    def progress(status: int, remaining: int, total: int) -> None:
        del status
        patience.refuse_standstill(remaining)
        told(total - remaining, total)

    try:
        source.backup(target, pages=_PAGES, progress=progress)
    except sqlite3.Error as error:
        raise Unavailable(f"The database could not be copied: {error}.") from error


class _Patience:
    """Notices that nothing is copied any more, since somebody else holds the database."""

    def __init__(self) -> None:
        self._remaining = -1
        self._since = monotonic()

    def refuse_standstill(self, remaining: int) -> None:
        """Raise `Unavailable` where as much remained half a minute ago."""
        if remaining != self._remaining:
            self._remaining, self._since = remaining, monotonic()
        elif monotonic() - self._since > _PATIENCE:
            raise Unavailable("Somebody else holds the database. Stop the server and try again.")


def _contents_of(file: Path) -> Contents:
    """What stands in a database that nobody else has. Raises `BadBackup` for one that is broken."""
    engine = create_engine(
        "sqlite+pysqlite://", creator=lambda: sqlite3.connect(file), poolclass=NullPool
    )
    try:
        with engine.connect() as connection:
            told = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
            if told != "ok":
                raise BadBackup(f"The database in it is damaged: {told}.")
            return contents_of(connection)
    finally:
        engine.dispose()


def _pour(source: IO[bytes], out: IO[bytes], told: Callable[[int, int], None], total: int) -> None:
    done = 0
    while chunk := source.read(_CHUNK):
        out.write(chunk)
        done += len(chunk)
        told(done, total)
