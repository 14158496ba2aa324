from __future__ import annotations

from pathlib import Path

import pytest

from backend.cli.main import run
from backend.store.engine import for_writing, make_engine
from backend.store.schema import revisions
from tests import databases
from tests.rows import insert_everywhere, tables_of

NUMBERS = [revision.number for revision in revisions()]


@pytest.fixture(autouse=True)
def url(tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = databases.copy_sqlite(sqlite_template, tmp_path / "migrating.db")
    monkeypatch.setenv("SECOND_SOURCE_DATABASE_URL", url)
    return url


def test_the_list_says_what_each_revision_added_and_where_the_database_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["migrate", "--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line[:4] for line in lines] == NUMBERS
    assert lines[0] == "0001  Checks, their events and their notes."
    assert lines[-1].endswith("the database is here")


def test_going_back_where_nothing_is_lost_needs_no_word(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["migrate", "--to", "0014"]) == 0
    assert capsys.readouterr().out == "The database is at 0014.\n"
    assert run(["migrate"]) == 0
    assert capsys.readouterr().out == "The database is up to date.\n"


def test_going_back_that_loses_something_says_what_and_waits_for_a_word(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = make_engine(url)
    with for_writing(engine).begin() as connection:
        insert_everywhere(connection, tables_of(connection), 1)
    engine.dispose()
    assert run(["migrate", "--to", "0014"]) == 2
    refused = capsys.readouterr()
    assert "the table rating (1 row)" in refused.err
    assert "add --yes" in refused.err
    assert refused.out == ""
    run(["migrate", "--list"])
    assert "is here" in capsys.readouterr().out.splitlines()[-1]
    assert run(["migrate", "--to", "0014", "--yes"]) == 0
    assert capsys.readouterr().out == "The database is at 0014.\n"


@pytest.mark.parametrize("to", ["0000", "yesterday", "head"])
def test_a_revision_that_is_none_is_one_line_and_status_2(
    to: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["migrate", "--to", to]) == 2
    said = capsys.readouterr().err
    assert f"0001 to {NUMBERS[-1]}" in said
    assert said.count("\n") == 1
