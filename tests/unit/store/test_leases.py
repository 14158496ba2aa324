from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from backend.checking.highlights import fingerprint
from backend.checking.versions import as_version, new_note
from backend.domain import CheckStatus
from backend.errors import LeaseLost
from backend.store.checks import CheckStore
from backend.store.engine import Sessions
from backend.store.leases import MOST_ATTEMPTS, Lease, LeaseStore
from backend.store.notes import NoteStore
from tests.factories import NOW, a_highlight, frozen_evidence

ID = "a" * 32
OURS = Lease(ID, "ours")
THEIRS = Lease(ID, "theirs")
LASTS = timedelta(seconds=6)
LATER = NOW + timedelta(seconds=7)
FROZEN = frozen_evidence(a_highlight())
NOTE = new_note(ID, FROZEN.note())
STORED = as_version(NOTE, 1, None)
ERROR = {"title": "Broken", "detail": "Try again."}


@pytest.fixture
def leases(sessions: Sessions) -> LeaseStore:
    return LeaseStore(sessions)


@pytest.fixture
def checks(sessions: Sessions) -> CheckStore:
    checks = CheckStore(sessions)
    checks.add(ID, a_highlight(), fingerprint(a_highlight()), NOW)
    return checks


@pytest.fixture
def notes(sessions: Sessions) -> NoteStore:
    return NoteStore(sessions)


def kinds(checks: CheckStore) -> list[str]:
    events = checks.events_after(ID, 0)
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    return [event.kind for event in events]


def test_a_waiting_check_is_taken_up_with_its_highlight(
    checks: CheckStore, leases: LeaseStore
) -> None:
    assert leases.take(OURS, NOW, LASTS) == a_highlight()
    check = checks.get(ID)
    assert (check.status, check.attempts) == (CheckStatus.RUNNING, 1)
    assert kinds(checks) == ["queued", "started"]


def test_a_held_check_is_not_taken_up_again(checks: CheckStore, leases: LeaseStore) -> None:
    leases.take(OURS, NOW, LASTS)
    assert leases.take(THEIRS, NOW, LASTS) is None
    assert kinds(checks) == ["queued", "started"]


@pytest.mark.usefixtures("checks")
def test_of_many_that_take_a_check_at_once_one_gets_it(leases: LeaseStore) -> None:
    owners = [Lease(ID, f"worker {n}") for n in range(24)]
    with ThreadPoolExecutor(12) as pool:
        taken = list(pool.map(lambda lease: leases.take(lease, NOW, LASTS), owners))
    assert sum(highlight is not None for highlight in taken) == 1


def test_a_check_whose_lease_ran_out_is_taken_over_by_one(
    checks: CheckStore, leases: LeaseStore
) -> None:
    leases.take(OURS, NOW, LASTS)
    owners = [Lease(ID, f"worker {n}") for n in range(24)]
    with ThreadPoolExecutor(12) as pool:
        taken = list(pool.map(lambda lease: leases.take(lease, LATER, LASTS), owners))
    assert sum(highlight is not None for highlight in taken) == 1
    assert kinds(checks) == ["queued", "started", "started"]
    with pytest.raises(LeaseLost):
        leases.append_event(OURS, LATER, "read", {})


def test_a_renewed_lease_lasts_on(checks: CheckStore, leases: LeaseStore) -> None:
    leases.take(OURS, NOW, LASTS)
    leases.renew(OURS, NOW + timedelta(seconds=5), LASTS)
    assert leases.take(THEIRS, LATER, LASTS) is None
    assert checks.get(ID).attempts == 1


def test_a_cancelled_check_is_lost_to_its_worker(checks: CheckStore, leases: LeaseStore) -> None:
    leases.take(OURS, NOW, LASTS)
    checks.cancel(ID, NOW)
    lost: tuple[Callable[[], None], ...] = (
        lambda: leases.renew(OURS, NOW, LASTS),
        lambda: leases.append_event(OURS, NOW, "read", {}),
        lambda: leases.finish(OURS, NOW, NOTE, FROZEN),
        lambda: leases.fail(OURS, NOW, ERROR),
    )
    for act in lost:
        with pytest.raises(LeaseLost):
            act()
    assert not leases.release(OURS, NOW)
    assert kinds(checks) == ["queued", "started", "cancelled"]


