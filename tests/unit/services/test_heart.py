from __future__ import annotations

from datetime import datetime, timedelta
from threading import Thread

import pytest
from sqlalchemy import select

from backend.errors import Unavailable
from backend.services.heart import WORKERS, Heart
from backend.store.archive_tables import LeaseRow
from backend.store.engine import Sessions
from backend.store.job_leases import JobLeases
from backend.store.standing import StandingStore
from tests.fakes import FakeClock, until


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def seen(sessions: Sessions, clock: FakeClock) -> int:
    return StandingStore(sessions).workers(WORKERS, clock())


def test_a_worker_is_seen_while_its_heart_beats_and_not_after_it_ended(
    sessions: Sessions, clock: FakeClock
) -> None:
    hearts = [Heart(JobLeases(sessions), name, clock, every=0.01) for name in ("one", "two")]
    threads = [Thread(target=heart.run) for heart in hearts]
    for thread in threads:
        thread.start()
    until(lambda: seen(sessions, clock) == 2)
    for heart, thread in zip(hearts, threads, strict=True):
        heart.stop()
        thread.join()
    assert seen(sessions, clock) == 0


def test_a_worker_that_was_killed_is_seen_no_more_after_a_while(
    sessions: Sessions, clock: FakeClock
) -> None:
    Heart(JobLeases(sessions), "killed", clock).turn()
    clock.advance(seconds=19)
    assert seen(sessions, clock) == 1
    clock.advance(seconds=2)
    assert seen(sessions, clock) == 0


def test_what_dead_workers_left_is_cleared_away_and_other_jobs_stay(
    sessions: Sessions, clock: FakeClock
) -> None:
    leases = JobLeases(sessions)
    Heart(leases, "dead", clock).turn()
    leases.hold("crawl", "dead", clock(), timedelta(seconds=20))
    clock.advance(minutes=5)
    Heart(leases, "alive", clock).turn()
    with sessions.read() as session:
        kept = {
            (row.name.partition(":")[0], row.owner) for row in session.scalars(select(LeaseRow))
        }
    assert kept == {("crawl", "dead"), ("worker", "alive")}


def test_a_heart_without_its_database_does_not_beat_and_goes_on() -> None:
    class Away(JobLeases):
        def __init__(self) -> None: ...

        def hold(self, name: str, owner: str, now: datetime, lasts: timedelta) -> bool:
            del name, owner, now, lasts
            raise Unavailable("away")

    beats: list[int] = []
    heart = Heart(Away(), "worker", FakeClock(), lambda: beats.append(1))
    assert not heart.turn()
    assert beats == []
