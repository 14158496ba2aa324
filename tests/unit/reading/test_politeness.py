from __future__ import annotations

import threading

import pytest

from backend.domain import UnreadReason
from backend.errors import Unreadable
from backend.reading.politeness import Politeness, host_of
from backend.reading.turns import Ask, OwnTurns
from tests.unit.reading.fake_time import FakeTime

PAGE = "https://paper.example/a"


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def politeness(time: FakeTime) -> Politeness:
    turns = OwnTurns(time.clock)
    return Politeness(interval=1.0, longest_delay=5.0, turns=turns, sleep=time.sleep)


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
    politeness = Politeness(interval=1.0, turns=OwnTurns(time.clock), sleep=slept.append)
    threads = [
        threading.Thread(target=politeness.wait, args=(PAGE, time.within(100))) for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(slept) == [float(turn) for turn in range(1, 20)]


def test_who_gives_way_goes_at_once_where_nobody_is_ahead(
    politeness: Politeness, time: FakeTime
) -> None:
    assert politeness.wait(PAGE, time.within(10), gives_way=True) == 0


def test_who_gives_way_is_overtaken_by_who_comes_before_its_turn(
    politeness: Politeness, time: FakeTime
) -> None:
    overtakers = ["one", "another"]

    def sleep(seconds: float) -> None:
        if overtakers:
            overtakers.pop()
            politeness.turns.reserve(host_of(PAGE), Ask(gap=1, within=60))
        time.sleep(seconds)

    politeness.wait(PAGE, time.within(10))
    politeness.sleep = sleep
    assert politeness.wait(PAGE, time.within(10), gives_way=True) == 3


def test_who_gives_way_gives_up_at_its_deadline(politeness: Politeness, time: FakeTime) -> None:
    politeness.wait(PAGE, time.within(10))
    with pytest.raises(Unreadable) as caught:
        politeness.wait(PAGE, time.within(0.5), gives_way=True)
    assert caught.value.reason is UnreadReason.TIMED_OUT
    assert time.slept == []


def test_the_host_of_an_address_leaves_out_who_asks() -> None:
    assert host_of("https://user:secret@Paper.Example:81/a") == "paper.example:81"
