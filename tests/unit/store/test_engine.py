from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, Integer, column, inspect, select, table, text
from sqlalchemy.exc import DBAPIError

import backend.store
from backend.errors import BadSetting, Unavailable
from backend.store.base import Base, JsonDocument, UtcDateTime
from backend.store.engine import Sessions, is_migrated, make_engine, make_sessions, migrate
from backend.store.migrating import migration_config
from tests import databases


@pytest.fixture(params=databases.DIALECTS)
def unmigrated(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    with ExitStack() as stack:
        if request.param == "sqlite":
            url = f"sqlite:///{tmp_path}/database.sqlite"
        else:
            url = stack.enter_context(databases.fresh_postgresql())
        engine = make_engine(url)
        stack.callback(engine.dispose)
        yield engine


def test_the_migrated_schema_is_the_one_that_the_tables_declare(engine: Engine) -> None:
    for module in pkgutil.iter_modules(backend.store.__path__, "backend.store."):
        importlib.import_module(module.name)
    with engine.connect() as connection:
        options = {"compare_type": True, "include_object": _is_mapped}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []


def _is_mapped(thing: object, name: str | None, kind: str, *_: object) -> bool:
    """Full-text indexes are the database's own kind of table; no mapping declares them."""
    del thing
    return not (kind in {"table", "index"} and "report_index" in (name or ""))


def test_every_migration_can_be_taken_back(engine: Engine) -> None:
    with engine.begin() as connection:
        command.downgrade(migration_config(connection), "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    migrate(engine)
    assert "check" in inspect(engine).get_table_names()


def test_processes_that_migrate_at_once_wait_for_each_other(unmigrated: Engine) -> None:
    url = unmigrated.url.render_as_string(hide_password=False)
    engines = [make_engine(url) for _ in range(6)]
    with ThreadPoolExecutor(len(engines)) as pool:
        list(pool.map(migrate, engines))
    assert all(is_migrated(engine) for engine in engines)
    for engine in engines:
        engine.dispose()


def test_a_database_knows_whether_it_is_migrated(unmigrated: Engine) -> None:
    assert not is_migrated(unmigrated)
    migrate(unmigrated)
    assert is_migrated(unmigrated)


def test_the_folder_of_an_sqlite_file_is_made(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/new/folder/database.sqlite")
    migrate(engine)
    engine.dispose()
    assert (tmp_path / "new/folder/database.sqlite").is_file()


@pytest.mark.parametrize(
    "url",
    ["", "nonsense", "mysql://127.0.0.1/test", "sqlite://", "sqlite:///:memory:", "http://x/"],
)
def test_an_address_of_no_store_is_a_bad_setting(url: str) -> None:
    with pytest.raises(BadSetting, match="DATABASE_URL"):
        make_engine(url)


def test_a_folder_that_cannot_be_made_is_a_bad_setting(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadSetting, match="folder"):
        make_engine(f"sqlite:///{tmp_path}/file/database.sqlite")


def test_a_server_out_of_reach_is_named_without_its_password() -> None:
    engine = make_engine("postgresql://reader:secret@127.0.0.1:1/test")
    with pytest.raises(Unavailable, match=r"127\.0\.0\.1:1/test cannot be reached") as caught:
        migrate(engine)
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is not None


def test_a_file_that_is_no_database_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear reader, this is no database at all. " * 100)
    engine = make_engine(f"sqlite:///{tmp_path}/letter.txt")
    with pytest.raises(Unavailable, match=r"letter\.txt"):
        migrate(engine)


def test_writers_at_once_each_see_the_ones_before(engine: Engine, sessions: Sessions) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE counter (n INTEGER NOT NULL)"))
        connection.execute(text("INSERT INTO counter VALUES (0)"))

    def count(_: int) -> None:
        with sessions.write() as session:
            read = select(column("n", Integer)).select_from(table("counter")).with_for_update()
            n = session.execute(read).scalar_one()
            session.execute(text("UPDATE counter SET n = :n"), {"n": n + 1})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count, range(200)))
    with engine.begin() as connection:
        assert connection.execute(text("SELECT n FROM counter")).scalar_one() == 200
        connection.execute(text("DROP TABLE counter"))


def test_an_error_leaves_nothing_written(engine: Engine, sessions: Sessions) -> None:
    def fail_halfway() -> None:
        with sessions.write() as session:
            session.execute(text("DELETE FROM alembic_version"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()
    assert is_migrated(engine)


def test_a_moment_is_stored_in_utc_whatever_its_timezone(engine: Engine) -> None:
    moment = datetime(2026, 11, 22, 3, tzinfo=timezone(timedelta(hours=5)))
    bound = UtcDateTime().process_bind_param(moment, engine.dialect)
    assert UtcDateTime().process_result_value(bound, engine.dialect) == moment
    assert bound is not None
    assert bound.replace(tzinfo=UTC) == moment


def test_a_time_without_its_zone_is_refused(engine: Engine) -> None:
    with pytest.raises(ValueError, match="timezone"):
        UtcDateTime().process_bind_param(datetime(2026, 11, 22), engine.dialect)  # noqa: DTZ001


def test_characters_that_no_database_keeps_are_replaced(engine: Engine) -> None:
    hostile = {"text": "a\x00b\ud800c", "rows": [{"n": 1, "quote": "\x00"}]}
    stored = JsonDocument().process_bind_param(hostile, engine.dialect)
    assert stored == {"text": "a�b�c", "rows": [{"n": 1, "quote": "�"}]}


def test_a_database_that_is_full_says_so_for_the_moment(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/full.sqlite")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 2")
        connection.exec_driver_sql("CREATE TABLE kept (text)")
        with pytest.raises(Unavailable, match="its disk is full"):
            connection.exec_driver_sql("INSERT INTO kept VALUES (randomblob(100000))")
    engine.dispose()


def test_a_database_that_ends_what_it_did_says_so_for_the_moment(postgresql_url: str) -> None:
    engine = make_engine(postgresql_url)
    with engine.connect() as connection:
        connection.exec_driver_sql("SET LOCAL statement_timeout = 1")
        with pytest.raises(Unavailable, match="told to end or to stop"):
            connection.exec_driver_sql("SELECT pg_sleep(10)")
    engine.dispose()


def test_who_stops_in_the_middle_of_a_transaction_does_not_keep_it_for_ever(
    postgresql_url: str,
) -> None:
    engine = make_engine(postgresql_url)
    with engine.connect() as connection:
        shown = connection.exec_driver_sql("SHOW idle_in_transaction_session_timeout").scalar_one()
    engine.dispose()
    assert shown == "30s"


def test_an_error_that_would_come_again_stays_as_it_is(engine: Engine) -> None:
    with engine.connect() as connection, pytest.raises(DBAPIError):
        connection.exec_driver_sql("SELECT nothing FROM nowhere")


def test_who_finds_no_connection_free_is_told_so_and_not_kept_waiting(database_url: str) -> None:
    engine = make_engine(database_url, connections=2)
    sessions = make_sessions(engine)
    with ExitStack() as held:
        for _ in range(2):
            held.enter_context(sessions.read()).execute(text("SELECT 1"))
        with pytest.raises(Unavailable, match="in use"), sessions.read() as session:
            session.execute(text("SELECT 1"))
    engine.dispose()
