from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from backend.checking.highlights import fingerprint
from backend.checking.versions import as_version, new_note
from backend.domain import AskedBy, CheckStatus
from backend.errors import LeaseLost
from backend.store.checks import CheckStore
from backend.store.engine import Sessions
from backend.store.leases import MOST_ATTEMPTS, Lease, LeaseStore, Taken
from backend.store.notes import NoteStore
from tests.factories import NOW, a_highlight, frozen_evidence

ID = "a" * 32
OURS = Lease(ID, "ours")
THEIRS = Lease(ID, "theirs")
LASTS = timedelta(seconds=6)
NO_TIME = timedelta(0)
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
    assert leases.take("ours", NOW, LASTS) == Taken(OURS, a_highlight(), AskedBy.READER, 1, NO_TIME)
    check = checks.get(ID)
    assert (check.status, check.attempts) == (CheckStatus.RUNNING, 1)
    assert kinds(checks) == ["queued", "started"]


def test_a_held_check_is_not_taken_up_again(checks: CheckStore, leases: LeaseStore) -> None:
    leases.take("ours", NOW, LASTS)
    assert leases.take("theirs", NOW, LASTS) is None
    assert kinds(checks) == ["queued", "started"]


@pytest.mark.usefixtures("checks")
def test_of_many_that_take_a_check_at_once_one_gets_it(leases: LeaseStore) -> None:
    owners = [f"worker {n}" for n in range(24)]
    with ThreadPoolExecutor(12) as pool:
        taken = list(pool.map(lambda owner: leases.take(owner, NOW, LASTS), owners))
    assert sum(one is not None for one in taken) == 1


def test_a_check_whose_lease_ran_out_is_taken_over_by_one(
    checks: CheckStore, leases: LeaseStore
) -> None:
    leases.take("ours", NOW, LASTS)
    owners = [f"worker {n}" for n in range(24)]
    with ThreadPoolExecutor(12) as pool:
        taken = list(pool.map(lambda owner: leases.take(owner, LATER, LASTS), owners))
    assert sum(one is not None for one in taken) == 1
    assert kinds(checks) == ["queued", "started", "started"]
    with pytest.raises(LeaseLost):
        leases.append_event(OURS, LATER, "read", {})


def test_a_lease_from_before_the_clock_was_put_back_is_no_longer_waited_for(
    checks: CheckStore, leases: LeaseStore
) -> None:
    leases.take("ours", NOW + timedelta(hours=1), LASTS)
    assert leases.take("theirs", NOW, LASTS) is not None
    assert leases.take("a third", NOW, LASTS) is None
    with pytest.raises(LeaseLost):
        leases.renew(OURS, NOW, LASTS)
    assert kinds(checks) == ["queued", "started", "started"]


def test_a_renewed_lease_lasts_on(checks: CheckStore, leases: LeaseStore) -> None:
    leases.take("ours", NOW, LASTS)
    leases.renew(OURS, NOW + timedelta(seconds=5), LASTS)
    assert leases.take("theirs", LATER, LASTS) is None
    assert checks.get(ID).attempts == 1


def test_a_cancelled_check_is_lost_to_its_worker(checks: CheckStore, leases: LeaseStore) -> None:
    leases.take("ours", NOW, LASTS)
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
    assert leases.release("ours", NOW) is None
    assert kinds(checks) == ["queued", "started", "cancelled"]


def test_events_told_at_once_are_numbered_without_gaps(
    checks: CheckStore, leases: LeaseStore
) -> None:
    leases.take("ours", NOW, LASTS)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: leases.append_event(OURS, NOW, "read", {"n": n}), range(60)))
    assert kinds(checks) == ["queued", "started"] + ["read"] * 60
    told = {event.data["n"] for event in checks.events_after(ID, 2)}
    assert told == set(range(60))


def test_a_finished_check_has_its_note_and_its_last_event(
    checks: CheckStore, leases: LeaseStore, notes: NoteStore
) -> None:
    leases.take("ours", NOW, LASTS)
    leases.finish(OURS, NOW, NOTE, FROZEN)
    assert checks.get(ID).status is CheckStatus.DONE
    assert notes.newest(ID) == STORED
    last = checks.events_after(ID, 0)[-1]
    assert (last.seq, last.kind, last.data) == (3, "note", STORED)


