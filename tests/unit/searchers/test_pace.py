from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest

from backend.errors import SearchFailed
from backend.reading.deadline import Deadline
from backend.searchers.pace import LONGEST_HOLD, Pace


@dataclass
class Seconds:
    """A clock that moves only when somebody sleeps."""

    now: float = 100.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Seconds:
    return Seconds()


def pace(clock: Seconds, interval: float = 5.0, at_once: int = 1) -> Pace:
    return Pace("GDELT", interval, at_once, clock, clock.sleep)


def within(clock: Seconds, seconds: float = 8.0) -> Deadline:
    return Deadline.within(seconds, clock)


def take_turn(paced: Pace, deadline: Deadline) -> None:
    with paced.turn(deadline):
        pass


def test_requests_keep_their_distance(clock: Seconds) -> None:
    paced = pace(clock)
    for _ in range(3):
        with paced.turn(within(clock)):
            clock.now += 1
    assert clock.slept == [0, 4, 4]


def test_a_turn_after_the_deadline_is_refused_at_once_and_taken_by_nobody(clock: Seconds) -> None:
    paced = pace(clock)
    with paced.turn(within(clock)):
        pass
    with pytest.raises(SearchFailed, match="waiting for their turn") as caught:
        take_turn(paced, within(clock, 3.0))
    assert caught.value.status == "rate_limited"
    with paced.turn(within(clock)):
        pass
    assert clock.slept == [0, 5]


def test_a_provider_is_left_alone_for_as_long_as_it_asked(clock: Seconds) -> None:
    paced = pace(clock, interval=0)
    paced.hold(30)
    paced.hold(10)
    clock.now += 29
    with pytest.raises(SearchFailed, match="come back later") as caught:
        take_turn(paced, within(clock))
    assert caught.value.status == "rate_limited"
    clock.now += 1
    with paced.turn(within(clock)):
        pass


def test_no_provider_switches_itself_off_for_good(clock: Seconds) -> None:
    paced = pace(clock, interval=0)
    paced.hold(10**9)
    clock.now += LONGEST_HOLD
    with paced.turn(within(clock)):
        pass


def test_who_waited_is_refused_if_the_provider_asked_for_quiet_meanwhile(clock: Seconds) -> None:
    paced = pace(clock, at_once=2)
    with ExitStack() as stack:
        stack.enter_context(paced.turn(within(clock)))
        paced.sleep = lambda _: paced.hold(60)
        with pytest.raises(SearchFailed, match="come back later"):
            stack.enter_context(paced.turn(within(clock)))


def test_places_are_given_back_whatever_happens(clock: Seconds) -> None:
    paced = pace(clock, interval=0)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), paced.turn(within(clock)):
            raise ZeroDivisionError


def test_without_a_place_before_the_deadline_nobody_is_asked() -> None:
    paced = Pace("Wikipedia", at_once=1)
    with paced.turn(Deadline.within(5)), pytest.raises(SearchFailed) as caught:
        take_turn(paced, Deadline.within(0.01))
    assert caught.value.status == "rate_limited"
