"""Archives filled with made-up news, on each database, for as long as a bench needs them.

They are kept between runs where the folder .second-source/bench exists.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, create_engine, event, insert, make_url, text

from backend.domain import Report
from backend.store.archive_tables import ReportRow
from backend.store.engine import make_engine, migrate
from tests import databases
from tests.bench import corpus as corpus_module
from tests.bench.corpus import Corpus
from tests.bench.figures import say

KEPT = Path(__file__).parents[2] / ".second-source" / "bench"
KEPT_AT = datetime(2026, 11, 1, tzinfo=UTC)
_BATCH = 10_000
_SETTINGS = ("PRAGMA synchronous = OFF", "PRAGMA cache_size = -500000")
_COLUMNS = ("url", "outlet_name", "outlet_domain", "title", "summary", "text", "published")


class NoServer(Exception):
    """No PostgreSQL server answers."""


@contextmanager
def filled(dialect: str, corpus: Corpus) -> Iterator[str]:
    """The URL of a database that holds the corpus. Raises `NoServer`."""
    fill = _sqlite if dialect == "sqlite" else _postgresql
    with fill(corpus) as url:
        yield url


@contextmanager
def empty(dialect: str) -> Iterator[Engine]:
    """A migrated database without a row. Raises `NoServer`."""
    with tempfile.TemporaryDirectory() as folder, _server(dialect, folder) as url:
        engine = make_engine(url)
        migrate(engine)
        yield engine
        engine.dispose()


@contextmanager
def _server(dialect: str, folder: str) -> Iterator[str]:
    if dialect == "sqlite":
        yield f"sqlite:///{folder}/archive.sqlite"
        return
    try:
        with databases.fresh_postgresql() as url:
            yield url
    except pytest.skip.Exception as skipped:
        raise NoServer(str(skipped)) from skipped


@contextmanager
def _sqlite(corpus: Corpus) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as temporary:
        folder = KEPT if KEPT.is_dir() else Path(temporary)
        file = folder / f"archive_{_name(corpus)}.sqlite"
        if not file.exists():
            building = file.with_suffix(".building")
            building.unlink(missing_ok=True)
            _fill_sqlite(f"sqlite:///{building}", corpus)
            building.rename(file)
        migrate(make_engine(f"sqlite:///{file}"))
        yield f"sqlite:///{file}"


def _fill_sqlite(url: str, corpus: Corpus) -> None:
    engine = make_engine(url)
    event.listen(engine, "connect", _hurry)
    migrate(engine)
    with engine.connect() as connection:
        for rows in _batches(corpus, "SQLite"):
            connection.execute(insert(ReportRow), rows)
            connection.commit()
        say("SQLite: merging the index")
        connection.execute(text("INSERT INTO report_index(report_index) VALUES ('optimize')"))
        connection.commit()
    engine.dispose()


def _hurry(connection: sqlite3.Connection, record: object) -> None:
    """A file that is not finished is built again: it may be lost."""
    del record
    for setting in _SETTINGS:
        connection.execute(setting)


@contextmanager
def _postgresql(corpus: Corpus) -> Iterator[str]:
    if not KEPT.is_dir():
        with _server("postgresql", "") as url:
            _fill_postgresql(url, corpus)
            yield url
        return
    url = _kept_postgresql(f"second_source_bench_{_name(corpus)}", corpus)
    migrate(make_engine(url))
    yield url


def _kept_postgresql(name: str, corpus: Corpus) -> str:
    address = make_url(databases.ADDRESS).set(drivername="postgresql+psycopg")
    url = address.set(drivername="postgresql", database=name).render_as_string(hide_password=False)
    server = create_engine(address, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        known = text("SELECT datname FROM pg_database")
        if name not in connection.execute(known).scalars().all():
            building = f"{name}_building"
            connection.execute(text(f"DROP DATABASE IF EXISTS {building} WITH (FORCE)"))
            connection.execute(text(f"CREATE DATABASE {building}"))
            _fill_postgresql(url.replace(name, building), corpus)
            connection.execute(text(f"ALTER DATABASE {building} RENAME TO {name}"))
    server.dispose()
    return url


def _fill_postgresql(url: str, corpus: Corpus) -> None:
    engine = make_engine(url)
    migrate(engine)
    engine.dispose()
    columns = (*_COLUMNS, "kept_at")
    with psycopg.connect(url) as connection:
        definition = "SELECT indexdef FROM pg_indexes WHERE indexname = 'ix_report_index_words'"
        (index,) = connection.execute(definition).fetchone() or ("",)
        connection.execute("DROP INDEX ix_report_index_words")
        for rows in _batches(corpus, "PostgreSQL"):
            copying = f"COPY report ({', '.join(columns)}) FROM STDIN"
            with connection.cursor() as cursor, cursor.copy(copying) as copy:
                for row in rows:
                    copy.write_row([row[column] for column in columns])
        say("PostgreSQL: building the index")
        connection.execute("SET maintenance_work_mem = '512MB'")
        connection.execute(index.encode())
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE")


def _name(corpus: Corpus) -> str:
    """Names the corpus by what made it, so that another is never taken for it."""
    made_by = Path(corpus_module.__file__).read_bytes() + str(len(corpus.planted)).encode()
    return f"{corpus.size}_{sha256(made_by).hexdigest()[:8]}"


def _batches(corpus: Corpus, where: str) -> Iterator[list[dict[str, Any]]]:
    reports = corpus.reports()
    done = 0
    while batch := list(islice(reports, _BATCH)):
        yield _rows(batch)
        done += len(batch)
        say(f"{where}: {done:,} of {corpus.size:,} reports")


def _rows(reports: Sequence[Report]) -> list[dict[str, Any]]:
    return [
        {
            "url": report.url,
            "outlet_name": report.outlet.name,
            "outlet_domain": report.outlet.domain,
            "title": report.title,
            "summary": "",
            "text": report.text,
            "published": report.published,
            "kept_at": KEPT_AT,
        }
        for report in reports
    ]
