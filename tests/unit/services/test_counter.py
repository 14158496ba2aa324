from __future__ import annotations

from dataclasses import replace
from threading import Thread

import pytest

from backend.checking.edits import Added
from backend.checking.frozen import Frozen
from backend.domain import Evidence, FlagReason, Objection, Stance, UnreadReason
from backend.errors import Unreadable
from backend.services.counter import ATTEMPTS, CounterChecks
from backend.store.counter_tables import CounterState
from backend.store.counters import CounterSource, CounterStore
from backend.store.engine import Sessions
from backend.store.flags import FlagStore
from backend.store.frozen import FrozenStore
from backend.store.job_leases import JobLeases
from backend.store.notes import NoteStore
from backend.store.queue import QueueStore
from tests.backends import Backend
from tests.factories import NOW, PAGE_URL, a_highlight, evidence_of
from tests.fakes import FakePipeline, until
from tests.unit.store.test_flags import new_reader

URL = "https://daily.example/counter"
NAMED = Objection(FlagReason.MISSING_REPORT, counter_source=URL)


class Judged:
    """Judges a report as a test says, or fails as it says; remembers what it was asked."""

    def __init__(self, *stances: Stance, error: Exception | None = None) -> None:
        self.error = error
        self.asked: list[tuple[str, str]] = []
        self._rows = tuple(self._row(stance) for stance in stances)

    def __call__(self, url: str, frozen: Frozen) -> Added:
        self.asked.append((url, frozen.gathered.claims[0].text))
        if self.error is not None:
            raise self.error
        return Added(url, self._rows)

    @staticmethod
    def _row(stance: Stance) -> Evidence:
        return evidence_of(stance, "daily", url=URL)


@pytest.fixture
def backend(sessions: Sessions) -> Backend:
    pipeline = FakePipeline()
    pipeline.go_on.set()
    return Backend(sessions, pipeline)


@pytest.fixture
def note(backend: Backend) -> str:
    check_id = backend.checks.open(a_highlight())
    assert backend.runner.run_next("worker")
    return check_id


@pytest.fixture
def reader(sessions: Sessions) -> int:
    return new_reader(sessions, "f" * 64)


def checks(backend: Backend, judged: Judged) -> CounterChecks:
    return CounterChecks(
        CounterStore(backend.sessions),
        NoteStore(backend.sessions),
        FrozenStore(backend.sessions),
        JobLeases(backend.sessions),
        judged=judged,
        clock=backend.clock,
    )


def put(backend: Backend, reader: int, note: str, said: Objection = NAMED) -> None:
    FlagStore(backend.sessions).put(reader, note, 1, said, NOW)


def shown(backend: Backend, note: str) -> CounterSource | None:
    """What a moderator sees beside the flag."""
    (flag,) = QueueStore(backend.sessions).flags_on(note)
    return flag.counter


def says(backend: Backend, note: str) -> str:
    counter = shown(backend, note)
    assert counter is not None
    return counter.says


@pytest.mark.parametrize(
    ("stances", "expected"),
    [
        ((), "unrelated"),
        ((Stance.MENTIONS,), "mentions"),
        ((Stance.SUPPORTS, Stance.MENTIONS), "supports"),
        ((Stance.SUPPORTS, Stance.DISPUTES), "disputes"),
    ],
)
def test_what_a_counter_source_says_stands_beside_its_flag(
    backend: Backend, note: str, reader: int, stances: tuple[Stance, ...], expected: str
) -> None:
    put(backend, reader, note)
    assert says(backend, note) == "waiting"
    judged = Judged(*stances)
    counters = checks(backend, judged)
    assert counters.turn()
    assert judged.asked == [(URL, a_highlight().quote.exact)]
    assert says(backend, note) == expected
    counter = shown(backend, note)
    assert counter is not None
    assert [row["quote"] for row in counter.rows] == ["It was so."] * len(stances)
    assert counter.read_at == backend.clock()
    assert not counters.turn()


