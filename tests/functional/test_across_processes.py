"""Events from one process to those who follow in another, where only PostgreSQL's NOTIFY can tell.

Nobody looks by himself within an hour. Two backends share nothing but the database here.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Thread

import pytest
from sqlalchemy import Engine

from backend.services.check import CheckEvent
from backend.services.following import Told
from backend.store.engine import make_engine, make_sessions
from backend.store.leases import LONGEST, Lease
from backend.store.listening import Notifications
from tests import databases
from tests.backends import Backend
from tests.databases import empty, let_go
from tests.factories import NOW, a_highlight
from tests.fakes import FakePipeline, until

AN_HOUR = 3_600.0
PATIENCE = 60.0


@pytest.fixture
def engine(postgresql_url: str) -> Iterator[Engine]:
    engine = make_engine(postgresql_url, connections=60)
    empty(engine)
    yield engine
    let_go(engine)


@pytest.fixture
def web(engine: Engine) -> Iterator[Backend]:
    """A process that runs nothing and hears of everything."""
    wake_ups = Notifications(engine, pause=0.05)
    web = Backend(make_sessions(engine), every=AN_HOUR, wake_ups=wake_ups)
    web.bell.start()
    until(lambda: wake_ups.hears_since is not None, PATIENCE)
    yield web
    web.bell.close()
    until(lambda: not databases.listening(engine), PATIENCE)


@pytest.fixture
def worker(postgresql_url: str) -> Iterator[Backend]:
    """A process whose bell nobody in the other hears."""
    engine = make_engine(postgresql_url)
    pipeline = FakePipeline()
    pipeline.go_on.set()
    yield Backend(make_sessions(engine), pipeline, every=AN_HOUR)
    let_go(engine)


def kinds(told: Iterator[CheckEvent | None] | None) -> list[str]:
    assert told is not None
    return [event.kind for event in told if event is not None]


def test_who_follows_hears_a_worker_in_another_process(web: Backend, worker: Backend) -> None:
    check_id = web.checks.open(a_highlight())
    followed = web.checks.follow(check_id, 0, PATIENCE)
    running = Thread(target=worker.runner.run_next, args=("elsewhere",))
    running.start()
    told = kinds(followed)
    running.join()
    assert told == web.kinds(check_id)
    assert told[-1] == "note"


def test_what_was_told_while_nobody_could_hear_is_found_afterwards(
    web: Backend, worker: Backend, engine: Engine
) -> None:
    check_id = web.checks.open(a_highlight())
    followed = web.checks.follow(check_id, 0, PATIENCE)
    assert followed is not None
    first = next(followed)
    assert first is not None
    databases.cut_listening(engine)
    assert worker.runner.run_next("elsewhere")
    assert [first.kind, *kinds(followed)] == web.kinds(check_id)


def test_a_note_in_memory_is_not_shown_once_another_process_made_a_new_one(
    web: Backend, worker: Backend
) -> None:
    check_id = web.checks.open(a_highlight())
    assert worker.runner.run_next("elsewhere")
    until(lambda: web.checks.note_text(check_id).version == 1, PATIENCE)
    worker.clock.advance(hours=30)
    assert worker.checks.open(a_highlight()) == check_id
    assert worker.runner.run_next("elsewhere again")
    until(lambda: web.checks.note_text(check_id).version == 2, PATIENCE)


class Heard:
    """A listener that keeps the numbers of what it hears."""

    def __init__(self) -> None:
        self.numbers: list[int] = []

    def hear(self, told: Told) -> None:
        self.numbers += [event.seq for event in told.events]


def test_many_tellers_and_many_who_join_in_between_lose_and_double_nothing(
    web: Backend, worker: Backend
) -> None:
    tellers, each, followers = 4, 25, 40
    checks = [web.checks.open(a_highlight(f"Claim {number}.")) for number in range(3)]
    for _ in checks:
        assert worker.leases.take("teller", NOW, LONGEST) is not None
    last = 2 + tellers * each

    def tell(check_id: str) -> None:
        for number in range(each):
            lease = Lease(check_id, "teller")
            worker.leases.append_event(lease, NOW, "reading", {"number": number})

    def follow(number: int) -> tuple[int, list[int]]:
        dice, heard = random.Random(number), Heard()  # noqa: S311 (no secret)
        check_id, after = dice.choice(checks), dice.randrange(3)
        web.checks.join(check_id, after, heard)
        until(lambda: bool(heard.numbers) and heard.numbers[-1] == last, PATIENCE)
        web.checks.leave(check_id, heard)
        return after, heard.numbers

    with ThreadPoolExecutor(tellers * len(checks) + followers) as pool:
        following = [pool.submit(follow, number) for number in range(followers // 2)]
        telling = [pool.submit(tell, one) for one in checks for _ in range(tellers)]
        following += [pool.submit(follow, number) for number in range(followers // 2, followers)]
        for told in telling:
            told.result()
    for one in following:
        after, numbers = one.result()
        assert numbers == list(range(after + 1, last + 1))
