from __future__ import annotations

import pytest
from sqlalchemy import Engine, event, update

from backend.domain import FlagReason, FlagStatus
from backend.moderation.changes import Changes
from backend.moderation.record import Record
from backend.services.decide import Asked
from backend.store.desk import DeskStore
from backend.store.engine import Sessions
from backend.store.flag_tables import FlagRow
from backend.store.queue import QueuedNote, QueueOrder, QueueStore, Wanted
from backend.store.tables import CheckRow
from tests.backends import Backend
from tests.factories import NOW, PAGE_URL
from tests.moderators import AS_IT_IS, checked, decisions_of, flag


@pytest.fixture
def backend(sessions: Sessions) -> Backend:
    return Backend(sessions)


@pytest.fixture
def queue(sessions: Sessions) -> QueueStore:
    return QueueStore(sessions)


def set_flags(backend: Backend, reader: int, status: FlagStatus) -> None:
    """Have all of a reader's flags so far be of a status."""
    with backend.sessions.write() as session:
        session.execute(update(FlagRow).where(FlagRow.reader_id == reader).values(status=status))


def set_check(backend: Backend, note_id: str, **values: object) -> None:
    with backend.sessions.write() as session:
        session.execute(update(CheckRow).where(CheckRow.id == note_id).values(**values))


def in_order(queue: QueueStore, wanted: Wanted) -> list[str]:
    """The whole queue, page by page."""
    found: list[QueuedNote] = []
    while True:
        page = queue.page(wanted)
        found += page
        if len(page) < wanted.limit:
            return [one.note for one in found]
        last = page[-1]
        wanted = Wanted(wanted.order, after=last.place(wanted.order), limit=wanted.limit)


def test_flags_on_one_note_come_together(backend: Backend, queue: QueueStore) -> None:
    note, _ = checked(backend, "One."), checked(backend, "Nobody flags this.")
    flag(backend, note, "r1")
    backend.clock.advance(minutes=5)
    flag(backend, note, "r2")
    (one,) = queue.page(Wanted())
    assert (one.note, one.flags, one.weight, one.since) == (note, 2, 1000, NOW)
    assert (one.claim, one.verdict, one.page_url) == ("One.", "disputed", PAGE_URL)
    assert one.reasons == {FlagReason.OUT_OF_CONTEXT: 2}
    assert not one.waits


def test_who_was_right_before_weighs_more_and_who_never_was_is_still_looked_at(
    backend: Backend, queue: QueueStore
) -> None:
    notes = [checked(backend, f"{n}.") for n in range(3)]
    earlier = [checked(backend, f"Earlier {n}.") for n in range(4)]
    for name, status in (("right", FlagStatus.UPHELD), ("wrong", FlagStatus.NOT_UPHELD)):
        for note in earlier:
            reader = flag(backend, note, name)
        set_flags(backend, reader, status)
    for note, name in zip(notes, ("wrong", "new", "right"), strict=True):
        flag(backend, note, name)
    page = queue.page(Wanted())
    assert [one.note for one in page] == notes[::-1]
    weights = [Record(4, 4).weight, Record().weight, Record(0, 4).weight]
    assert [one.weight for one in page] == weights
    assert [on.record for on in queue.flags_on(notes[2])] == [Record(4, 4)]


@pytest.mark.parametrize("order", QueueOrder)
def test_pages_follow_on_each_other_without_gaps_or_doubles(
    backend: Backend, queue: QueueStore, order: QueueOrder
) -> None:
    for number in range(7):
        note = checked(backend, f"{number}.")
        set_check(backend, note, hours_seen=number % 3)
        for reader in range(1 + number % 2):
            flag(backend, note, f"r{reader}")
        backend.clock.advance(minutes=number % 2)
    whole = [one.note for one in queue.page(Wanted(order, limit=99))]
    assert len(whole) == 7
    assert in_order(queue, Wanted(order, limit=2)) == whole


def test_the_queue_is_ordered_by_age_and_by_reach(backend: Backend, queue: QueueStore) -> None:
    first = checked(backend, "First.")
    flag(backend, first)
    backend.clock.advance(minutes=1)
    second = checked(backend, "Second.")
    set_check(backend, second, hours_seen=5)
    flag(backend, second)
    assert [one.note for one in queue.page(Wanted(QueueOrder.AGE))] == [first, second]
    assert [one.note for one in queue.page(Wanted(QueueOrder.REACH))] == [second, first]


def test_parts_of_the_queue(backend: Backend, queue: QueueStore) -> None:
    note, other = checked(backend, "One."), checked(backend, "Other.")
    flag(backend, note)
    flag(backend, other)
    german = {**backend.checks.note(other)["highlight"]}
    german["page"] = {**german["page"], "language": "de"}
    set_check(backend, other, highlight=german)
    DeskStore(backend.sessions).assign(note, "ada", NOW)

    def part(**wanted: object) -> list[str]:
        return [one.note for one in queue.page(Wanted(**wanted))]  # type: ignore[arg-type]

    assert part(language="de") == [other]
    assert part(assigned="ada") == [note]
    assert part(unassigned=True) == [other]
    assert part(reason=FlagReason.WRONG_STANCE) == []
    assert set(part(reason=FlagReason.OUT_OF_CONTEXT)) == {note, other}


def test_what_was_decided_or_withdrawn_is_in_the_queue_no_longer(
    backend: Backend, queue: QueueStore
) -> None:
    decided, withdrawn = checked(backend, "One."), checked(backend, "Other.")
    flag(backend, decided)
    set_flags(backend, flag(backend, withdrawn, "r2"), FlagStatus.WITHDRAWN)
    decisions_of(backend).decide("ada", decided, 1, AS_IT_IS)
    assert not queue.page(Wanted())


@pytest.mark.parametrize("flags", [0, 1])
def test_what_waits_for_a_second_look_is_in_the_queue(
    backend: Backend, queue: QueueStore, flags: int
) -> None:
    note = checked(backend)
    for _ in range(flags):
        flag(backend, note)
    backend.checks.note(note)
    hide = Asked("Not for everyone.", Changes(hide="It names a private person."))
    decisions_of(backend, large=1).decide("ada", note, 1, hide)
    (one,) = queue.page(Wanted())
    assert (one.note, one.flags, one.waits) == (note, flags, True)


@pytest.mark.parametrize("notes", [1, 6])
def test_a_page_costs_three_queries_however_many_rows_there_are(
    backend: Backend, queue: QueueStore, engine: Engine, notes: int
) -> None:
    for number in range(notes):
        note = checked(backend, f"{number}.")
        for reader in range(number + 1):
            flag(backend, note, f"r{reader}")
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    assert len(queue.page(Wanted())) == notes
    assert len([one for one in asked if one.startswith("SELECT")]) == 3
