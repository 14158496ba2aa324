"""Copying PostgreSQL databases with PostgreSQL's own programs."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Any

import psycopg
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

from backend.errors import NotAllowed, Unavailable
from backend.store import postgresql_tools as tools
from backend.store.backup import Contents, Progress, Tell, contents_of, refuse_other
from backend.store.dump_script import run_script
from backend.store.server_role import give_rights, server_roles

_TABLE = re.compile(r'dumping contents of table "?public\.(\w+)')
_LOCK_TIMEOUT = "10s"

# What an extension brought along stays.
_OURS = """
    FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ({kinds})
    AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
"""
_TABLES = "SELECT oid::regclass::text" + _OURS.format(kinds="'r', 'p'")
_OWNED = "SELECT coalesce(bool_and(pg_has_role(relowner, 'MEMBER')), true)" + _OURS.format(
    kinds="'r', 'p'"
)
_FUNCTIONS = """
    SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
"""
_MAY_CREATE = "SELECT has_schema_privilege('public', 'CREATE')"


class PostgresqlCopying:
    """Implements `Copying` on a PostgreSQL database: on all that stands in its schema `public`."""

    dialect = "postgresql"

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def server(self) -> int:
        """Return the server's main version."""
        with self._engine.connect() as connection:
            info = connection.dialect.server_version_info
        return int(info[0]) if info else 0

    def contents(self) -> Contents:
        """Return what stands in the database."""
        with self._engine.connect() as connection:
            return contents_of(connection)

    def save(self, out: IO[bytes], folder: Path, tell: Tell) -> Contents:
        """Dump the database as one transaction sees it; what it holds is counted by the same."""
        del folder
        tools.require("pg_dump", self.server())
        options = {"isolation_level": "REPEATABLE READ"}
        with self._engine.connect().execution_options(**options) as connection:
            _may_wait(connection)
            contents = contents_of(connection)
            snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
            options_of_dump = ["--format=custom", "--schema=public", "--verbose", "--no-password"]
            dump = partial(tools.running, "pg_dump", *options_of_dump, f"--snapshot={snapshot}")
            with dump(url=self._engine.url, hear=_heard(contents, tell)) as dumped:
                shutil.copyfileobj(dumped, out)
        return contents

    def load(self, source: IO[bytes], expected: Contents, tell: Tell) -> Contents:
        """Drop what is there, put in what was saved and look at it, in one transaction.

        Statistics are collected afterwards, without which searches would be slow.
        """
        tools.require("pg_restore", self.server())
        with self._engine.connect() as connection:
            try:
                with connection.begin(), _in_own_words():
                    contents = self._loaded(connection, source, expected, tell)
            finally:
                connection.invalidate()  # the script changes how the connection reads names
        tell(Progress("Collecting statistics", 0, 0))
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))
        return contents

    def _loaded(
        self, connection: Connection, source: IO[bytes], expected: Contents, tell: Tell
    ) -> Contents:
        _may_wait(connection)
        _refuse_powerless(connection)
        roles = server_roles(connection)
        _drop_all(connection)
        self._run(connection, source, _counted(expected, tell))
        connection.execute(text("RESET search_path"))
        tell(Progress("Looking at what was restored", 0, 0))
        contents = contents_of(connection)
        refuse_other(contents, expected)
        for role in roles:
            give_rights(connection, role)
        return contents

    def _run(self, connection: Connection, source: IO[bytes], tell: Callable[[int], None]) -> None:
        # The script and not the program's own connection, since only so all is one transaction:
        # what was there before is gone when what was restored has been looked at, and not earlier.
        as_script = ["--file=-", "--schema=public", "--no-owner", "--no-privileges"]
        settings = connection.execute(text("SELECT name FROM pg_settings")).scalars()
        known = frozenset(settings)
        driver: Any = connection.connection.driver_connection
        url = self._engine.url
        script = partial(tools.running, "pg_restore", *as_script, url=url, feed=source)
        with script(hear=_nothing) as lines, driver.cursor() as cursor:
            run_script(cursor, lines, known, tell)


def _may_wait(connection: Connection) -> None:
    """Let the transaction stand open while another program works: a dump may take hours."""
    connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))


def _refuse_powerless(connection: Connection) -> None:
    """Raise `NotAllowed` for a role that could not finish what it begins."""
    if not all(connection.execute(text(one)).scalar_one() for one in (_OWNED, _MAY_CREATE)):
        raise NotAllowed(
            "This role may not restore: name one in DATABASE_URL that owns the tables, as the"
            " server's role does not."
        )


def _drop_all(connection: Connection) -> None:
    connection.execute(text(f"SET LOCAL lock_timeout = '{_LOCK_TIMEOUT}'"))
    for kind, query in (("TABLE", _TABLES), ("FUNCTION", _FUNCTIONS)):
        if names := _names(connection, query):
            connection.exec_driver_sql(f"DROP {kind} {', '.join(names)} CASCADE")


def _names(connection: Connection, query: str) -> Sequence[str]:
    """Names as the server writes them, quoted where they have to be."""
    return list(connection.execute(text(query)).scalars())


def _heard(contents: Contents, tell: Tell) -> tools.Hear:
    """Tell of the rows before the table that is dumped now."""
    done = 0

    def hear(line: str) -> None:
        nonlocal done
        if found := _TABLE.search(line):
            tell(Progress("Dumping the database", done, contents.total))
            done += contents.rows.get(found[1], 0)

    return hear


def _counted(expected: Contents, tell: Tell) -> Callable[[int], None]:
    return lambda rows: tell(Progress("Restoring", rows, expected.total))


def _nothing(line: str) -> None:
    del line


@contextmanager
def _in_own_words() -> Iterator[None]:
    """Turn what the database refuses into errors of ours, without the rows that it quotes."""
    try:
        yield
    except psycopg.Error as error:
        said = error.diag.message_primary or type(error).__name__
        raise Unavailable(f"The database could not be restored: {said}.") from None
    except OperationalError as error:
        if isinstance(error.orig, psycopg.errors.LockNotAvailable):
            message = "Something works on the database. Stop the server and its workers first."
            raise Unavailable(message) from None
        raise
