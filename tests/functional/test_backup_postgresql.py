"""What is PostgreSQL's alone in backing up and restoring: roles, passwords and its programs."""

from __future__ import annotations

import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url, text
from sqlalchemy.exc import DBAPIError

from backend.moderation.chain import Act
from backend.store.audit import AuditStore
from backend.store.engine import make_engine, make_sessions, migrate
from tests import databases
from tests.factories import NOW
from tests.functional.commands import Command


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Command:
    return Command(monkeypatch)


@pytest.fixture
def url() -> Iterator[str]:
    """A database with one row in its log."""
    with databases.fresh_postgresql() as url:
        engine = make_engine(url)
        migrate(engine)
        AuditStore(make_sessions(engine)).append(Act("ann", "sign in"), NOW)
        databases.let_go(engine)
        yield url


@pytest.fixture
def file(command: Command, url: str, tmp_path: Path) -> Path:
    file = tmp_path / "second-source.backup"
    assert command("backup", str(file), url=url).status == 0
    return file


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    engine = make_engine(url)
    yield engine
    databases.let_go(engine)


@pytest.fixture
def role(command: Command, url: str) -> Iterator[str]:
    """A server's role, with the rights that it needs."""
    name = f"web_{secrets.token_hex(4)}"
    assert command("migrate", "--server-role", name, url=url).status == 0
    yield name
    with opened(url) as engine, engine.begin() as connection:
        connection.execute(text(f"DROP OWNED BY {name}"))
        connection.execute(text(f"DROP ROLE {name}"))


def as_role(url: str, role: str) -> str:
    return make_url(url).set(username=role).render_as_string(hide_password=False)


def test_the_server_s_role_backs_up_and_may_not_restore(
    command: Command, url: str, role: str, tmp_path: Path
) -> None:
    file = tmp_path / "by-the-server.backup"
    made = command("backup", str(file), url=as_role(url, role))
    assert made.status == 0, made.err
    refused = command("restore", str(file), "--replace", url=as_role(url, role))
    assert refused.status == 1
    assert "owns the tables" in refused.err
    assert command("restore", str(file), "--replace", url=url).status == 0


def test_the_server_s_role_keeps_its_rights_and_gets_no_more(
    command: Command, url: str, role: str, file: Path
) -> None:
    assert command("restore", str(file), "--replace", url=url).status == 0
    with opened(as_role(url, role)) as server:
        log = AuditStore(make_sessions(server))
        assert log.append(Act("ann", "sign out"), NOW).number == 2
        assert log.verify().fault == ""
        with pytest.raises(DBAPIError, match="denied"), server.begin() as connection:
            connection.execute(text("DELETE FROM audit"))


def test_a_new_database_gets_the_server_s_role_by_migrating(
    command: Command, url: str, role: str, file: Path
) -> None:
    del url
    with databases.fresh_postgresql() as fresh:
        assert command("restore", str(file), url=fresh).status == 0
        assert command("migrate", "--server-role", role, url=fresh).status == 0
        with opened(as_role(fresh, role)) as server:
            assert AuditStore(make_sessions(server)).verify().count == 1
        with opened(fresh) as engine, engine.begin() as connection:
            connection.execute(text(f"DROP OWNED BY {role}"))


def test_a_restore_that_cannot_have_the_tables_says_who_has_them_and_changes_nothing(
    command: Command, url: str, file: Path
) -> None:
    with opened(url) as engine, engine.begin() as held:
        held.execute(text("INSERT INTO reader VALUES (1, 'hash', '2026-11-30')"))
        refused = command("restore", str(file), "--replace", url=url)
    assert refused.status == 1
    assert "Stop the server" in refused.err
    with opened(url) as engine, engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM reader")).scalar_one() == 1


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder where PostgreSQL's programs are looked for, and nothing else but the shell is."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


@pytest.mark.parametrize(
    ("program", "says"),
    [("", "pg_dump is not installed"), ("echo 'pg_dump (PostgreSQL) 9.6'", "pg_dump is version 9")],
)
def test_a_program_that_is_missing_or_too_old_is_named(
    command: Command, url: str, programs: Path, program: str, says: str
) -> None:
    if program:
        _script(programs / "pg_dump", program)
    file = programs.parent / "x.backup"
    refused = command("backup", str(file), url=url)
    assert refused.status == 1
    assert says in refused.err
    assert not file.exists()


def test_a_password_goes_by_the_environment_alone_and_a_failure_quotes_no_row(
    command: Command, url: str, programs: Path
) -> None:
    told = programs.parent / "told"
    _script(
        programs / "pg_dump",
        'if [ "$1" = --version ]; then echo "pg_dump (PostgreSQL) 99.0"; exit; fi\n'
        f'echo "$@" > {told}; echo "$PGPASSWORD" >> {told}\n'
        'echo "pg_dump: error: no luck" >&2; echo "DETAIL: Mr Smith wrote" >&2; exit 1',
    )
    secret = make_url(url).set(password="four green boats")  # noqa: S106 - nobody's
    address = secret.render_as_string(hide_password=False)
    failed = command("backup", str(programs.parent / "x.backup"), url=address)
    assert failed.status == 1
    assert failed.err.splitlines()[-1] == "Error: pg_dump failed. It said: no luck"
    assert "Smith" not in failed.err
    arguments, password = told.read_text().splitlines()
    assert "green" not in arguments + failed.out + failed.err
    assert password == "four green boats"  # noqa: S105 - nobody's


def _script(file: Path, program: str) -> None:
    file.write_text(f"#!/bin/sh\n{program}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
