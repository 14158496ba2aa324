from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from backend.store.engine import Sessions
from backend.store.job_leases import JobLeases

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LASTS = timedelta(minutes=5)


@pytest.fixture
def leases(sessions: Sessions) -> JobLeases:
    return JobLeases(sessions)


def test_a_job_is_one_owners_until_its_lease_runs_out(leases: JobLeases) -> None:
    assert leases.hold("crawl", "a", NOW, LASTS)
    assert not leases.hold("crawl", "b", NOW + LASTS - timedelta(seconds=1), LASTS)
    assert leases.hold("crawl", "a", NOW + timedelta(minutes=3), LASTS)
    assert not leases.hold("crawl", "b", NOW + LASTS, LASTS)
    assert leases.hold("crawl", "b", NOW + timedelta(minutes=8), LASTS)
    assert not leases.hold("crawl", "a", NOW + timedelta(minutes=8), LASTS)


def test_a_job_that_is_let_go_is_free_and_others_cannot_let_it_go(leases: JobLeases) -> None:
    leases.hold("crawl", "a", NOW, LASTS)
    leases.release("crawl", "b")
    assert not leases.hold("crawl", "b", NOW, LASTS)
    leases.release("crawl", "a")
    assert leases.hold("crawl", "b", NOW, LASTS)


def test_jobs_of_other_names_are_free(leases: JobLeases) -> None:
    assert leases.hold("crawl", "a", NOW, LASTS)
    assert leases.hold("prune", "b", NOW, LASTS)


def test_of_many_that_try_at_once_one_succeeds(leases: JobLeases) -> None:
    with ThreadPoolExecutor(8) as pool:
        tries = pool.map(lambda n: leases.hold("crawl", str(n), NOW, LASTS), range(8))
    assert sum(tries) == 1
