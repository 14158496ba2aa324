from __future__ import annotations

import random

import pytest
from sqlalchemy import insert

from backend.domain import FlagReason, FlagStatus
from backend.errors import NotReady, TooOften, Unauthenticated
from backend.moderation.bridging import NOTES, READERS, Rating
from backend.services.bridging import EVERY, Bridging
from backend.services.flag import Asker
from backend.services.rate import RatingNotes
from backend.store.engine import Sessions
from backend.store.flag_tables import FlagRow, ReaderRow
from backend.store.job_leases import JobLeases
from backend.store.queue import QueueStore, Wanted
from backend.store.rating_tables import RatingRow
from backend.store.ratings import RatingStore
from backend.store.tables import CheckRow, NoteRow
from tests.backends import Backend
from tests.bench.queueing import check_row, note_row
from tests.factories import NOW, a_highlight
from tests.moderators import checked, flag, ratings_of


@pytest.fixture
def backend(sessions: Sessions) -> Backend:
    return Backend(sessions)


@pytest.fixture
def ratings(backend: Backend) -> RatingNotes:
    return ratings_of(backend)


@pytest.fixture
def store(sessions: Sessions) -> RatingStore:
    return RatingStore(sessions)


@pytest.fixture
def bridging(backend: Backend, store: RatingStore) -> Bridging:
    return Bridging(store, JobLeases(backend.sessions), backend.clock)


def a_reader(ratings: RatingNotes) -> Asker:
    return Asker(ratings.readers.join("192.0.2.1"), "192.0.2.1")


def test_a_reader_finds_a_note_right_once_and_takes_it_back(
    backend: Backend, ratings: RatingNotes, store: RatingStore
) -> None:
    note, reader = checked(backend), a_reader(ratings)
    ratings.put(reader, note)
    ratings.put(reader, note)
    assert [(one.note, one.value) for one in store.answers()] == [(note, 0.0)]
    ratings.take_back(reader, note)
    ratings.take_back(reader, note)
    assert store.answers() == []


def test_who_flags_a_note_does_not_find_it_right(backend: Backend, store: RatingStore) -> None:
    note = checked(backend)
    reader = flag(backend, note)
    store.put(reader, note, NOW)
    assert store.answers() == [Rating(str(reader), note, 1.0)]


def test_ratings_are_for_readers_of_notes_and_not_without_end(
    backend: Backend, ratings: RatingNotes
) -> None:
    note, reader = checked(backend), a_reader(ratings)
    with pytest.raises(Unauthenticated):
        ratings.put(Asker("reader_nobody", "192.0.2.1"), note)
    with pytest.raises(NotReady):
        ratings.put(reader, backend.checks.open(a_highlight("Not checked yet.")))
    for _ in range(2):
        ratings.put(reader, note)
    with pytest.raises(TooOften):
        ratings.put(reader, note)


def test_as_long_as_there_are_few_answers_it_is_said_and_all_flags_weigh_alike(
    backend: Backend, bridging: Bridging, store: RatingStore
) -> None:
    note = checked(backend)
    for number in range(4):
        flag(backend, note, f"r{number}")
    assert not bridging.turn()
    assert "not weighed yet" in store.found().words
    (one,) = QueueStore(backend.sessions).page(Wanted())
    assert one.weight == 2000


def test_once_there_are_enough_one_side_alone_weighs_one_flag(
    backend: Backend, bridging: Bridging, store: RatingStore
) -> None:
    readers = two_camps(backend)
    pushed, bridged = checked(backend, "Pushed."), checked(backend, "Bridged.")
    for reader in readers["a"][:20]:
        flag(backend, pushed, reader)
    for reader in (readers["a"][0], readers["b"][0]):
        flag(backend, bridged, reader)
    assert bridging.turn()
    assert not bridging.turn(), "another process looked just now"
    backend.clock.advance(seconds=EVERY.total_seconds())
    assert bridging.turn()
    assert store.found().words == ""
    page = QueueStore(backend.sessions).page(Wanted(limit=100))
    weights = {one.note: one.weight for one in page}
    assert (weights[bridged], weights[pushed]) == (2000, 1000)


def two_camps(backend: Backend) -> dict[str, list[str]]:
    """Readers of two camps, by their tokens: each finds notes of its own right and flags others."""
    dice = random.Random(0)  # noqa: S311 - made-up data
    notes = [f"{number:032x}" for number in range(NOTES + 10)]
    halves = {"a": notes[::2], "b": notes[1::2]}
    names = {camp: [f"{camp}{number}" for number in range(READERS // 2 + 10)] for camp in "ab"}
    every = [*names["a"], *names["b"]]
    readers = [
        {"id": at, "token_hash": name, "created_on": NOW.date()}
        for at, name in enumerate(every, start=1)
    ]
    ratings, flags = list[dict[str, object]](), list[dict[str, object]]()
    for at, name in enumerate(every, start=1):
        mine, theirs = (halves["a"], halves["b"])[:: 1 if name[0] == "a" else -1]
        ratings += [{"reader_id": at, "note": note, "at": NOW} for note in dice.sample(mine, 12)]
        flags += [a_flag_row(at, note) for note in dice.sample(theirs, 12)]
    with backend.sessions.write() as session:
        session.execute(insert(ReaderRow), readers)
        session.execute(insert(CheckRow), [check_row(note, dice) for note in notes])
        session.execute(insert(NoteRow), [note_row(note) for note in notes])
        session.execute(insert(RatingRow), ratings)
        session.execute(insert(FlagRow), flags)
    return names


def a_flag_row(reader: int, note: str) -> dict[str, object]:
    return {
        "reader_id": reader,
        "note": note,
        "evidence": "",
        "version": 1,
        "reason": FlagReason.OTHER,
        "comment": "",
        "counter_source": "",
        "status": FlagStatus.OPEN,
        "created_at": NOW,
        "changed_at": NOW,
        "answer": "",
    }
