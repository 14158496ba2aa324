from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest

from backend.checking.highlights import fingerprint
from backend.domain import CheckStatus, Highlight, Page
from backend.errors import NotFound
from backend.store.checks import CheckStore
from backend.store.engine import Sessions
from backend.store.leases import Lease, LeaseStore
from tests.factories import NOW, a_highlight

FIRST = "1" * 32


@pytest.fixture
def checks(sessions: Sessions) -> CheckStore:
    return CheckStore(sessions)


@pytest.fixture
def leases(sessions: Sessions) -> LeaseStore:
    return LeaseStore(sessions)


def add(checks: CheckStore, highlight: Highlight, check_id: str = FIRST) -> str:
    return checks.add(check_id, highlight, fingerprint(highlight), NOW)


def kinds(checks: CheckStore, check_id: str = FIRST) -> list[str]:
    return [event.kind for event in checks.events_after(check_id, 0)]


def test_a_new_check_is_queued_and_tells_so(checks: CheckStore) -> None:
    assert add(checks, a_highlight()) == FIRST
    check = checks.get(FIRST)
    assert (check.status, check.attempts, check.error) == (CheckStatus.QUEUED, 0, None)
    assert check.changed_at == NOW
    (event,) = checks.events_after(FIRST, 0)
    assert (event.seq, event.kind, event.data, event.at) == (1, "queued", {}, NOW)


def test_a_highlight_comes_back_as_it_was_kept(checks: CheckStore) -> None:
    page = Page("https://news.example/ü", "Títle 🌊", date(2026, 11, 20), "de")
    highlight = replace(a_highlight(), page=page)
    add(checks, highlight)
    assert checks.get(FIRST).highlight == highlight


def test_the_same_highlight_finds_the_check_that_is_there(checks: CheckStore) -> None:
    add(checks, a_highlight())
    assert add(checks, a_highlight(), "2" * 32) == FIRST
    assert kinds(checks) == ["queued"]


def test_many_that_add_one_highlight_at_once_get_one_check(checks: CheckStore) -> None:
    with ThreadPoolExecutor(16) as pool:
        ids = [f"{n:032x}" for n in range(50)]
        found = set(pool.map(lambda check_id: add(checks, a_highlight(), check_id), ids))
    assert len(found) == 1
    assert kinds(checks, found.pop()) == ["queued"]


def test_a_check_is_found_by_its_fingerprint(checks: CheckStore) -> None:
    assert checks.find(fingerprint(a_highlight())) is None
    add(checks, a_highlight())
    assert checks.find(fingerprint(a_highlight())) == checks.get(FIRST)


def test_nothing_has_an_unknown_id(checks: CheckStore) -> None:
    for ask in (checks.get, lambda i: checks.events_after(i, 0), lambda i: checks.cancel(i, NOW)):
        for unknown in ("unknown", "a\x00b", "\ud800", "🌊" * 40):
            with pytest.raises(NotFound):
                ask(unknown)


def test_events_are_given_from_any_number_on(checks: CheckStore) -> None:
    add(checks, a_highlight())
    checks.cancel(FIRST, NOW)
    assert [event.seq for event in checks.events_after(FIRST, 1)] == [2]
    assert list(checks.events_after(FIRST, 2)) == []


def test_a_waiting_check_can_be_cancelled_once(checks: CheckStore) -> None:
    add(checks, a_highlight())
    assert checks.cancel(FIRST, NOW)
    assert not checks.cancel(FIRST, NOW)
    assert kinds(checks) == ["queued", "cancelled"]


def test_an_ended_check_is_queued_anew_with_its_numbers_going_on(
    checks: CheckStore, leases: LeaseStore
) -> None:
    add(checks, a_highlight())
    leases.take("worker", NOW, timedelta(seconds=6))
    leases.fail(Lease(FIRST, "worker"), NOW, {"title": "t", "detail": "d"})
    assert checks.get(FIRST).error == {"title": "t", "detail": "d"}
    newer = replace(a_highlight(), page=replace(a_highlight().page, title="New title"))
    assert checks.queue_anew(checks.get(FIRST), newer, NOW)
    check = checks.get(FIRST)
    assert (check.status, check.attempts, check.error) == (CheckStatus.QUEUED, 0, None)
    assert check.highlight.page.title == "New title"
    assert [event.seq for event in checks.events_after(FIRST, 0)] == [1, 2, 3, 4]


def test_an_ended_check_is_queued_anew_once_by_those_who_saw_it_ended(checks: CheckStore) -> None:
    add(checks, a_highlight())
    checks.cancel(FIRST, NOW)
    seen = checks.get(FIRST)
    with ThreadPoolExecutor(8) as pool:
        queued = list(
            pool.map(lambda _: checks.queue_anew(seen, a_highlight(), NOW), range(8)),
        )
    assert sum(queued) == 1
    assert kinds(checks) == ["queued", "cancelled", "queued"]


def test_a_running_check_is_not_queued_anew(checks: CheckStore, leases: LeaseStore) -> None:
    add(checks, a_highlight())
    leases.take("worker", NOW, timedelta(seconds=6))
    assert not checks.queue_anew(checks.get(FIRST), a_highlight(), NOW)


def test_the_newest_event_numbers_are_known_without_reading_events(checks: CheckStore) -> None:
    add(checks, a_highlight())
    add(checks, a_highlight("Other words."), "2" * 32)
    checks.cancel(FIRST, NOW)
    assert checks.last_events([FIRST, "2" * 32, "unknown"]) == {FIRST: 2, "2" * 32: 1}


def test_checks_are_counted_by_status(checks: CheckStore) -> None:
    add(checks, a_highlight())
    add(checks, a_highlight("Other words."), "2" * 32)
    checks.cancel(FIRST, NOW)
    expected = dict.fromkeys(CheckStatus, 0)
    expected |= {CheckStatus.QUEUED: 1, CheckStatus.CANCELLED: 1}
    assert checks.count_by_status() == expected
    assert checks.count_events() == 3
