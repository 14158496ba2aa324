from __future__ import annotations

import io
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import make_url

from backend.store.backup import Progress
from backend.store.backup_sqlite import SqliteCopying
from backend.store.dump_script import run_script
from backend.store.engine import make_engine, migrate
from backend.store.postgresql_tools import environment_of


def _unheard(progress: Progress) -> None:
    del progress


def test_a_restore_that_is_cut_off_in_its_middle_leaves_sqlite_as_it_was(tmp_path: Path) -> None:
    large, small = tmp_path / "large.db", tmp_path / "small.db"
    saved = io.BytesIO()
    for file, readers in ((large, 120_000), (small, 3)):
        engine = make_engine(f"sqlite:///{file}")
        migrate(engine)
        _add_readers(file, readers)
        if file == large:
            contents = SqliteCopying(engine).save(saved, tmp_path, _unheard)
        engine.dispose()

    def cut_off(progress: Progress) -> None:
        if progress.what == "Restoring" and 0 < progress.done < progress.total:
            raise KeyboardInterrupt

    engine = make_engine(f"sqlite:///{small}")
    saved.seek(0)
    with pytest.raises(KeyboardInterrupt):
        SqliteCopying(engine).load(saved, contents, cut_off)
    assert SqliteCopying(engine).contents().rows["reader"] == 3
    saved.seek(0)
    assert SqliteCopying(engine).load(saved, contents, _unheard) == contents
    assert [each.name for each in tmp_path.iterdir() if "backup" in each.name] == []
    engine.dispose()


def _add_readers(file: Path, readers: int) -> None:
    with sqlite3.connect(file) as connection:
        rows = ((number, f"{number:064x}", "2026-11-30") for number in range(readers))
        connection.executemany("INSERT INTO reader VALUES (?, ?, ?)", rows)
    connection.close()


def test_all_that_it_takes_to_connect_goes_by_the_environment() -> None:
    url = make_url(
        "postgresql://web:a%20word@db.example:5433/notes?sslmode=verify-full&keepalives=1"
    )
    given = environment_of(url)
    named = {name: given.get(name) for name in ("PGHOST", "PGPORT", "PGUSER", "PGPASSWORD")}
    assert named == {
        "PGHOST": "db.example",
        "PGPORT": "5433",
        "PGUSER": "web",
        "PGPASSWORD": "a word",
    }
    assert (given["PGDATABASE"], given["PGSSLMODE"]) == ("notes", "verify-full")


class FakeCopy:
    """Takes rows as psycopg does."""

    def __init__(self, done: list[bytes]) -> None:
        self._done = done

    def __enter__(self) -> FakeCopy:  # noqa: PYI034 - it is not made to be subclassed
        return self

    def __exit__(self, *_: object) -> None:
        self._done.append(b"end of rows")

    def write(self, rows: bytes) -> None:
        self._done.append(rows)


class FakeCursor:
    """Keeps what it is to run, in order."""

    def __init__(self) -> None:
        self.done: list[bytes] = []

    def execute(self, statement: bytes) -> None:
        self.done.append(statement)

    def copy(self, statement: bytes) -> FakeCopy:
        self.done.append(statement)
        return FakeCopy(self.done)


def test_a_script_is_run_in_order_without_what_the_server_does_not_know() -> None:
    script = (
        b"\\restrict abc\n"
        b"SET lock_timeout = 0;\n"
        b"SET transaction_timeout = 0;\n"
        b"CREATE TABLE a (b text);\n"
        b"COPY public.a (b) FROM stdin;\n"
        b"one\n"
        b"SET is a word here;\n"
        b"\\N\n"
        b"\\.\n"
        b"CREATE INDEX c ON a (b);\n"
    )
    cursor, told = FakeCursor(), list[int]()
    run_script(cursor, io.BytesIO(script), {"lock_timeout"}, told.append)
    assert cursor.done == [
        b"SET lock_timeout = 0;\nCREATE TABLE a (b text);\n",
        b"COPY public.a (b) FROM stdin;\n",
        b"one\nSET is a word here;\n\\N\n",
        b"end of rows",
        b"CREATE INDEX c ON a (b);\n",
    ]
    assert told == [3]
