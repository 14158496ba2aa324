from __future__ import annotations

import io
from pathlib import Path

import pytest

from backend.cli.main import run
from tests import databases


@pytest.fixture(autouse=True)
def _database(tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = databases.copy_sqlite(sqlite_template, tmp_path / "users.db")
    monkeypatch.setenv("SECOND_SOURCE_DATABASE_URL", url)
    monkeypatch.setattr("sys.stdin", io.StringIO("four green boats sing\nsix blue trains hum\n"))


def printed(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    assert run(["user", *arguments]) == status
    captured = capsys.readouterr()
    return captured.err if status else captured.out


def test_the_first_admin_is_added_with_a_password_from_a_line_of_input(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "/moderate/login as admin" in printed(capsys, "add", "Ann", "--role", "admin")
    assert printed(capsys, "list") == "ann: admin\n"
    assert "only admin" in printed(capsys, "role", "ann", "--role", "lead", status=1)
    assert "ann already" in printed(capsys, "add", "ann", "--role", "lead", status=1)


def test_a_user_s_role_sessions_and_ways_in_are_changed(capsys: pytest.CaptureFixture[str]) -> None:
    printed(capsys, "add", "ann", "--role", "reader")
    assert printed(capsys, "role", "ann", "--role", "lead") == "ann: lead\n"
    assert printed(capsys, "disable", "ann") == "ann: lead, disabled\n"
    assert printed(capsys, "enable", "ann") == "ann: lead\n"
    assert printed(capsys, "end-sessions", "ann") == "0 ended.\n"
    assert printed(capsys, "unlock", "ann") == "ann may try at once.\n"
    assert "changed" in printed(capsys, "password", "ann")
    assert "password alone" in printed(capsys, "reset-codes", "ann")
    assert run(["audit"]) == 0
    assert "8 rows" in capsys.readouterr().out


def test_a_token_is_printed_once_listed_without_its_key_and_revoked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    printed(capsys, "add", "ann", "--role", "moderator")
    token = printed(capsys, "token", "ann", "--label", "laptop").strip()
    assert token.startswith("sst_")
    listed = printed(capsys, "token", "ann", "--list")
    assert "never used laptop" in listed
    assert token not in listed
    assert printed(capsys, "token", "ann", "--revoke", listed.partition(":")[0]) == "Revoked.\n"
    assert printed(capsys, "token", "ann", "--list") == ""


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["add", "a b", "--role", "admin"], 2, "small letters"),
        (["add", "ann", "--role", "king"], 2, "king"),
        (["add", "ann"], 2, "--role"),
        (["role", "nobody", "--role", "lead"], 1, "no user nobody"),
        (["token", "nobody"], 1, "no user nobody"),
        (["end-sessions", "nobody"], 1, "no user nobody"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    arguments: list[str], status: int, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = printed(capsys, *arguments, status=status)
    assert says in told
    assert told.count("\n") == 1


def test_no_password_adds_nobody(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert "as a line" in printed(capsys, "add", "ann", "--role", "admin", status=2)
    assert printed(capsys, "list") == ""
