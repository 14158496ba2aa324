from __future__ import annotations

from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Thread

import pytest

from backend.checking.rows import with_row_ids
from backend.checking.versions import as_version, new_note
from backend.domain import Page
from backend.errors import BadHighlight, BadPage, Busy, NotFound, NotReady, Unavailable
from backend.services.check import CheckEvent, CheckLimits
from backend.store.engine import Sessions
from backend.store.rechecks import RecheckStore
from tests.backends import Backend
from tests.factories import PAGE_URL, a_highlight, a_note
from tests.fakes import FakePipeline

DAY = CheckLimits(note_fresh_for=timedelta(hours=24))


@pytest.fixture
def pipeline() -> FakePipeline:
    pipeline = FakePipeline()
    pipeline.go_on.set()
    return pipeline


@pytest.fixture
def backend(sessions: Sessions, pipeline: FakePipeline) -> Backend:
    return Backend(sessions, pipeline, limits=DAY, every=0.02)


def checked(backend: Backend, owner: str = "worker") -> str:
    check_id = backend.checks.open(a_highlight())
    assert backend.runner.run_next(owner)
    return check_id


def seen(followed: Iterator[CheckEvent | None] | None) -> list[str]:
    assert followed is not None
    return [event.kind for event in followed if event is not None]


def test_an_opened_check_has_an_id_that_nobody_can_guess(backend: Backend) -> None:
    first = backend.checks.open(a_highlight())
    second = backend.checks.open(a_highlight("Other words."))
    assert len(first) == 32
    assert int(first, 16) != int(second, 16)


def test_the_same_highlight_finds_the_same_check_and_queues_it_once(backend: Backend) -> None:
    first = backend.checks.open(a_highlight(url=PAGE_URL + "#one"))
    assert backend.checks.open(a_highlight(url=PAGE_URL + "#two")) == first
    assert backend.submitted == [first]


def test_many_that_open_one_highlight_at_once_get_one_check(backend: Backend) -> None:
    with ThreadPoolExecutor(10) as pool:
        ids = set(pool.map(lambda _: backend.checks.open(a_highlight()), range(50)))
    assert len(ids) == 1
    assert backend.kinds(ids.pop()) == ["queued"]


def test_a_bad_highlight_or_page_opens_nothing(backend: Backend) -> None:
    with pytest.raises(BadHighlight):
        backend.checks.open(a_highlight(" "))
    with pytest.raises(BadPage):
        backend.checks.open(a_highlight(url="about:blank"))
    assert backend.submitted == []


def test_a_check_that_ends_well_has_its_note(backend: Backend) -> None:
    check_id = checked(backend)
    note = backend.checks.note(check_id)
    made = as_version(new_note(check_id, a_note(a_highlight())), 1, None)
    assert note == with_row_ids(made)
    assert backend.checks.notes_on(PAGE_URL + "#part") == [note]


class FullDisk(RecheckStore):
    """Keeps nothing of who looked."""

    def mark_seen(self, check_ids: Collection[str], now: datetime) -> None:
        del check_ids, now
        raise Unavailable("The disk is full.")


def test_a_note_is_shown_where_it_cannot_be_kept_that_somebody_looked(backend: Backend) -> None:
    check_id = checked(backend)
    backend.checks._seen = FullDisk(backend.sessions)
    assert backend.checks.note(check_id)["id"] == check_id
    assert backend.checks.so_far(check_id)["status"] == "done"
    assert [note["id"] for note in backend.checks.notes_on(PAGE_URL)] == [check_id]


def test_a_fresh_note_is_not_made_anew(backend: Backend) -> None:
    check_id = checked(backend)
    backend.clock.advance(hours=23)
    assert backend.checks.open(a_highlight()) == check_id
    assert backend.submitted == [check_id]


def test_an_old_note_is_made_anew_and_stays_until_then(backend: Backend) -> None:
    check_id = checked(backend)
    note = backend.checks.note(check_id)
    backend.clock.advance(hours=25)
    assert backend.checks.open(a_highlight()) == check_id
    assert backend.submitted == [check_id, check_id]
    assert backend.checks.note(check_id) == note
    assert backend.checks.so_far(check_id)["verdict"] is None
    assert backend.runner.run_next("another worker")
    assert backend.kinds(check_id).count("note") == 2


def test_a_cancelled_or_failed_check_is_queued_anew(
    backend: Backend, pipeline: FakePipeline
) -> None:
    check_id = backend.checks.open(a_highlight())
    backend.checks.cancel(check_id)
    assert backend.checks.open(a_highlight()) == check_id
    pipeline.error = RuntimeError()
    backend.runner.run_next("worker")
    assert backend.checks.so_far(check_id)["status"] == "failed"
    assert backend.checks.open(a_highlight()) == check_id
    assert backend.checks.so_far(check_id)["status"] == "queued"


def test_too_many_waiting_checks_are_turned_away_until_there_is_room(sessions: Sessions) -> None:
    backend = Backend(sessions, most_waiting=2)
    first = backend.checks.open(a_highlight("One."))
    backend.checks.open(a_highlight("Two."))
    with pytest.raises(Busy) as caught:
        backend.checks.open(a_highlight("Three."))
    assert caught.value.retry_after > 0
    assert backend.checks.open(a_highlight("One.")) == first
    backend.checks.cancel(first)
    backend.checks.open(a_highlight("Three."))


