"""From a backup come the same notes, decisions and log, on each database."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from backend.checking.replay import canonical
from backend.moderation.chain import Act
from backend.moderation.changes import Changes
from backend.services.decide import Asked
from backend.services.replay import Replays
from backend.store.audit import AuditStore
from backend.store.engine import Sessions, make_engine, make_sessions
from backend.store.frozen import FrozenStore
from backend.store.notes import NoteStore
from tests import databases
from tests.accounts import Accounts
from tests.backends import Backend
from tests.factories import NOW
from tests.functional.commands import Command
from tests.functional.program import run
from tests.moderators import AS_IT_IS, NEW, checked, decisions_of, flag

Rows = dict[str, list[str]]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Command:
    return Command(monkeypatch)


@pytest.fixture
def filled(sessions: Sessions) -> Backend:
    """A backend with notes of several versions, flags, decisions of both kinds, users and a log."""
    backend, accounts = Backend(sessions), Accounts(sessions)
    decisions = decisions_of(backend, large=1)
    more = Asked("Also in the papers.", Changes(add=(NEW,)))
    accounts.add("ada")
    accounts.add("bob")
    accounts.users.issue_token("test", "ada", "a program")
    notes = [checked(backend, f"Some {number},000 people came.") for number in range(1, 7)]
    for number, note in enumerate(notes):
        flag(backend, note, f"reader {number}")
    decisions.decide("ada", notes[0], 1, AS_IT_IS)
    decisions.decide("ada", notes[1], 1, more)
    decisions.decide("bob", notes[1], 2, AS_IT_IS)
    return backend


@pytest.fixture
def fresh(database_url: str, tmp_path: Path) -> Iterator[str]:
    """The URL of a database of the same kind that holds nothing."""
    if database_url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path}/fresh/restored.db"
        return
    with databases.fresh_postgresql() as url:
        yield url


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "second-source.backup"


def everything(url: str) -> Rows:
    """Each row of each table, in the text or the bytes that the database itself gives."""
    engine = make_engine(url)
    whole = "SELECT * FROM {}" if engine.dialect.name == "sqlite" else "SELECT t::text FROM {} AS t"
    with engine.connect() as connection:
        found = {
            name: sorted(map(repr, connection.exec_driver_sql(whole.format(f'"{name}"'))))
            for name in inspect(connection).get_table_names()
        }
    databases.let_go(engine)
    return found


def test_a_restored_database_has_the_same_notes_flags_decisions_and_log(
    filled: Backend, database_url: str, fresh: str, file: Path
) -> None:
    made = run("backup", str(file), database_url=database_url)
    assert made.returncode == 0, made.stderr
    restored = run("restore", str(file), database_url=fresh)
    assert restored.returncode == 0, restored.stderr
    before, after = everything(database_url), everything(fresh)
    assert before == after
    assert len(before["note"]) == 9
    assert len(before["decision"]) == 3
    assert len(before["flag"]) == 6
    log = AuditStore(filled.sessions).verify()
    assert log.fault == ""
    assert f"The log has {log.count} sound rows. Head: {log.head}" in restored.stdout
    assert "note 9" in restored.stdout
    audited = run("audit", "--head", log.head, database_url=fresh)
    assert audited.returncode == 0, audited.stderr


def test_every_version_of_a_note_is_made_again_from_what_was_restored(
    command: Command, filled: Backend, database_url: str, fresh: str, file: Path
) -> None:
    assert command("backup", str(file), url=database_url).status == 0
    assert command("restore", str(file), url=fresh).status == 0
    engine = make_engine(fresh)
    sessions = make_sessions(engine)
    replays = Replays(NoteStore(sessions), FrozenStore(sessions))
    with engine.connect() as connection:
        versions = connection.execute(text("SELECT check_id, version FROM note")).all()
    for note, version in versions:
        again = replays.replay(note, version)
        assert canonical(again.stored) == canonical(again.made)
        assert again.stored == NoteStore(filled.sessions).version(note, version)
    databases.let_go(engine)
    replayed = run("replay", versions[0][0], "--no-judge", database_url=fresh)
    assert "The same, byte for byte." in replayed.stdout, replayed.stderr


def test_a_backup_is_of_one_moment_while_others_write(
    command: Command, filled: Backend, database_url: str, fresh: str, file: Path
) -> None:
    stop = Event()
    with ThreadPoolExecutor(1) as pool:
        pool.submit(_write_until, stop, filled.sessions)
        try:
            assert command("backup", str(file), url=database_url).status == 0
        finally:
            stop.set()
    assert command("restore", str(file), url=fresh).status == 0
    engine = make_engine(fresh)
    found = AuditStore(make_sessions(engine)).verify()
    assert (found.fault, found.count >= 4) == ("", True)
    databases.let_go(engine)


def _write_until(stop: Event, sessions: Sessions) -> None:
    log = AuditStore(sessions)
    while not stop.is_set():
        log.append(Act("test", "go on"), NOW)


def test_a_database_that_holds_something_is_replaced_only_when_that_is_said(
    command: Command, filled: Backend, database_url: str, file: Path
) -> None:
    assert command("backup", str(file), url=database_url).status == 0
    before = everything(database_url)
    checked(filled, "Some 99,000 people came.")
    more = everything(database_url)
    refused = command("restore", str(file), url=database_url)
    assert refused.status == 1
    assert "--replace" in refused.err
    assert everything(database_url) == more
    replaced = command("restore", str(file), "--replace", url=database_url)
    assert replaced.status == 0, replaced.err
    assert everything(database_url) == before


def test_a_migrated_database_without_rows_is_as_good_as_an_empty_one(
    command: Command, filled: Backend, database_url: str, fresh: str, file: Path
) -> None:
    del filled
    assert command("backup", str(file), url=database_url).status == 0
    assert command("migrate", url=fresh).status == 0
    assert command("restore", str(file), url=fresh).status == 0
    assert everything(fresh) == everything(database_url)


def test_what_was_restored_still_refuses_that_its_log_is_changed(
    command: Command, filled: Backend, database_url: str, fresh: str, file: Path
) -> None:
    del filled
    assert command("backup", str(file), url=database_url).status == 0
    assert command("restore", str(file), url=fresh).status == 0
    engine = make_engine(fresh)
    for statement in ("UPDATE audit SET actor = 'eve'", "DELETE FROM audit"):
        with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
            connection.execute(text(statement))
    databases.let_go(engine)


def test_nothing_is_lost_where_what_is_restored_is_not_what_was_backed_up(
    command: Command, filled: Backend, database_url: str, file: Path, tmp_path: Path
) -> None:
    del filled
    assert command("backup", str(file), url=database_url).status == 0
    other = tmp_path / "other.backup"
    with zipfile.ZipFile(file) as archive, zipfile.ZipFile(other, "w") as changed:
        manifest = json.loads(archive.read("manifest.json"))
        manifest["contents"]["rows"]["note"] += 1
        changed.writestr("manifest.json", json.dumps(manifest))
        changed.writestr("database", archive.read("database"))
    before = everything(database_url)
    failed = command("restore", str(other), "--replace", url=database_url)
    assert (failed.status, failed.out.count("Restored")) == (2, 0)
    assert "note 9 rows instead of 10" in failed.err
    assert everything(database_url) == before


@pytest.mark.parametrize("spoil", [lambda whole: whole[:-40], lambda whole: whole[:9]])
def test_a_file_that_is_no_whole_backup_is_refused(
    command: Command,
    spoil: Callable[[bytes], bytes],
    filled: Backend,
    database_url: str,
    file: Path,
) -> None:
    del filled
    assert command("backup", str(file), url=database_url).status == 0
    file.write_bytes(spoil(file.read_bytes()))
    before = everything(database_url)
    refused = command("restore", str(file), "--replace", url=database_url)
    assert refused.status == 2
    assert "no backup of Second Source" in refused.err
    assert everything(database_url) == before


def test_what_was_changed_in_a_backup_is_found_before_anything_is_restored(
    command: Command, filled: Backend, database_url: str, file: Path
) -> None:
    del filled
    assert command("backup", str(file), url=database_url).status == 0
    whole = file.read_bytes()
    # One bit alone may be packed otherwise and mean the same.
    begin, end = len(whole) // 3, len(whole) // 3 + 64
    turned = bytes(byte ^ 255 for byte in whole[begin:end])
    file.write_bytes(whole[:begin] + turned + whole[end:])
    before = everything(database_url)
    refused = command("restore", str(file), "--replace", url=database_url)
    assert refused.status == 2
    assert "is damaged" in refused.err
    assert everything(database_url) == before


def test_a_backup_never_takes_another_file_s_place_and_is_its_owner_s_alone(
    command: Command, filled: Backend, database_url: str, file: Path
) -> None:
    del filled
    assert command("backup", str(file), url=database_url).status == 0
    assert file.stat().st_mode & 0o777 == 0o600
    whole = file.read_bytes()
    refused = command("backup", str(file), url=database_url)
    assert (refused.status, refused.err.count("\n")) == (2, 1)
    assert file.read_bytes() == whole
    assert [each.name for each in file.parent.iterdir() if "part" in each.name] == []


def test_there_is_nothing_to_back_up_where_there_is_no_database(
    command: Command, fresh: str, file: Path
) -> None:
    refused = command("backup", str(file), url=fresh)
    assert refused.status == 1
    assert "nothing to back up" in refused.err
    assert not file.exists()
