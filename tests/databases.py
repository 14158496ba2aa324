"""Fresh databases to test on: SQLite always, PostgreSQL where one answers."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import (
    URL,
    Engine,
    Select,
    TableClause,
    create_engine,
    delete,
    inspect,
    literal,
    make_url,
    select,
    table,
    text,
    union_all,
)
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import QueuePool

from backend.store.engine import make_engine, migrate
from backend.store.listening import NAME
from tests.fakes import until

DIALECTS = ("sqlite", "postgresql")
ADDRESS = os.environ.get(
    "SECOND_SOURCE_TEST_POSTGRESQL",
    "postgresql://postgres@127.0.0.1:5432/test",
)


@contextmanager
def fresh_postgresql() -> Iterator[str]:
    """Make an empty database, give its URL, drop it afterwards; skip where no server answers."""
    address = make_url(ADDRESS).set(drivername="postgresql+psycopg")
    name = f"second_source_{secrets.token_hex(6)}"
    _administer(address, f"CREATE DATABASE {name}")
    try:
        yield address.set(drivername="postgresql", database=name).render_as_string(
            hide_password=False
        )
    finally:
        _administer(address, f"DROP DATABASE {name} WITH (FORCE)")


def _administer(address: URL, statement: str) -> None:
    engine = create_engine(
        address,
        isolation_level="AUTOCOMMIT",
        connect_args={"connect_timeout": 3},
    )
    try:
        with engine.connect() as connection:
            connection.execute(text(statement))
    except OperationalError as error:
        shown = address.render_as_string(hide_password=True)
        pytest.skip(f"no PostgreSQL answers at {shown}: {error.orig}")
    finally:
        engine.dispose()


def migrated_sqlite(file: Path) -> Path:
    """Make an SQLite database with our schema at `file`."""
    engine = make_engine(f"sqlite:///{file}")
    migrate(engine)
    engine.dispose()
    return file


def copy_sqlite(template: Path, file: Path) -> str:
    """Copy a database that nobody has open; give the copy's URL."""
    shutil.copyfile(template, file)
    return f"sqlite:///{file}"


def let_go(engine: Engine) -> None:
    """Close every connection, once the threads of the test have given theirs back."""
    pool = engine.pool
    assert isinstance(pool, QueuePool)
    until(lambda: pool.checkedout() == 0)
    engine.dispose()


def listening(engine: Engine) -> list[int]:
    """The processes of the PostgreSQL server whose connections listen."""
    query = """SELECT pid FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = :name"""
    with engine.connect() as connection:
        return list(connection.execute(text(query), {"name": NAME}).scalars())


def cut_listening(engine: Engine) -> None:
    """Cut every connection that listens."""
    with engine.connect() as connection:
        for pid in listening(engine):
            connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})


def empty(engine: Engine) -> None:
    """Delete every row of our tables and leave the schema.

    Emptying by `TRUNCATE` makes new files for every table and index, which takes half a second;
    most tables are empty already.
    """
    tables = {name: table(name) for name in inspect(engine).get_table_names()}
    del tables["alembic_version"]
    with engine.begin() as connection:
        # The audit log refuses to be emptied; only a superuser may set its triggers aside.
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        filled = union_all(*(_name_if_filled(each) for each in tables.values()))
        for (name,) in connection.execute(filled).all():
            connection.execute(delete(tables[name]))


def _name_if_filled(each: TableClause) -> Select[str]:
    return select(literal(each.name)).where(select(literal(1)).select_from(each).exists())
