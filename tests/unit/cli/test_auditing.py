from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from backend.cli.main import run
from backend.moderation.chain import BEGINNING, Act
from backend.store.audit import AuditStore
from backend.store.engine import make_engine, make_sessions
from tests import databases
from tests.factories import NOW


@pytest.fixture
def file(tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database with three rows in its log, which the commands open."""
    file = tmp_path / "audit.db"
    url = databases.copy_sqlite(sqlite_template, file)
    monkeypatch.setenv("SECOND_SOURCE_DATABASE_URL", url)
    engine = make_engine(url)
    store = AuditStore(make_sessions(engine))
    for number in range(3):
        store.append(Act("ann", "sign in", "user", "ann", {"n": number}), NOW)
    engine.dispose()
    return file


def tampered(file: Path, statement: str) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("DROP TRIGGER audit_kept")
        connection.execute("DROP TRIGGER audit_never_deleted")
        connection.execute(statement)
    connection.close()


@pytest.mark.usefixtures("file")
def test_a_sound_log_is_counted_and_its_head_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["audit", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["count"], found["fault"]) == (3, "")
    assert run(["audit", "--head", found["head"]]) == 0
    assert found["head"] in capsys.readouterr().out


def test_the_first_bad_row_is_named(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tampered(file, "UPDATE audit SET detail = '{\"n\":7}' WHERE number >= 2")
    assert run(["audit"]) == 1
    shown = capsys.readouterr()
    assert shown.err == "Error: Row 2 is not as it was written. Sound before it: 1.\n"
    assert shown.out == ""


def test_a_byte_changed_in_the_file_is_found_wherever_the_log_keeps_it(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = file.read_bytes()
    places = [at for at in range(len(whole)) if whole.startswith(b"sign in", at)]
    assert len(places) == 6  # three rows, and an index of them
    for at in places:
        file.write_bytes(whole[:at] + b"S" + whole[at + 1 :])
        assert run(["audit"]) == 1
        assert "Error: " in capsys.readouterr().err
    file.write_bytes(whole)
    assert run(["audit"]) == 0


def test_a_log_that_was_cut_off_is_found_by_its_noted_head(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["audit", "--json"])
    head = json.loads(capsys.readouterr().out)["head"]
    tampered(file, "DELETE FROM audit WHERE number = 3")
    assert run(["audit"]) == 0
    assert run(["audit", "--head", head]) == 1
    assert head in capsys.readouterr().err


def test_a_new_database_has_an_empty_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SECOND_SOURCE_DATABASE_URL", f"sqlite:///{tmp_path}/new.db")
    assert run(["audit"]) == 0
    assert BEGINNING in capsys.readouterr().out


@pytest.mark.usefixtures("file")
def test_sqlite_has_no_role_to_restrict(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["migrate", "--server-role", "web"]) == 2
    assert "Only PostgreSQL has roles" in capsys.readouterr().err
