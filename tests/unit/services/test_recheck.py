from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from backend.services.recheck import SEEN_WITHIN, Rechecks
from backend.store.engine import Sessions
from backend.store.job_leases import JobLeases
from backend.store.notes import NoteStore
from backend.store.rechecks import RecheckStore
from backend.store.tables import NoteRow
from tests.backends import Backend
from tests.factories import a_highlight
from tests.fakes import FakePipeline


@pytest.fixture
def backend(sessions: Sessions) -> Backend:
    pipeline = FakePipeline()
    pipeline.go_on.set()
    return Backend(sessions, pipeline)


def rechecks(backend: Backend, an_hour: int = 60) -> Rechecks:
    return Rechecks(
        RecheckStore(backend.sessions),
        backend.store,
        NoteStore(backend.sessions),
        JobLeases(backend.sessions),
        clock=backend.clock,
        an_hour=an_hour,
        submit=backend.submitted.append,
    )


def checked_and_seen(backend: Backend, words: str = "Some words.") -> str:
    check_id = backend.checks.open(a_highlight(words))
    assert backend.runner.run_next("worker")
    backend.checks.note(check_id)
    return check_id


def test_a_note_that_is_due_is_queued_and_becomes_a_new_version(backend: Backend) -> None:
    check_id = checked_and_seen(backend)
    assert rechecks(backend).turn() is None
    backend.clock.advance(minutes=61)
    assert rechecks(backend).turn() == check_id
    assert backend.submitted[-1] == check_id
    assert backend.runner.run_next("another worker")
    assert [one.number for one in backend.checks.versions(check_id)] == [2, 1]
    assert backend.checks.note(check_id)["version"] == 2


def test_a_note_that_nobody_looks_at_is_left_alone(backend: Backend) -> None:
    check_id = backend.checks.open(a_highlight())
    assert backend.runner.run_next("worker")
    backend.clock.advance(minutes=61)
    assert rechecks(backend).turn() is None
    backend.checks.notes_on(a_highlight().page.url)
    assert rechecks(backend).turn() == check_id


def test_a_note_that_was_looked_at_long_ago_is_left_alone(backend: Backend) -> None:
    checked_and_seen(backend)
    backend.clock.advance(minutes=1 + SEEN_WITHIN.total_seconds() / 60)
    assert rechecks(backend).turn() is None


def test_no_more_are_queued_in_an_hour_than_are_set_over_all_processes(backend: Backend) -> None:
    for words in ("One.", "Two.", "Three.", "Four."):
        checked_and_seen(backend, words)
    backend.clock.advance(minutes=61)
    queued = 0
    for _ in range(60):
        check_id = rechecks(backend, an_hour=2).turn()
        if check_id:
            queued += 1
            backend.runner.run_next(f"worker {queued}")
        backend.clock.advance(minutes=1)
    assert queued == 2


def test_a_readers_check_goes_first(backend: Backend) -> None:
    checked_and_seen(backend)
    backend.clock.advance(minutes=61)
    backend.checks.open(a_highlight("Somebody waits for this."))
    assert rechecks(backend).turn() is None
    backend.runner.run_next("worker")
    assert rechecks(backend).turn() is not None


def test_what_a_moderator_decided_is_left_as_it_is(sessions: Sessions, backend: Backend) -> None:
    check_id = checked_and_seen(backend)
    decided = {**backend.checks.note(check_id), "decision": {"at": "2026-11-22T10:00:00+00:00"}}
    with sessions.write() as session:
        session.execute(update(NoteRow).values(document=decided))
    backend.clock.advance(minutes=1)
    other = checked_and_seen(backend, "Due as well, but later.")
    backend.clock.advance(minutes=61)
    assert [rechecks(backend).turn() for _ in range(2)] == [None, other]


def test_nothing_runs_where_it_is_switched_off(backend: Backend) -> None:
    checked_and_seen(backend)
    backend.clock.advance(minutes=61)
    submitted = len(backend.submitted)
    rechecks(backend, an_hour=0).run()
    assert len(backend.submitted) == submitted


def test_looking_is_kept_to_the_hour(backend: Backend) -> None:
    check_id = checked_and_seen(backend)
    store = RecheckStore(backend.sessions)
    began = backend.clock()
    backend.clock.advance(minutes=59)
    backend.checks.note(check_id)
    assert store.due(began + timedelta(days=1), began + timedelta(minutes=1)) is None
    backend.clock.advance(minutes=2)
    backend.checks.so_far(check_id)
    assert store.due(began + timedelta(days=1), began + timedelta(minutes=1)) == check_id
