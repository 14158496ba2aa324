from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from backend.checking.highlights import fingerprint
from backend.checking.versions import as_version, new_note
from backend.domain import FlagReason, FlagStatus, Objection
from backend.errors import Conflict, NotFound
from backend.moderation.chain import Sought
from backend.store import notes
from backend.store.audit import AuditStore
from backend.store.checks import CheckStore
from backend.store.engine import Sessions
from backend.store.flag_status import Outcome, close
from backend.store.flag_tables import FlagRow
from backend.store.flags import Flag, FlagStore
from backend.store.readers import ReaderStore
from tests.factories import NOW, a_highlight, a_note
from tests.fakes import FakeClock

NOTE = "1" * 32
ROW = "a" * 16
STANCE = Objection(FlagReason.WRONG_STANCE, comment="It says the contrary.")


@pytest.fixture
def flags(sessions: Sessions) -> FlagStore:
    keep_note(sessions)
    return FlagStore(sessions)


@pytest.fixture
def reader(sessions: Sessions) -> int:
    return new_reader(sessions, "f" * 64)


def keep_note(sessions: Sessions, note_id: str = NOTE, exact: str = "Some 10,000 came.") -> None:
    highlight = a_highlight(exact)
    CheckStore(sessions).add(note_id, highlight, fingerprint(highlight), NOW)
    with sessions.write() as session:
        document = as_version(new_note(note_id, a_note(highlight)), 1, None)
        notes.add(session, note_id, document)


def new_reader(sessions: Sessions, token_hash: str) -> int:
    readers = ReaderStore(sessions)
    readers.add(token_hash, NOW.date())
    found = readers.find(token_hash)
    assert found is not None
    return found


def own(flags: FlagStore, reader: int) -> list[Flag]:
    return [own.flag for own in flags.of_reader(reader, 100)]


def decide(sessions: Sessions, flag: Flag, outcome: Outcome) -> list[int]:
    with sessions.write() as session:
        return close(
            session, [flag.id], outcome, decision="d" * 32, answer="It is so.", actor="mia", now=NOW
        )


def test_a_flag_comes_back_as_it_was_put(flags: FlagStore, reader: int) -> None:
    said = Objection(FlagReason.MISSING_REPORT, ROW, "Sée 🌊", "https://herald.example/b")
    put = flags.put(reader, NOTE, 1, said, NOW)
    assert own(flags, reader) == [put]
    assert (put.note, put.version, put.objection) == (NOTE, 1, said)
    assert (put.status, put.created_at, put.changed_at) == (FlagStatus.OPEN, NOW, NOW)
    assert (put.decided_at, put.decision, put.answer) == (None, None, "")


def test_the_note_that_was_flagged_comes_with_the_flag(flags: FlagStore, reader: int) -> None:
    flags.put(reader, NOTE, 1, STANCE, NOW)
    (one,) = flags.of_reader(reader, 100)
    assert one.document["id"] == NOTE
    assert one.document["version"] == 1


def test_saying_it_again_changes_nothing_and_saying_else_replaces_it(
    flags: FlagStore, reader: int
) -> None:
    clock = FakeClock()
    first = flags.put(reader, NOTE, 1, STANCE, clock())
    clock.advance(hours=1)
    assert flags.put(reader, NOTE, 1, STANCE, clock()) == first
    other = replace(STANCE, comment="Or does it?")
    changed = flags.put(reader, NOTE, 1, other, clock())
    assert changed == replace(first, objection=other, changed_at=clock())
    assert own(flags, reader) == [changed]


def test_the_note_and_each_row_are_flagged_apart(flags: FlagStore, reader: int) -> None:
    flags.put(reader, NOTE, 1, STANCE, NOW)
    flags.put(reader, NOTE, 1, replace(STANCE, evidence=ROW), NOW)
    flags.take_back(reader, NOTE, ROW, NOW)
    assert {(one.objection.evidence, one.status) for one in own(flags, reader)} == {
        ("", FlagStatus.OPEN),
        (ROW, FlagStatus.WITHDRAWN),
    }


def test_what_is_taken_back_is_forgotten_and_can_be_said_anew(
    flags: FlagStore, reader: int
) -> None:
    flags.take_back(reader, NOTE, "", NOW)
    assert own(flags, reader) == []
    put = flags.put(reader, NOTE, 1, STANCE, NOW)
    flags.take_back(reader, NOTE, "", NOW)
    flags.take_back(reader, NOTE, "", NOW)
    (gone,) = own(flags, reader)
    assert gone.status is FlagStatus.WITHDRAWN
    assert (gone.objection.comment, gone.objection.counter_source) == ("", "")
    assert flags.put(reader, NOTE, 1, STANCE, NOW) == put


@pytest.mark.parametrize("outcome", [FlagStatus.UPHELD, FlagStatus.NOT_UPHELD])
def test_a_decided_flag_stays_as_it_was_decided(
    sessions: Sessions, flags: FlagStore, reader: int, outcome: Outcome
) -> None:
    put = flags.put(reader, NOTE, 1, STANCE, NOW)
    assert decide(sessions, put, outcome) == [put.id]
    with pytest.raises(Conflict, match="decided"):
        flags.put(reader, NOTE, 1, replace(STANCE, comment="Else."), NOW)
    with pytest.raises(Conflict, match="decided"):
        flags.take_back(reader, NOTE, "", NOW)
    (told,) = own(flags, reader)
    assert told == replace(
        put, status=outcome, decided_at=NOW, decision="d" * 32, answer="It is so."
    )


