"""The way to the database: its engine, its sessions and its migrations."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import ArgumentError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session, sessionmaker

from backend.errors import BadSetting, Unavailable
from backend.store import migrating
from backend.store.passing import why_passing

_BUSY_SECONDS = 30
_BUSY_PAUSE = 0.02
_CONNECT_SECONDS = 5
_SESSION = " ".join(
    f"-c {name}={value}"
    for name, value in {
        # Who vanishes in the middle of a transaction, or is stopped there, keeps its rows locked no
        # longer than this: PostgreSQL would wait two hours, or for ever.
        "idle_in_transaction_session_timeout": "30s",
        "tcp_keepalives_idle": 30,
        "tcp_keepalives_interval": 10,
        "tcp_keepalives_count": 3,
    }.items()
)
_POOL_SECONDS = 2
CONNECTIONS = 20
"""The most connections of one process, where nothing else is set."""
_WRITES = "second_source_writes"


class Sessions:
    """Opens sessions, each a transaction of its own. Safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._reading = sessionmaker(engine, expire_on_commit=False)
        self._writing = sessionmaker(for_writing(engine), expire_on_commit=False)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a session that only reads; whatever it changes is dropped."""
        with _pool_exhaustion_told(), self._reading() as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Open a session that commits when left, and rolls back if an error leaves it.

        On SQLite it waits its turn at the start, so that no write fails halfway.
        """
        with _pool_exhaustion_told(), self._writing.begin() as session:
            yield session


def make_engine(url: str, connections: int = CONNECTIONS) -> Engine:
    """Return an engine for `sqlite:///FILE` or `postgresql://…` without connecting yet.

    It has at most so many connections at once. Who waits longer than two seconds for one gets
    `Unavailable` from the sessions. The folder of an SQLite file is made. Raises `BadSetting` for
    any other address. A server that cannot be reached raises `Unavailable` from the first use of
    the engine.
    """
    address = _parse(url)
    is_sqlite = address.get_backend_name() == "sqlite"
    engine = (_sqlite if is_sqlite else _postgresql)(address, connections)
    event.listen(engine, "handle_error", _translate, retval=True)
    return engine


def make_sessions(engine: Engine) -> Sessions:
    """Return the sessions of an engine."""
    return Sessions(engine)


def migrate(engine: Engine) -> None:
    """Bring the schema up to date; see `backend.store.migrating.upgrade`."""
    migrating.upgrade(for_writing(engine))


def is_migrated(engine: Engine) -> bool:
    """Whether the schema is the one that this program was written for, or a newer one."""
    return migrating.stands_at(engine, migrating.newest())


def for_writing(engine: Engine) -> Engine:
    """The same engine; on SQLite its transactions take their turn to write when they begin."""
    return engine.execution_options(**{_WRITES: True})


def _parse(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise _bad_url("It is not a database address.") from error
    match address.get_backend_name():
        case "sqlite" if address.database in {None, "", ":memory:"}:
            raise _bad_url("SQLite needs a file, since several threads share it.")
        case "sqlite" | "postgresql" | "postgres":
            return address
        case other:
            raise _bad_url(f"There is no store for {other!r}.")


def _bad_url(reason: str) -> BadSetting:
    return BadSetting(
        f"DATABASE_URL cannot be used. {reason}"
        " Use sqlite:///FILE or postgresql://USER:PASSWORD@HOST:PORT/NAME.",
    )


def _postgresql(address: URL, connections: int) -> Engine:
    # What the address itself asks for comes last, and holds.
    asked = address.query.get("options", "")
    options = " ".join([_SESSION, *((asked,) if isinstance(asked, str) else asked)])
    return create_engine(
        address.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        hide_parameters=True,
        **_pool(connections),
        connect_args={"connect_timeout": _CONNECT_SECONDS, "options": options},
    )


def _sqlite(address: URL, connections: int) -> Engine:
    _make_folder(Path(address.database or ""))
    engine = create_engine(
        address.set(drivername="sqlite+pysqlite"),
        hide_parameters=True,
        **_pool(connections),
        connect_args={"timeout": _BUSY_SECONDS},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _pool(connections: int) -> dict[str, Any]:
    """Half of the connections are kept open; nobody waits long for one, lest requests pile up."""
    kept = (connections + 1) // 2
    return {
        "pool_size": kept,
        "max_overflow": connections - kept,
        "pool_timeout": _POOL_SECONDS,
    }


def _make_folder(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadSetting(f"The folder for {file} cannot be made: {error.strerror}.") from error


def _prepare_sqlite(connection: Any, record: object) -> None:  # noqa: ANN401 (a DB-API connection)
    del record
    # The driver's own BEGIN comes too late for BEGIN IMMEDIATE: `_begin_sqlite` does it.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}")
    _use_wal(cursor)
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _use_wal(cursor: sqlite3.Cursor) -> None:
    # Processes that start at once may all be switching a new file, which `busy_timeout` does not
    # cover. Once switched, a file stays so.
    deadline = monotonic() + _BUSY_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() > deadline:
                raise
            sleep(_BUSY_PAUSE)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    # A reader that turns writer fails with "database is locked" when another wrote meanwhile,
    # and no timeout helps. So writers queue up before they read.
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _pool_exhaustion_told() -> Iterator[None]:
    try:
        yield
    except PoolTimeout as error:
        raise Unavailable("All connections to the database are in use. Try again.") from error


def _translate(context: ExceptionContext) -> Unavailable | None:
    """Turn a failure that trying again may mend into our own error, without its password."""
    url = context.engine.url if context.engine else None
    where = url.render_as_string(hide_password=True) if url else "its address"
    if context.connection is None or context.is_disconnect:
        return Unavailable(
            f"The database at {where} cannot be reached. Check that it runs and that DATABASE_URL"
            " names it.",
        )
    why = why_passing(context.original_exception)
    return Unavailable(f"The database at {where} cannot do it: {why}.") if why else None
