from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain import UnreadReason
from backend.errors import Unreadable
from backend.reading.turns import Ahead, Ask, OwnTurns, Turn, turn_for
from tests.unit.reading.fake_time import FakeTime

HOST = "paper.example"
PAST = Ahead(-5, -5)


def test_a_turn_that_nobody_has_is_taken_at_once() -> None:
    assert turn_for(Ask(gap=1, within=0), PAST) == Turn(0, taken=True)


def test_a_turn_ahead_is_taken_and_waited_for() -> None:
    assert turn_for(Ask(gap=1, within=10), Ahead(turn=3)) == Turn(3, taken=True)


def test_who_gives_way_takes_no_turn_ahead_and_asks_again() -> None:
    asked = Ask(gap=1, within=10, gives_way=True)
    assert turn_for(asked, Ahead(turn=3)) == Turn(3, taken=False)
    assert turn_for(asked, PAST) == Turn(0, taken=True)


def test_a_hold_is_waited_for_as_a_turn_is() -> None:
    assert turn_for(Ask(gap=1, within=10), Ahead(turn=3, hold=4)) == Turn(4, taken=True)


@pytest.mark.parametrize(
    ("ahead", "reason", "retry_after"),
    [
        (Ahead(turn=10), UnreadReason.TIMED_OUT, None),
        (Ahead(turn=1, hold=10), UnreadReason.SERVER_ERROR, 10),
        (Ahead(turn=10, hold=1), UnreadReason.SERVER_ERROR, 1),
    ],
)
@pytest.mark.parametrize("gives_way", [False, True])
def test_a_turn_that_comes_too_late_is_refused(
    ahead: Ahead, reason: UnreadReason, retry_after: float | None, *, gives_way: bool
) -> None:
    with pytest.raises(Unreadable) as caught:
        turn_for(Ask(gap=1, within=10, gives_way=gives_way), ahead)
    assert caught.value.reason is reason
    assert caught.value.retry_after == retry_after


def test_hosts_of_the_past_are_forgotten() -> None:
    time = FakeTime()
    turns = OwnTurns(time.clock)
    for number in range(3000):
        turns.reserve(f"host{number}.example", Ask(gap=1, within=10))
        time.now += 2
    assert len(turns._next) < 1100


@dataclass(frozen=True, slots=True)
class Happening:
    """After `pause` seconds somebody asks for a turn or, with `hold`, is told to stay away."""

    pause: float
    ask: Ask
    hold: float | None = None


eighths = st.integers(0, 400).map(lambda n: n / 8)  # sums of which are exact
asks = st.builds(Ask, eighths, eighths, st.booleans())
happenings = st.lists(st.builds(Happening, eighths, asks, st.none() | eighths), max_size=40)


@given(happenings)
def test_turns_keep_their_distance_come_in_time_and_never_while_held(
    happened: list[Happening],
) -> None:
    time = FakeTime(now=0)
    turns = OwnTurns(time.clock)
    free_at = held_until = 0.0
    for one in happened:
        time.now += one.pause
        if one.hold is not None:
            turns.hold(HOST, one.hold)
            held_until = max(held_until, time.now + one.hold)
        comes = max(free_at, held_until, time.now)
        turn = given_turn(turns, one.ask)
        if turn is None:
            assert comes - time.now >= one.ask.within
        elif turn.taken:
            assert time.now + turn.pause == comes
            assert comes == time.now or turn.pause < one.ask.within
            free_at = comes + one.ask.gap
        else:
            assert one.ask.gives_way
            assert comes > time.now


def given_turn(turns: OwnTurns, ask: Ask) -> Turn | None:
    """The turn that is given; None where it would come too late."""
    try:
        return turns.reserve(HOST, ask)
    except Unreadable:
        return None


giving_way = st.builds(Ask, st.just(1.0), st.just(60.0), gives_way=st.just(value=True))


@given(st.lists(giving_way, max_size=30))
def test_however_many_give_way_a_reader_waits_for_one_turn_at_most(crawling: list[Ask]) -> None:
    time = FakeTime(now=0)
    turns = OwnTurns(time.clock)
    for ask in crawling:
        turns.reserve(HOST, ask)
    assert turns.reserve(HOST, Ask(gap=1, within=2)).pause <= 1