def test_events_told_at_once_are_numbered_without_gaps(
    checks: CheckStore, leases: LeaseStore
) -> None:
    leases.take(OURS, NOW, LASTS)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: leases.append_event(OURS, NOW, "read", {"n": n}), range(60)))
    assert kinds(checks) == ["queued", "started"] + ["read"] * 60
    told = {event.data["n"] for event in checks.events_after(ID, 2)}
    assert told == set(range(60))


def test_a_finished_check_has_its_note_and_its_last_event(
    checks: CheckStore, leases: LeaseStore, notes: NoteStore
) -> None:
    leases.take(OURS, NOW, LASTS)
    leases.finish(OURS, NOW, NOTE, FROZEN)
    assert checks.get(ID).status is CheckStatus.DONE
    assert notes.newest(ID) == STORED
    last = checks.events_after(ID, 0)[-1]
    assert (last.seq, last.kind, last.data) == (3, "note", STORED)


def test_a_check_is_finished_once_by_those_who_try_at_once(
    checks: CheckStore, leases: LeaseStore
) -> None:
    leases.take(OURS, NOW, LASTS)

    def finish(_: int) -> bool:
        try:
            leases.finish(OURS, NOW, NOTE, FROZEN)
        except LeaseLost:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(finish, range(8))) == 1
    assert kinds(checks) == ["queued", "started", "note"]


def test_a_note_that_cannot_be_kept_leaves_the_check_running(
    checks: CheckStore, leases: LeaseStore, notes: NoteStore
) -> None:
    leases.take(OURS, NOW, LASTS)
    with pytest.raises(ValueError, match="no such verdict"):
        leases.finish(OURS, NOW, {**NOTE, "verdict": "no such verdict"}, FROZEN)
    assert checks.get(ID).status is CheckStatus.RUNNING
    assert notes.newest(ID) is None
    assert kinds(checks) == ["queued", "started"]


def test_a_failed_check_says_why(checks: CheckStore, leases: LeaseStore) -> None:
    leases.take(OURS, NOW, LASTS)
    leases.fail(OURS, NOW, ERROR)
    assert checks.get(ID).error == ERROR
    assert checks.events_after(ID, 2)[0].data == ERROR


def test_a_released_check_waits_as_if_never_taken_up(
    checks: CheckStore, leases: LeaseStore
) -> None:
    leases.take(OURS, NOW, LASTS)
    assert leases.release(OURS, NOW)
    check = checks.get(ID)
    assert (check.status, check.attempts) == (CheckStatus.QUEUED, 0)
    assert leases.take(THEIRS, NOW, LASTS) == a_highlight()


def test_a_check_that_keeps_breaking_off_fails_in_the_end(
    checks: CheckStore, leases: LeaseStore
) -> None:
    now = NOW
    for attempt in range(MOST_ATTEMPTS):
        assert leases.take(Lease(ID, f"worker {attempt}"), now, LASTS) is not None
        now += LASTS
    assert leases.take(OURS, now, LASTS) is None
    check = checks.get(ID)
    assert check.status is CheckStatus.FAILED
    assert check.error is not None
    assert "started 5 times" in check.error["detail"]
    assert kinds(checks)[-1] == "failed"
    assert leases.waiting(now) == []


def test_what_nobody_holds_waits_the_oldest_first(checks: CheckStore, leases: LeaseStore) -> None:
    for n, words in enumerate(["Second.", "Third."], start=1):
        highlight = a_highlight(words)
        moment = NOW + timedelta(seconds=n)
        checks.add(words, highlight, fingerprint(highlight), moment)
    assert leases.waiting(NOW) == [ID, "Second.", "Third."]
    assert leases.waiting(NOW, limit=1) == [ID]
    leases.take(OURS, NOW, LASTS)
    assert leases.waiting(NOW) == ["Second.", "Third."]
    assert leases.waiting(NOW + LASTS) == [ID, "Second.", "Third."]
