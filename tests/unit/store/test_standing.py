from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Engine

from backend.domain import AskedBy, CheckStatus
from backend.store.checks import CheckStore
from backend.store.engine import Sessions
from backend.store.leases import LeaseStore
from backend.store.pool import pool_of
from backend.store.standing import StandingStore, Waiting
from tests.factories import NOW, a_highlight

LASTS = timedelta(seconds=6)


def queued(sessions: Sessions, check_id: str, seconds_ago: int) -> None:
    at = NOW - timedelta(seconds=seconds_ago)
    CheckStore(sessions).add(check_id, a_highlight(check_id), check_id, at)


def test_an_empty_database_has_nothing_of_anything(sessions: Sessions) -> None:
    standing = StandingStore(sessions).at(NOW)
    assert set(standing.checks.values()) == {0}
    assert set(standing.checks) == set(CheckStatus)
    assert standing.waiting == dict.fromkeys(AskedBy, Waiting())
    assert (standing.events, standing.open_flags) == (0, 0)


def test_the_check_that_waits_longest_tells_the_age_of_the_queue(sessions: Sessions) -> None:
    queued(sessions, "first", 90)
    queued(sessions, "second", 30)
    standing = StandingStore(sessions).at(NOW)
    assert standing.checks[CheckStatus.QUEUED] == 2
    assert standing.waiting[AskedBy.READER] == Waiting(2, 90.0)
    assert standing.events == 2


def test_a_check_whose_worker_died_waits_since_its_lease_ran_out(sessions: Sessions) -> None:
    queued(sessions, "left", 90)
    LeaseStore(sessions).take("dead", NOW - timedelta(seconds=60), LASTS)
    standing = StandingStore(sessions).at(NOW)
    assert standing.checks[CheckStatus.RUNNING] == 1
    assert standing.waiting[AskedBy.READER] == Waiting(1, 54.0)


def test_a_check_that_is_worked_on_or_has_ended_does_not_wait(sessions: Sessions) -> None:
    queued(sessions, "held", 90)
    LeaseStore(sessions).take("alive", NOW, LASTS)
    queued(sessions, "cancelled", 90)
    CheckStore(sessions).cancel("cancelled", NOW)
    assert StandingStore(sessions).at(NOW).waiting[AskedBy.READER] == Waiting()


def test_the_pool_tells_how_many_connections_are_in_use(engine: Engine, sessions: Sessions) -> None:
    del engine
    with sessions.read() as session:
        session.connection()
        pool = pool_of(sessions)
    assert pool.in_use == 1
    assert pool_of(sessions).in_use == 0
    assert pool_of(sessions).idle >= 1
    assert pool.most >= 1
