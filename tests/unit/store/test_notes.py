from __future__ import annotations

from datetime import timedelta

import pytest

from backend.checking.document import Document
from backend.checking.highlights import fingerprint
from backend.checking.versions import new_note
from backend.store.checks import CheckStore
from backend.store.engine import Sessions
from backend.store.leases import Lease, LeaseStore
from backend.store.notes import NoteStore
from tests.factories import NOW, PAGE_URL, a_highlight, frozen_evidence


@pytest.fixture
def notes(sessions: Sessions) -> NoteStore:
    return NoteStore(sessions)


def a_finished_check(
    sessions: Sessions, check_id: str, words: str, minutes: int = 0, url: str = PAGE_URL
) -> Document:
    """Check the words, anew if they were checked before, and return the note."""
    checks, leases = CheckStore(sessions), LeaseStore(sessions)
    highlight = a_highlight(words, url)
    seen = checks.find(fingerprint(highlight))
    if seen:
        checks.queue_anew(seen, highlight, NOW)
    else:
        checks.add(check_id, highlight, fingerprint(highlight), NOW)
    lease = Lease(check_id, "worker")
    leases.take(lease.owner, NOW, timedelta(seconds=6))
    moment = NOW + timedelta(minutes=minutes)
    frozen = frozen_evidence(highlight, moment)
    leases.finish(lease, NOW, new_note(check_id, frozen.note()), frozen)
    note = NoteStore(sessions).newest(check_id)
    assert note is not None
    return note


def test_there_is_no_note_before_its_check_is_done(notes: NoteStore) -> None:
    assert notes.newest("unknown") is None
    assert notes.on_page(PAGE_URL) == []


def test_the_newest_version_is_the_note(sessions: Sessions, notes: NoteStore) -> None:
    first = a_finished_check(sessions, "a", "Words.")
    second = a_finished_check(sessions, "a", "Words.", minutes=5)
    assert first != second
    assert notes.newest("a") == second
    assert notes.on_page(PAGE_URL) == [second]


def test_the_notes_of_a_page_come_newest_first(sessions: Sessions, notes: NoteStore) -> None:
    older = a_finished_check(sessions, "a", "Words.")
    newer = a_finished_check(sessions, "b", "Other words.", minutes=5)
    a_finished_check(sessions, "c", "Words.", url="https://elsewhere.example/")
    assert notes.on_page(PAGE_URL) == [newer, older]
