from __future__ import annotations

import threading
from dataclasses import dataclass, field

import pytest

from backend.domain import UnreadReason
from backend.errors import Unreadable
from backend.reading.deadline import Deadline
from backend.reading.politeness import Politeness, host_of

PAGE = "https://paper.example/a"


@dataclass
class FakeTime:
    """A clock that only sleeping moves."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def within(self, seconds: float) -> Deadline:
        return Deadline.within(seconds, self.clock)


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def politeness(time: FakeTime) -> Politeness:
    return Politeness(interval=1.0, longest_delay=5.0, clock=time.clock, sleep=time.sleep)


def test_the_first_request_to_a_host_does_not_wait(politeness: Politeness, time: FakeTime) -> None:
    politeness.wait(PAGE, time.within(10))
    assert time.slept == []


def test_the_second_request_waits_for_the_interval(politeness: Politeness, time: FakeTime) -> None:
    politeness.wait(PAGE, time.within(10))
    time.now += 0.25
    politeness.wait("https://PAPER.example/b", time.within(10))
    assert time.slept == [0.75]


def test_another_host_does_not_wait(politeness: Politeness, time: FakeTime) -> None:
    politeness.wait(PAGE, time.within(10))
    politeness.wait("https://other.example/a", time.within(10))
    politeness.wait("https://paper.example:8443/a", time.within(10))
    assert time.slept == []


def test_a_longer_crawl_delay_is_kept(politeness: Politeness, time: FakeTime) -> None:
    politeness.wait(PAGE, time.within(10), crawl_delay=3)
    politeness.wait(PAGE, time.within(10), crawl_delay=3)
    assert time.slept == [3]


def test_a_crawl_delay_counts_up_to_its_longest(politeness: Politeness, time: FakeTime) -> None:
    politeness.wait(PAGE, time.within(10), crawl_delay=86400)
    politeness.wait(PAGE, time.within(10), crawl_delay=86400)
    assert time.slept == [5]


def test_a_turn_after_the_deadline_is_given_up_at_once(
    politeness: Politeness, time: FakeTime
) -> None:
    politeness.wait(PAGE, time.within(10))
    with pytest.raises(Unreadable) as caught:
        politeness.wait(PAGE, time.within(0.5))
    assert caught.value.reason is UnreadReason.TIMED_OUT
    assert time.slept == []


def test_a_turn_given_up_is_left_to_the_next(politeness: Politeness, time: FakeTime) -> None:
    politeness.wait(PAGE, time.within(10))
    for _ in range(5):
        with pytest.raises(Unreadable):
            politeness.wait(PAGE, time.within(0.5))
    politeness.wait(PAGE, time.within(10))
    assert time.slept == [1]


def test_a_host_that_asked_for_time_is_left_alone(politeness: Politeness, time: FakeTime) -> None:
    politeness.hold(PAGE, 120)
    with pytest.raises(Unreadable) as caught:
        politeness.wait(PAGE, time.within(10))
    assert caught.value.reason is UnreadReason.SERVER_ERROR
    time.now += 120
    politeness.wait(PAGE, time.within(10))


def test_a_short_hold_is_waited_for(politeness: Politeness, time: FakeTime) -> None:
    politeness.hold(PAGE, 2)
    politeness.wait(PAGE, time.within(10))
    assert time.slept == [2]


def test_nobody_can_ask_to_be_left_alone_for_ever(politeness: Politeness, time: FakeTime) -> None:
    politeness.hold(PAGE, 10**9)
    time.now += politeness.longest_hold
    politeness.wait(PAGE, time.within(10))


def test_turns_are_given_out_once_each_to_many_threads(time: FakeTime) -> None:
    slept: list[float] = []
    politeness = Politeness(interval=1.0, clock=time.clock, sleep=slept.append)
    threads = [
        threading.Thread(target=politeness.wait, args=(PAGE, time.within(100))) for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(slept) == [float(turn) for turn in range(1, 20)]


def test_hosts_of_the_past_are_forgotten(politeness: Politeness, time: FakeTime) -> None:
    for number in range(3000):
        politeness.wait(f"https://host{number}.example/", time.within(10))
        time.now += 2
    assert len(politeness._next) < 1100


def test_the_host_of_an_address_leaves_out_who_asks() -> None:
    assert host_of("https://user:secret@Paper.Example:81/a") == "paper.example:81"
