from __future__ import annotations

from collections.abc import Iterator
from queue import SimpleQueue
from threading import Event

import pytest
from sqlalchemy import Engine, text

from backend.services.bell import NoWakeUps
from backend.store.engine import make_engine, make_sessions
from backend.store.listening import Notifications, notifications
from tests.backends import Backend
from tests.databases import cut_listening, let_go, listening
from tests.factories import a_highlight
from tests.fakes import until

PATIENCE = 60


class Ear:
    """What hears, and what it heard."""

    def __init__(self, engine: Engine) -> None:
        self.rung: SimpleQueue[str] = SimpleQueue()
        self.changed = Event()
        self.wake_ups = Notifications(engine, pause=0.05)
        self.wake_ups.start(self.rung.put, self.changed.set)
        until(self.hears, PATIENCE)

    def hears(self) -> bool:
        return self.wake_ups.hears_since is not None


@pytest.fixture
def engine(postgresql_url: str) -> Iterator[Engine]:
    engine = make_engine(postgresql_url)
    yield engine
    let_go(engine)


@pytest.fixture
def ear(engine: Engine) -> Iterator[Ear]:
    ear = Ear(engine)
    yield ear
    ear.wake_ups.close()
    until(lambda: not listening(engine), PATIENCE)


def test_what_another_process_tells_is_heard(ear: Ear, postgresql_url: str) -> None:
    elsewhere = make_engine(postgresql_url)
    check_id = Backend(make_sessions(elsewhere)).checks.open(a_highlight("Heard elsewhere."))
    assert ear.rung.get(timeout=PATIENCE) == check_id
    elsewhere.dispose()


def test_what_is_taken_back_is_not_told(ear: Ear, engine: Engine) -> None:
    with engine.connect() as connection:
        connection.execute(text("SELECT pg_notify('second_source_told', 'taken back')"))
        connection.rollback()
    kept = Backend(make_sessions(engine)).checks.open(a_highlight("Kept."))
    assert ear.rung.get(timeout=PATIENCE) == kept


def test_a_connection_that_was_cut_is_made_anew(ear: Ear, engine: Engine) -> None:
    before = ear.wake_ups.hears_since
    ear.changed.clear()
    cut_listening(engine)
    assert ear.changed.wait(PATIENCE)
    until(lambda: ear.wake_ups.hears_since not in {before, None}, PATIENCE)
    check_id = Backend(make_sessions(engine)).checks.open(a_highlight("After the cut."))
    assert ear.rung.get(timeout=PATIENCE) == check_id


def test_sqlite_tells_nobody() -> None:
    engine = make_engine("sqlite:///somewhere.sqlite")
    assert notifications(engine) is None
    assert NoWakeUps().hears_since is None
