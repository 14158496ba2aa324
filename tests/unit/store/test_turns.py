from __future__ import annotations

import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from backend.domain import UnreadReason
from backend.errors import Unavailable, Unreadable
from backend.reading.turns import LONGEST_HOLD, Ask, OwnTurns, Turn, Turns
from backend.store.engine import Sessions, make_engine, make_sessions
from backend.store.places import StoredPlaces
from backend.store.turn_sweep import sweep
from backend.store.turn_tables import HostPlaceRow, HostTurnRow
from backend.store.turns import StoredTurns
from tests.fakes import FakeClock
from tests.unit.store.standing_time import StandingTime

HOST = "paper.example"
SOON = Ask(gap=1, within=10)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def turns(sessions: Sessions, clock: FakeClock) -> StoredTurns:
    return StoredTurns(sessions, StandingTime(clock))


def pauses(turns: StoredTurns, *asks: Ask, host: str = HOST) -> Sequence[float]:
    return [turns.reserve(host, ask).pause for ask in asks]


def test_turns_follow_each_other_and_each_host_has_its_own(turns: StoredTurns) -> None:
    assert pauses(turns, SOON, SOON, SOON) == [0, 1, 2]
    assert pauses(turns, SOON, host="other.example") == [0]


def test_a_longer_gap_keeps_the_next_away_for_longer(turns: StoredTurns) -> None:
    assert pauses(turns, Ask(gap=5, within=10), SOON, SOON) == [0, 5, 6]


def test_time_that_goes_by_brings_the_turn(turns: StoredTurns, clock: FakeClock) -> None:
    pauses(turns, SOON)
    clock.advance(seconds=0.25)
    assert pauses(turns, SOON) == [0.75]
    clock.advance(seconds=60)
    assert pauses(turns, SOON) == [0]


def test_a_turn_that_comes_too_late_is_refused_and_stays_free(turns: StoredTurns) -> None:
    pauses(turns, SOON)
    for _ in range(3):
        with pytest.raises(Unreadable) as caught:
            turns.reserve(HOST, Ask(gap=1, within=0.5))
        assert caught.value.reason is UnreadReason.TIMED_OUT
    assert pauses(turns, SOON) == [1]


def test_who_gives_way_takes_no_turn_ahead(turns: StoredTurns) -> None:
    patient = Ask(gap=1, within=60, gives_way=True)
    assert turns.reserve(HOST, patient) == Turn(0, taken=True)
    assert turns.reserve(HOST, patient) == Turn(1, taken=False)
    assert pauses(turns, SOON) == [1]


def test_a_host_that_asked_for_time_is_left_alone_by_all(
    turns: StoredTurns, sessions: Sessions, clock: FakeClock
) -> None:
    turns.hold(HOST, 120)
    turns.hold(HOST, 5)
    another = StoredTurns(sessions, StandingTime(clock))
    with pytest.raises(Unreadable) as caught:
        another.reserve(HOST, SOON)
    assert caught.value.reason is UnreadReason.SERVER_ERROR
    clock.advance(seconds=115)
    assert pauses(another, SOON) == [5]


def test_turns_are_given_once_each_to_many_at_once(sessions: Sessions, clock: FakeClock) -> None:
    processes = [StoredTurns(sessions, StandingTime(clock)) for _ in range(8)]
    with ThreadPoolExecutor(len(processes)) as pool:
        asked = [pool.submit(each.reserve, HOST, Ask(1, 60)) for each in processes * 3]
    assert sorted(turn.result().pause for turn in asked) == list(range(24))


def test_the_databases_own_clock_goes_on(sessions: Sessions) -> None:
    turns = StoredTurns(sessions)
    first, second = pauses(turns, Ask(gap=100, within=200), Ask(gap=100, within=200))
    assert first == 0
    assert 0 < second <= 100


def test_a_clock_set_back_keeps_nobody_waiting_for_it(turns: StoredTurns, clock: FakeClock) -> None:
    pauses(turns, SOON)
    turns.hold(HOST, LONGEST_HOLD)
    clock.advance(days=-1)
    assert pauses(turns, SOON, SOON) == [0, 1]


def test_what_is_past_is_deleted_and_nothing_else(
    turns: StoredTurns, sessions: Sessions, clock: FakeClock
) -> None:
    places = StoredPlaces(sessions, 2, StandingTime(clock))
    for number in range(20):
        pauses(turns, SOON, host=f"{number}.example")
        places.take(f"{number}.example", 5)
    turns.hold("held.example", 120)
    clock.advance(seconds=10)
    pauses(turns, SOON)
    places.take(HOST, 5)
    with sessions.write() as session:
        sweep(session.connection(), StandingTime(clock)(""))
        assert set(session.scalars(select(HostTurnRow.host))) == {HOST, "held.example"}
        assert set(session.scalars(select(HostPlaceRow.host))) == {HOST}


def test_rows_go_while_turns_are_taken(
    turns: StoredTurns, sessions: Sessions, clock: FakeClock
) -> None:
    pauses(turns, SOON)
    clock.advance(seconds=60)
    turns._sweep_at = 0
    pauses(turns, SOON, host="other.example")
    with sessions.read() as session:
        assert list(session.scalars(select(HostTurnRow.host))) == ["other.example"]


def test_a_database_out_of_reach_is_told_as_such() -> None:
    turns = StoredTurns(make_sessions(make_engine("postgresql://127.0.0.1:1/test")))
    with pytest.raises(Unavailable):
        turns.reserve(HOST, SOON)
    with pytest.raises(Unavailable):
        turns.hold(HOST, 1)


def test_rows_give_the_turns_that_memory_gives(turns: StoredTurns, clock: FakeClock) -> None:
    own = OwnTurns(lambda: clock().timestamp())
    chance = random.Random(20261130)  # noqa: S311 - made-up happenings, no secret
    for _ in range(200):
        clock.advance(seconds=chance.randrange(24) / 8)
        if chance.random() < 0.1:
            seconds = chance.randrange(80) / 8
            own.hold(HOST, seconds)
            turns.hold(HOST, seconds)
        ask = Ask(chance.randrange(24) / 8, chance.randrange(80) / 8, chance.random() < 0.5)
        assert given(turns, ask) == given(own, ask)


def given(turns: Turns, ask: Ask) -> Turn | UnreadReason:
    try:
        return turns.reserve(HOST, ask)
    except Unreadable as refused:
        return refused.reason