def test_a_check_is_finished_once_by_those_who_try_at_once(
    checks: CheckStore, leases: LeaseStore
) -> None:
    leases.take("ours", NOW, LASTS)

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
    leases.take("ours", NOW, LASTS)
    with pytest.raises(ValueError, match="no such verdict"):
        leases.finish(OURS, NOW, {**NOTE, "verdict": "no such verdict"}, FROZEN)
    assert checks.get(ID).status is CheckStatus.RUNNING
    assert notes.newest(ID) is None
    assert kinds(checks) == ["queued", "started"]


def test_a_failed_check_says_why(checks: CheckStore, leases: LeaseStore) -> None:
    leases.take("ours", NOW, LASTS)
    leases.fail(OURS, NOW, ERROR)
    assert checks.get(ID).error == ERROR
    assert checks.events_after(ID, 2)[0].data == ERROR


def test_a_released_check_waits_as_if_never_taken_up(
    checks: CheckStore, leases: LeaseStore
) -> None:
    leases.take("ours", NOW, LASTS)
    assert leases.release("ours", NOW) == ID
    check = checks.get(ID)
    assert (check.status, check.attempts) == (CheckStatus.QUEUED, 0)
    assert leases.take("theirs", NOW, LASTS) == Taken(
        THEIRS, a_highlight(), AskedBy.READER, 1, NO_TIME
    )


def test_a_check_that_keeps_breaking_off_fails_in_the_end(
    checks: CheckStore, leases: LeaseStore
) -> None:
    now = NOW
    for attempt in range(MOST_ATTEMPTS):
        assert leases.take(f"worker {attempt}", now, LASTS) is not None
        now += LASTS
    assert leases.take("ours", now, LASTS) is None
    check = checks.get(ID)
    assert check.status is CheckStatus.FAILED
    assert check.error is not None
    assert f"started {MOST_ATTEMPTS} times" in check.error["detail"]
    assert kinds(checks)[-1] == "failed"
    assert leases.waiting(now) == {AskedBy.READER: 0, AskedBy.RECHECK: 0}


def queue(checks: CheckStore, *words: str) -> None:
    """Queue checks of these words, one a second, after the one that is there."""
    for n, one in enumerate(words, start=1):
        highlight = a_highlight(one)
        checks.add(one, highlight, fingerprint(highlight), NOW + timedelta(seconds=n))


def taken_up(leases: LeaseStore, now: datetime = NOW) -> list[str]:
    """The ids of all that there is to take up, in the order in which they are taken."""
    taken = [leases.take(f"worker {n}", now, LASTS) for n in range(4)]
    return [one.lease.check_id for one in taken if one is not None]


def test_what_nobody_holds_is_taken_up_the_oldest_first(
    checks: CheckStore, leases: LeaseStore
) -> None:
    queue(checks, "Second.", "Third.")
    assert leases.waiting(NOW) == {AskedBy.READER: 3, AskedBy.RECHECK: 0}
    assert taken_up(leases) == [ID, "Second.", "Third."]
    assert leases.waiting(NOW)[AskedBy.READER] == 0
    assert leases.waiting(NOW + LASTS)[AskedBy.READER] == 3


def test_readers_go_before_notes_that_are_made_again(
    checks: CheckStore, leases: LeaseStore
) -> None:
    leases.take("ours", NOW, LASTS)
    leases.finish(OURS, NOW, NOTE, FROZEN)
    assert checks.queue_anew(checks.get(ID), a_highlight(), NOW, AskedBy.RECHECK)
    queue(checks, "Second.")
    assert leases.waiting(NOW) == {AskedBy.READER: 1, AskedBy.RECHECK: 1}
    assert leases.take("theirs", NOW, LASTS, {AskedBy.READER}) is not None
    assert leases.take("theirs", NOW, LASTS, {AskedBy.READER}) is None
    assert taken_up(leases) == [ID]


def test_of_many_that_take_at_once_no_two_get_the_same(
    checks: CheckStore, leases: LeaseStore
) -> None:
    queue(checks, *(f"Sentence {n}." for n in range(1, 30)))
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda n: leases.take(f"worker {n}", NOW, LASTS), range(40)))
    ids = [one.lease.check_id for one in taken if one is not None]
    assert len(ids) == len(set(ids)) == 30