def test_a_flag_that_names_none_has_none(backend: Backend, note: str, reader: int) -> None:
    put(backend, reader, note, Objection(FlagReason.OTHER))
    assert shown(backend, note) is None
    assert not checks(backend, Judged()).turn()


def test_why_a_counter_source_cannot_be_read_is_said(
    backend: Backend, note: str, reader: int
) -> None:
    put(backend, reader, note)
    assert checks(backend, Judged(error=Unreadable(UnreadReason.PAYWALL))).turn()
    counter = shown(backend, note)
    assert counter is not None
    assert (counter.says, counter.reason) == ("unreadable", UnreadReason.PAYWALL.words)


def test_the_page_that_makes_the_claim_is_not_read_against_it(
    backend: Backend, note: str, reader: int
) -> None:
    put(backend, reader, note, replace(NAMED, counter_source=PAGE_URL))
    judged = Judged(Stance.SUPPORTS)
    assert checks(backend, judged).turn()
    counter = shown(backend, note)
    assert counter is not None
    assert judged.asked == []
    assert (counter.says, counter.reason) == ("unrelated", "It is the page that makes the claim.")


def test_what_breaks_is_tried_again_and_then_given_up(
    backend: Backend, note: str, reader: int
) -> None:
    put(backend, reader, note)
    broken = checks(backend, Judged(error=RuntimeError("a judge's mistake")))
    for _ in range(ATTEMPTS):
        assert says(backend, note) == "waiting"
        assert broken.turn()
    counter = shown(backend, note)
    assert counter is not None
    assert counter.state is CounterState.FAILED
    assert "mistake" not in counter.reason
    assert not broken.turn()


def test_a_note_whose_evidence_was_forgotten_cannot_be_held_against_it(
    backend: Backend, note: str, reader: int
) -> None:
    put(backend, reader, note)
    backend.clock.advance(days=1)
    FrozenStore(backend.sessions).forget_before(backend.clock())
    assert checks(backend, Judged()).turn()
    counter = shown(backend, note)
    assert counter is not None
    assert (counter.says, counter.reason) == ("failed", "What the note was made from is not kept.")


def test_two_who_name_the_same_report_have_it_read_once(
    backend: Backend, note: str, reader: int
) -> None:
    put(backend, reader, note)
    put(backend, new_reader(backend.sessions, "e" * 64), note)
    judged = Judged(Stance.DISPUTES)
    counters = checks(backend, judged)
    assert [counters.turn(), counters.turn()] == [True, False]
    both = QueueStore(backend.sessions).flags_on(note)
    assert [flag.counter and flag.counter.says for flag in both] == ["disputes", "disputes"]


def test_what_is_taken_back_or_said_otherwise_is_not_read(
    backend: Backend, note: str, reader: int
) -> None:
    flags = FlagStore(backend.sessions)
    put(backend, reader, note)
    flags.take_back(reader, note, "", NOW)
    judged = Judged()
    assert not checks(backend, judged).turn()
    put(backend, reader, note)
    put(backend, reader, note, replace(NAMED, counter_source="https://other.example/"))
    assert checks(backend, judged).turn()
    assert [url for url, _ in judged.asked] == ["https://other.example/"]


def test_one_process_reads_at_a_time(backend: Backend, note: str, reader: int) -> None:
    put(backend, reader, note)
    put(
        backend,
        new_reader(backend.sessions, "e" * 64),
        note,
        replace(NAMED, counter_source=URL + "2"),
    )
    assert checks(backend, Judged()).turn()
    another = checks(backend, Judged())
    assert not another.turn()
    backend.clock.advance(minutes=6)  # the first one died
    assert another.turn()


def test_it_reads_as_soon_as_one_is_named_until_it_is_stopped(
    backend: Backend, note: str, reader: int
) -> None:
    counters = checks(backend, Judged(Stance.DISPUTES))
    thread = Thread(target=counters.run)
    thread.start()
    put(backend, reader, note)
    counters.submit()
    until(lambda: says(backend, note) == "disputes")
    counters.stop()
    thread.join(20)
    assert not thread.is_alive()