def test_a_flag_that_was_taken_back_is_not_decided_about(
    sessions: Sessions, flags: FlagStore, reader: int
) -> None:
    put = flags.put(reader, NOTE, 1, STANCE, NOW)
    flags.take_back(reader, NOTE, "", NOW)
    assert decide(sessions, put, FlagStatus.UPHELD) == []


def test_a_decision_can_be_reversed(sessions: Sessions, flags: FlagStore, reader: int) -> None:
    put = flags.put(reader, NOTE, 1, STANCE, NOW)
    decide(sessions, put, FlagStatus.NOT_UPHELD)
    assert decide(sessions, put, FlagStatus.NOT_UPHELD) == []
    assert decide(sessions, put, FlagStatus.UPHELD) == [put.id]
    assert own(flags, reader)[0].status is FlagStatus.UPHELD


def test_a_flag_that_was_not_upheld_is_looked_at_once_more_and_no_more(
    sessions: Sessions, flags: FlagStore, reader: int
) -> None:
    put = flags.put(reader, NOTE, 1, STANCE, NOW)
    with pytest.raises(Conflict, match="not upheld"):
        flags.appeal(reader, NOTE, "", "Not yet.", NOW)
    with pytest.raises(NotFound):
        flags.appeal(reader, NOTE, ROW, "Not there.", NOW)
    decide(sessions, put, FlagStatus.NOT_UPHELD)
    appealed = flags.appeal(reader, NOTE, "", "Read the second half.", NOW)
    assert (appealed.status, appealed.appeal) == (FlagStatus.OPEN, "Read the second half.")
    with pytest.raises(Conflict):
        flags.appeal(reader, NOTE, "", "Again.", NOW)
    decide(sessions, put, FlagStatus.NOT_UPHELD)
    with pytest.raises(Conflict):
        flags.appeal(reader, NOTE, "", "Again.", NOW)
    assert own(flags, reader)[0].appeal == "Read the second half."


def test_every_change_of_status_stands_in_the_log_and_no_reader(
    sessions: Sessions, flags: FlagStore, reader: int
) -> None:
    for comment in ("One.", "Two."):  # the status is the same
        put = flags.put(reader, NOTE, 1, replace(STANCE, comment=comment), NOW)
    flags.take_back(reader, NOTE, "", NOW)
    flags.take_back(reader, NOTE, "", NOW)
    flags.put(reader, NOTE, 1, STANCE, NOW)
    decide(sessions, put, FlagStatus.UPHELD)
    log = AuditStore(sessions)
    entries = log.page(Sought(kind="flag", subject=str(put.id)), 10)
    assert [(entry.actor, entry.action) for entry in reversed(entries)] == [
        ("a reader", "flag open"),
        ("a reader", "flag withdrawn"),
        ("a reader", "flag open"),
        ("mia", "flag upheld"),
    ]
    assert not log.verify().fault
    assert STANCE.comment not in str(entries)


def test_fifty_at_once_with_one_reader_make_one_flag(
    sessions: Sessions, flags: FlagStore, reader: int
) -> None:
    with ThreadPoolExecutor(16) as pool:
        put = set(pool.map(lambda _: flags.put(reader, NOTE, 1, STANCE, NOW), range(50)))
    assert len(put) == 1
    with sessions.read() as session:
        assert session.scalar(select(func.count()).select_from(FlagRow)) == 1


def test_readers_see_their_own_flags_alone(
    sessions: Sessions, flags: FlagStore, reader: int
) -> None:
    other = new_reader(sessions, "e" * 64)
    flags.put(reader, NOTE, 1, STANCE, NOW)
    assert own(flags, other) == []
    flags.take_back(other, NOTE, "", NOW)
    assert own(flags, reader)[0].status is FlagStatus.OPEN


def steps() -> st.SearchStrategy[list[Any]]:
    """Flags that are put (with a comment) and taken back (None), on the note or on a row."""
    where = st.sampled_from(["", ROW, "b" * 16])
    return st.lists(st.tuples(where, st.none() | st.sampled_from("xyz")), max_size=12)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps())
def test_after_any_steps_all_is_as_the_last_ones_say(
    sessions: Sessions,
    flags: FlagStore,
    token_hashes: Iterator[str],
    steps: list[tuple[str, str | None]],
) -> None:
    reader = new_reader(sessions, next(token_hashes))
    last: dict[str, str | None] = {}
    for where, comment in steps:
        last[where] = comment
        for _ in range(2):  # twice is as once
            if comment is None:
                flags.take_back(reader, NOTE, where, NOW)
            else:
                flags.put(reader, NOTE, 1, replace(STANCE, evidence=where, comment=comment), NOW)
    standing = {
        one.objection.evidence: one.objection.comment
        for one in own(flags, reader)
        if one.status is FlagStatus.OPEN
    }
    assert standing == {where: said for where, said in last.items() if said is not None}


@pytest.fixture
def token_hashes() -> Iterator[str]:
    return (f"{number:064x}" for number in range(1_000_000))
