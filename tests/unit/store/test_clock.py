from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from backend.errors import Unavailable
from backend.store.clock import CountingClock, database_clock
from backend.store.engine import Sessions
from tests.factories import NOW


@dataclass
class RightTime:
    """What is asked for the time; each answer takes `takes` seconds of what is counted."""

    counted: float = 5_000.0
    now: datetime = NOW
    takes: float = 0.0
    error: Exception | None = None
    asked: list[datetime] = field(default_factory=list)

    def ask(self) -> datetime:
        if self.error:
            raise self.error
        self.pass_by(self.takes / 2)
        self.asked.append(self.now)
        self.pass_by(self.takes / 2)
        return self.asked[-1]

    def count(self) -> float:
        return self.counted

    def pass_by(self, seconds: float) -> None:
        self.counted += seconds
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def right() -> RightTime:
    return RightTime()


def clock_by(right: RightTime) -> CountingClock:
    return CountingClock(right.ask, right.count, every=30)


def test_it_says_what_it_was_told_and_counts_on(right: RightTime) -> None:
    clock = clock_by(right)
    assert clock() == NOW
    right.pass_by(29)
    assert clock() == right.now
    assert right.asked == [NOW]


def test_it_allows_for_the_time_that_an_answer_takes(right: RightTime) -> None:
    right.takes = 4
    clock = clock_by(right)
    assert clock() == right.now


def test_it_asks_again_and_follows_a_time_that_was_moved(right: RightTime) -> None:
    clock = clock_by(right)
    right.now -= timedelta(hours=1)
    assert clock() == NOW
    right.pass_by(30)
    assert clock() == right.now
    assert len(right.asked) == 2


def test_it_goes_on_counting_while_nobody_answers_and_does_not_ask_at_every_call(
    right: RightTime,
) -> None:
    clock = clock_by(right)
    right.error = Unavailable("away")
    right.pass_by(31)
    assert clock() == right.now
    right.error = None
    assert clock() == right.now
    assert len(right.asked) == 1
    right.pass_by(30)
    assert clock() == right.now
    assert len(right.asked) == 2


def test_without_a_first_answer_there_is_no_clock(right: RightTime) -> None:
    right.error = Unavailable("away")
    with pytest.raises(Unavailable):
        clock_by(right)


def test_the_clock_of_a_database_says_its_time(sessions: Sessions) -> None:
    clock = database_clock(sessions)
    with sessions.read() as session:
        on_sqlite = session.get_bind().dialect.name == "sqlite"
        theirs = session.scalar(text("SELECT CURRENT_TIMESTAMP"))
    if on_sqlite:
        theirs = datetime.fromisoformat(str(theirs)).replace(tzinfo=UTC)
    assert isinstance(theirs, datetime)
    assert abs(clock() - theirs) < timedelta(minutes=5)
    assert clock().tzinfo is UTC
