from __future__ import annotations

import secrets
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta, timezone

import pytest
from sqlalchemy import Engine, make_url, text
from sqlalchemy.exc import DBAPIError

from backend.errors import BadInput
from backend.moderation.chain import Act, Sought
from backend.store.audit import AuditStore, append
from backend.store.engine import Sessions, is_migrated, make_engine, make_sessions, migrate
from backend.store.server_role import grant_to
from tests import databases
from tests.factories import NOW

COLUMNS = ("at", "actor", "action", "kind", "subject", "detail", "hash")
SIGNED_IN = Act("ann", "sign in", "user", "ann", {"codes": 2, "ünï": ["☺", 1.5e300, None]})


def filled(sessions: Sessions, rows: int = 3) -> AuditStore:
    store = AuditStore(sessions)
    for number in range(rows):
        store.append(Act(f"ann{number}", "sign in", "user", "ann", {"n": number}), NOW)
    return store


def set_aside_triggers(engine: Engine) -> None:
    """What only the owner of an SQLite file, or PostgreSQL's superuser, can do."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE audit DISABLE TRIGGER USER"))
        else:
            for name in ("audit_kept", "audit_never_deleted", "audit_in_order"):
                connection.execute(text(f"DROP TRIGGER {name}"))


@pytest.fixture
def unguarded(engine: Engine) -> Engine:
    if engine.dialect.name == "sqlite":
        set_aside_triggers(engine)
    return engine


def change(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text(statement))


def test_what_was_appended_is_read_back_and_sound(sessions: Sessions) -> None:
    store = AuditStore(sessions)
    entry = store.append(SIGNED_IN, NOW.astimezone(timezone(timedelta(hours=5))))
    (read,) = store.page(Sought(), 10)
    assert read == entry
    assert (entry.number, entry.at) == (1, NOW.isoformat(timespec="microseconds"))
    found = store.verify()
    assert (found.count, found.head, found.fault) == (1, entry.hash, "")


def test_an_act_that_fails_leaves_no_row_and_no_gap(sessions: Sessions) -> None:
    store = filled(sessions, 1)
    with suppress(RuntimeError), sessions.write() as session:
        append(session, SIGNED_IN, NOW)
        raise RuntimeError
    store.append(SIGNED_IN, NOW)
    found = store.verify()
    assert (found.count, found.fault) == (2, "")


def test_fifty_transactions_that_append_at_once_make_one_chain_without_gaps(
    sessions: Sessions,
) -> None:
    store = AuditStore(sessions)
    with ThreadPoolExecutor(50) as pool:
        acts = [Act(f"m{number}", "decide", "note", "n1") for number in range(50)]
        list(pool.map(lambda act: store.append(act, NOW), acts))
    found = store.verify()
    assert (found.count, found.fault) == (50, "")
    assert {entry.actor for entry in store.page(Sought(), 50)} == {act.actor for act in acts}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = 'eve'",
        "UPDATE audit SET number = number + 10",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE number = 3",
        "INSERT INTO audit SELECT number + 2, at, actor, action, '', '', '', '' FROM audit",
    ],
)
def test_the_database_itself_refuses_to_change_the_log(
    engine: Engine, sessions: Sessions, statement: str
) -> None:
    store = filled(sessions)
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text(statement))
    assert store.verify().count == 3


def test_the_log_can_neither_be_replaced_nor_emptied(engine: Engine, sessions: Sessions) -> None:
    filled(sessions)
    statement = (
        "TRUNCATE audit"
        if engine.dialect.name == "postgresql"
        else "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE number = 1"
    )
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text(statement))


@pytest.mark.parametrize("column", COLUMNS)
def test_one_changed_byte_in_any_column_is_found_at_its_row(
    unguarded: Engine, sessions: Sessions, column: str
) -> None:
    store = filled(sessions)
    other = f"CASE substr({column}, 1, 1) WHEN '0' THEN '1' ELSE '0' END"
    changed = f"{other} || substr({column}, 2)"
    for row in (3, 2, 1):  # the first of several is named
        change(unguarded, f"UPDATE audit SET {column} = {changed} WHERE number = {row}")  # noqa: S608
        found = store.verify()
        assert found.fault == f"Row {row} is not as it was written."
        assert found.count == row - 1


def test_a_row_renumbered_taken_out_or_put_first_is_found(
    unguarded: Engine, sessions: Sessions
) -> None:
    store = filled(sessions)
    change(unguarded, "UPDATE audit SET number = 9 WHERE number = 3")
    assert store.verify().fault == "Row 3 is missing: 9 follows."
    change(unguarded, "DELETE FROM audit WHERE number = 1")
    assert store.verify().fault == "Row 1 is missing: 2 follows."
    change(unguarded, "DELETE FROM audit")
    assert store.verify().count == 0


def test_a_log_cut_off_at_its_end_lacks_the_head_noted_before(
    unguarded: Engine, sessions: Sessions
) -> None:
    store = filled(sessions)
    noted = store.verify().head
    assert not store.verify(noted).fault
    change(unguarded, "DELETE FROM audit WHERE number = 3")
    assert not store.verify().fault
    assert noted in store.verify(noted).fault


def test_any_byte_of_an_sqlite_file_that_belongs_to_a_row_counts(
    unguarded: Engine, sessions: Sessions
) -> None:
    if unguarded.dialect.name != "sqlite":
        return
    store = filled(sessions, 1)
    (entry,) = store.page(Sought(), 1)
    for column in COLUMNS:
        was = getattr(entry, column).encode()
        for at in {0, len(was) // 2, len(was) - 1}:
            for bit in (1, 128):  # 128 makes bytes that are no text any more
                flipped = was[:at] + bytes([was[at] ^ bit]) + was[at + 1 :]
                with unguarded.begin() as connection:
                    connection.exec_driver_sql(
                        f"UPDATE audit SET {column} = CAST(? AS TEXT)",  # noqa: S608 (our names)
                        (flipped,),
                    )
                assert store.verify().fault == "Row 1 is not as it was written."
        with unguarded.begin() as connection:
            connection.exec_driver_sql(
                f"UPDATE audit SET {column} = CAST(? AS TEXT)",  # noqa: S608 (our names)
                (was,),
            )
    assert not store.verify().fault


def test_entries_are_found_by_who_and_what_a_page_at_a_time(sessions: Sessions) -> None:
    store = filled(sessions, 5)
    store.append(Act("bob", "decide", "note", "n1"), NOW)
    assert [entry.number for entry in store.page(Sought(), 2)] == [6, 5]
    assert [entry.number for entry in store.page(Sought(before=5), 2)] == [4, 3]
    assert [entry.number for entry in store.page(Sought(actor="bob"), 9)] == [6]
    assert [entry.number for entry in store.page(Sought(kind="note", subject="n1"), 9)] == [6]
    assert [entry.number for entry in store.page(Sought(action="sign in"), 9)] == [5, 4, 3, 2, 1]
    assert store.page(Sought(actor="\x00eve"), 9) == []
    assert store.actions() == ["decide", "sign in"]
    assert store.count() == 6


def test_the_role_of_the_server_adds_to_the_log_and_cannot_change_it() -> None:
    role = f"server_{secrets.token_hex(4)}"
    with databases.fresh_postgresql() as url:
        owner = make_engine(url)
        migrate(owner)
        try:
            assert grant_to(owner, role)
            assert not grant_to(owner, role)
            as_server = make_url(url).update_query_dict({"options": f"-crole={role}"})
            server = make_engine(as_server.render_as_string(hide_password=False))
            migrate(server)
            assert is_migrated(server)
            store = filled(make_sessions(server))
            for statement in (
                "UPDATE audit SET actor = 'eve'",
                "DELETE FROM audit",
                "TRUNCATE audit",
                "ALTER TABLE audit DISABLE TRIGGER ALL",
                "DROP TRIGGER audit_kept ON audit",
                "CREATE OR REPLACE FUNCTION audit_kept() RETURNS trigger LANGUAGE sql AS 'SELECT'",
                "DROP TABLE audit",
                "SET session_replication_role = replica",
                "UPDATE alembic_version SET version_num = '0001'",
            ):
                with pytest.raises(DBAPIError), server.begin() as connection:
                    connection.execute(text(statement))
            assert store.verify().count == 3
            server.dispose()
            with pytest.raises(BadInput, match="superuser"):
                grant_to(owner, owner.url.username or "")
        finally:
            with owner.begin() as connection:
                connection.execute(text(f"DROP OWNED BY {role}"))
                connection.execute(text(f"DROP ROLE {role}"))
            owner.dispose()


def test_sqlite_has_no_roles_to_tell_apart(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        with pytest.raises(BadInput, match="Only PostgreSQL"):
            grant_to(engine, "server")