def test_a_check_that_waits_shows_its_highlight_and_nothing_yet(backend: Backend) -> None:
    check_id = backend.checks.open(a_highlight())
    so_far = backend.checks.so_far(check_id)
    assert so_far["id"] == check_id
    assert so_far["status"] == "queued"
    assert so_far["claim"] == "Some 10,000 people came."
    assert so_far["highlight"]["page"]["url"] == PAGE_URL
    assert so_far["claims"] == so_far["evidence"] == so_far["unread"] == so_far["searched"] == []
    assert so_far["verdict"] is so_far["confidence"] is so_far["judge"] is None
    assert so_far["events"] == f"/api/v1/checks/{check_id}/events"
    assert so_far["note"] == f"/api/v1/notes/{check_id}"
    assert so_far["last_event"] == 1


def test_a_done_check_shows_its_note_with_its_status(backend: Backend) -> None:
    check_id = checked(backend)
    so_far = backend.checks.so_far(check_id)
    note = backend.checks.note(check_id)
    assert note.items() <= so_far.items()
    assert (so_far["status"], so_far["error"]) == ("done", None)
    assert so_far["last_event"] == len(backend.kinds(check_id))


def test_a_note_is_not_there_before_its_check_is_done(backend: Backend) -> None:
    check_id = backend.checks.open(a_highlight())
    with pytest.raises(NotReady):
        backend.checks.note(check_id)


def test_an_unknown_id_is_not_found(backend: Backend) -> None:
    for ask in (backend.checks.so_far, backend.checks.note, backend.checks.cancel):
        with pytest.raises(NotFound):
            ask("f" * 32)
    with pytest.raises(NotFound):
        backend.checks.follow("f" * 32, 0, 1)


def test_the_notes_of_no_page_cannot_be_asked_for(backend: Backend) -> None:
    with pytest.raises(BadPage):
        backend.checks.notes_on("javascript:alert(1)")


def test_cancelling_what_has_ended_changes_nothing(backend: Backend) -> None:
    check_id = checked(backend)
    before = backend.kinds(check_id)
    backend.checks.cancel(check_id)
    assert backend.kinds(check_id) == before
    assert backend.checks.so_far(check_id)["status"] == "done"


def test_a_follower_is_told_everything_and_then_let_go(backend: Backend) -> None:
    check_id = backend.checks.open(a_highlight())
    followed = backend.checks.follow(check_id, 0, 20)
    worker = Thread(target=backend.runner.run_next, args=("worker",))
    worker.start()
    told = seen(followed)
    worker.join()
    assert told == backend.kinds(check_id)
    assert told[:3] == ["queued", "started", "claims"]
    assert told[-1] == "note"


def test_a_follower_hears_what_another_process_tells(
    sessions: Sessions, backend: Backend, pipeline: FakePipeline
) -> None:
    check_id = backend.checks.open(a_highlight())
    followed = backend.checks.follow(check_id, 0, 20)
    elsewhere = Backend(sessions, pipeline)
    worker = Thread(target=elsewhere.runner.run_next, args=("worker elsewhere",))
    worker.start()
    assert seen(followed)[-1] == "note"
    worker.join()


def test_a_cancelled_check_tells_its_followers(backend: Backend) -> None:
    check_id = backend.checks.open(a_highlight())
    followed = backend.checks.follow(check_id, 0, 20)
    assert followed is not None
    assert next(followed) is not None
    backend.checks.cancel(check_id)
    assert seen(followed) == ["cancelled"]


def test_silence_is_told_to_a_follower(backend: Backend) -> None:
    check_id = backend.checks.open(a_highlight())
    followed = backend.checks.follow(check_id, 1, 0.01)
    assert followed is not None
    assert next(followed) is None


def test_a_follower_goes_on_after_the_event_it_knows(backend: Backend) -> None:
    check_id = checked(backend)
    assert seen(backend.checks.follow(check_id, 2, 1)) == backend.kinds(check_id)[2:]


@pytest.mark.parametrize("seq", [-1, 10_000])
def test_a_number_that_no_event_has_means_from_the_start(backend: Backend, seq: int) -> None:
    check_id = checked(backend)
    assert seen(backend.checks.follow(check_id, seq, 1)) == backend.kinds(check_id)


def test_who_knows_the_end_is_told_nothing(backend: Backend) -> None:
    check_id = checked(backend)
    last = backend.checks.so_far(check_id)["last_event"]
    assert backend.checks.follow(check_id, last, 1) is None


def test_an_earlier_end_does_not_end_the_following_of_a_check_queued_anew(
    backend: Backend,
) -> None:
    check_id = backend.checks.open(a_highlight())
    backend.checks.cancel(check_id)
    checked(backend)
    told = seen(backend.checks.follow(check_id, 0, 1))
    assert told[0] == "queued"
    assert "cancelled" not in told
    assert told[-1] == "note"


def test_followers_are_let_go_when_the_process_ends(backend: Backend) -> None:
    check_id = backend.checks.open(a_highlight())
    followed = backend.checks.follow(check_id, 1, 20)
    closer = Thread(target=backend.bell.close)
    closer.start()
    assert seen(followed) == []
    closer.join()


def test_what_is_known_of_a_page_stays_with_the_check(backend: Backend) -> None:
    page = Page(PAGE_URL, "Title", language="en")
    check_id = backend.checks.open(replace(a_highlight(), page=page))
    shown = backend.checks.so_far(check_id)["highlight"]["page"]
    assert (shown["title"], shown["language"]) == ("Title", "en")
