"""Changing the schema under programs that work on it, and taking changes back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Engine, Table, inspect, text

import backend.store
from backend.errors import BadInput
from backend.store.engine import for_writing, is_migrated, make_engine, migrate
from backend.store.migrating import migration_config
from backend.store.schema import BASE, Loss, SchemaStore, revisions
from tests import databases, rows
from tests.fakes import until

VERSIONS = sorted((Path(backend.store.__path__[0]) / "migrations/versions").glob("[0-9]*.py"))
NUMBERS = [revision.number for revision in revisions()]
PREVIOUS, NEWEST = NUMBERS[-2:]
SMALL = {"feed", "user"}
"""Tables that stay so small that an index on them is built in no time."""


@pytest.fixture
def unmigrated(request: pytest.FixtureRequest, dialect: str, tmp_path: Path) -> Iterator[Engine]:
    url = f"sqlite:///{tmp_path}/database.sqlite"
    if dialect == "postgresql":
        url = request.getfixturevalue("own_postgresql")
    engine = make_engine(url)
    yield engine
    databases.let_go(engine)


@pytest.fixture(params=databases.DIALECTS)
def dialect(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def own_postgresql() -> Iterator[str]:
    with databases.fresh_postgresql() as url:
        yield url


def go(engine: Engine, to: str) -> None:
    SchemaStore(engine).bring_to(to)


def write(engine: Engine, number: int, tables: Sequence[Table] = ()) -> None:
    with for_writing(engine).begin() as connection:
        rows.insert_everywhere(connection, tables or rows.tables_of(connection), number)


def read(engine: Engine, tables: Sequence[Table]) -> dict[str, int]:
    """How many rows each table has, every column of them read."""
    with engine.connect() as connection:
        return {each.name: len(connection.execute(each.select()).all()) for each in tables}


def count(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return rows.count_everywhere(connection)


def test_it_goes_all_the_way_up_down_and_up_again_with_rows_in_every_table(
    unmigrated: Engine,
) -> None:
    for number, revision in enumerate(NUMBERS, 1):
        go(unmigrated, revision)
        write(unmigrated, number)
    assert is_migrated(unmigrated)
    held = count(unmigrated)
    assert held["check"] == len(NUMBERS)
    for revision in [*reversed(NUMBERS[:-1]), BASE]:
        go(unmigrated, revision)
        left = count(unmigrated)
        assert left == {name: held[name] for name in left}
    assert inspect(unmigrated).get_table_names() == ["alembic_version"]
    migrate(unmigrated)
    assert set(count(unmigrated).values()) == {0}
    write(unmigrated, 1)


def test_the_version_before_works_on_while_the_newest_migration_comes(unmigrated: Engine) -> None:
    go(unmigrated, PREVIOUS)
    with unmigrated.connect() as connection:
        before = rows.tables_of(connection)  # as that version knows them
    write(unmigrated, 1, before)
    with ThreadPoolExecutor(1) as beside:
        with _open_transaction(unmigrated, before):
            migration = beside.submit(migrate, unmigrated)
            write(unmigrated, 2, before)
            assert read(unmigrated, before)["check"] == 2
        migration.result(60)
    assert is_migrated(unmigrated)
    write(unmigrated, 3, before)
    assert set(read(unmigrated, before).values()) == {3}
    write(unmigrated, 4)


@contextmanager
def _open_transaction(engine: Engine, tables: Sequence[Table]) -> Iterator[None]:
    """Somebody has read every table and has not ended yet."""
    with engine.connect() as connection:
        for table in tables:
            connection.execute(table.select()).all()
        yield


def test_a_migration_does_not_queue_up_before_others_for_long(own_postgresql: str) -> None:
    engine = make_engine(own_postgresql)
    go(engine, "0008")
    write(engine, 1)
    with ThreadPoolExecutor(1) as beside:
        with engine.begin() as held:
            held.execute(text('UPDATE "check" SET attempts = 5'))  # 0009 adds columns to it
            migration = beside.submit(migrate, engine)
            until(lambda: _waits(engine))
            with engine.connect() as reader:
                reader.execute(text('SELECT * FROM "check"')).all()
            assert not migration.done()
        migration.result(60)
    assert is_migrated(engine)
    databases.let_go(engine)


def _waits(engine: Engine) -> bool:
    with engine.connect() as connection:
        query = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(connection.execute(query).scalar_one())


def test_an_index_that_was_cut_off_is_built_again(own_postgresql: str) -> None:
    engine = make_engine(own_postgresql)
    go(engine, "0008")
    with engine.begin() as connection:  # as it is left where the process died at the end of 0009
        for column in ("seen_at", "due_at"):
            connection.execute(text(f'ALTER TABLE "check" ADD COLUMN {column} timestamptz'))
        connection.execute(text('CREATE INDEX ix_check_due_at ON "check" (due_at)'))
        cut_off = "indexrelid = 'ix_check_due_at'::regclass"
        connection.execute(text(f"UPDATE pg_index SET indisvalid = false WHERE {cut_off}"))  # noqa: S608 - our own words
    migrate(engine)
    with engine.connect() as connection:
        query = text("SELECT count(*) FROM pg_index WHERE NOT indisvalid")
        assert connection.execute(query).scalar_one() == 0
    databases.let_go(engine)


def test_a_database_that_is_newer_than_the_program_is_left_as_it_is(engine: Engine) -> None:
    _mark(engine, "9999")
    try:
        migrate(engine)
        assert is_migrated(engine)
        assert SchemaStore(engine).revision() == "9999"
        with pytest.raises(BadInput, match="does not know how to leave"):
            go(engine, PREVIOUS)
    finally:
        _mark(engine, NEWEST)


def _mark(engine: Engine, revision: str) -> None:
    with for_writing(engine).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": revision})


def test_what_going_back_would_lose_is_known_before_and_nothing_is_changed(
    unmigrated: Engine,
) -> None:
    migrate(unmigrated)
    schema = SchemaStore(unmigrated)
    assert schema.losses(BASE) == []
    write(unmigrated, 1)
    with for_writing(unmigrated).begin() as connection:
        connection.execute(text("UPDATE flag SET appeal = 'Look again.'"))
    lost = schema.losses("0014")
    assert Loss("rating", "", 1) in lost
    assert Loss("flag", "appeal", 1) in lost
    assert not [loss for loss in lost if loss.column == "appealed_at"]
    assert schema.revision() == NEWEST
    assert count(unmigrated)["rating"] == 1
    assert schema.losses(NEWEST) == []


@pytest.mark.parametrize("to", ["", "head", "0000", "nonsense", "18", "-1", "0018:0017"])
def test_a_revision_that_is_none_is_refused(engine: Engine, to: str) -> None:
    with pytest.raises(BadInput, match="There is no revision"):
        SchemaStore(engine).losses(to)
    with pytest.raises(BadInput, match="There is no revision"):
        go(engine, to)


def test_revisions_are_numbers_that_can_be_compared() -> None:
    assert [f"{number:04}" for number in range(1, len(NUMBERS) + 1)] == NUMBERS


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_a_migration_only_adds_what_the_version_before_can_live_with(path: Path) -> None:
    upgrade, _, _ = path.read_text("utf-8").partition("def downgrade")
    for forbidden in ("alter_column", "rename_table", "drop_table", "drop_column", "batch_alter"):
        assert forbidden not in upgrade
    made = set(re.findall(r'op\.create_table\(\s*"(\w+)"', path.read_text("utf-8")))
    for table in re.findall(r'op\.create_index\(\s*"\w+",\s*"(\w+)"', upgrade):
        assert table in made | SMALL, f"an index on {table} is to be built online"
    for column in re.findall(r'op\.add_column\(\s*"\w+",\s*sa\.Column\((.*)\)', upgrade):
        assert "nullable=False" not in column or "server_default" in column


def test_a_migration_within_a_transaction_of_the_caller_builds_its_indexes_there(
    unmigrated: Engine,
) -> None:
    with for_writing(unmigrated).begin() as connection:
        command.upgrade(migration_config(connection), NEWEST)
    assert is_migrated(unmigrated)
