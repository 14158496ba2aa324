from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from backend.errors import Unavailable
from backend.store.engine import Sessions, make_engine, make_sessions
from backend.store.places import StoredPlaces
from backend.store.turn_tables import HostPlaceRow
from tests.fakes import FakeClock
from tests.unit.store.standing_time import StandingTime

HOST = "paper.example"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def places(sessions: Sessions, clock: FakeClock) -> StoredPlaces:
    return StoredPlaces(sessions, 2, StandingTime(clock))


def test_a_host_has_so_many_places_and_another_its_own(places: StoredPlaces) -> None:
    assert places.take(HOST, 10)
    assert places.take(HOST, 10)
    assert places.take(HOST, 10) is None
    assert places.take("other.example", 10)


def test_a_place_given_back_is_free_and_leaves_nothing_behind(
    places: StoredPlaces, sessions: Sessions
) -> None:
    one, other = places.take(HOST, 10), places.take(HOST, 10)
    assert one
    assert other
    places.free(one)
    again = places.take(HOST, 10)
    assert again
    assert again.number == one.number
    places.free(other)
    places.free(again)
    with sessions.read() as session:
        assert session.scalar(select(func.count()).select_from(HostPlaceRow)) == 0


def test_the_place_of_a_dead_process_is_free_when_its_time_is_over(
    places: StoredPlaces, clock: FakeClock
) -> None:
    dead = places.take(HOST, 10)
    places.take(HOST, 20)
    clock.advance(seconds=10)
    taken = places.take(HOST, 10)
    assert dead
    assert taken
    assert taken.number == dead.number
    assert places.take(HOST, 10) is None


def test_who_comes_too_late_gives_nobody_elses_place_back(
    places: StoredPlaces, clock: FakeClock
) -> None:
    late = places.take(HOST, 10)
    places.take(HOST, 60)
    clock.advance(seconds=11)
    places.take(HOST, 60)
    assert late
    places.free(late)
    assert places.take(HOST, 10) is None


def test_many_at_once_get_no_more_places_than_there_are(
    sessions: Sessions, clock: FakeClock
) -> None:
    processes = [StoredPlaces(sessions, 3, StandingTime(clock)) for _ in range(8)]
    with ThreadPoolExecutor(len(processes)) as pool:
        asked = [pool.submit(each.take, HOST, 10) for each in processes * 3]
    taken = [place.number for future in asked if (place := future.result())]
    assert sorted(taken) == [0, 1, 2]


def test_a_clock_set_back_keeps_no_place_taken(places: StoredPlaces, clock: FakeClock) -> None:
    places.take(HOST, 10)
    places.take(HOST, 10)
    clock.advance(days=-1)
    assert places.take(HOST, 10)


def test_a_database_out_of_reach_is_told_as_such() -> None:
    places = StoredPlaces(make_sessions(make_engine("postgresql://127.0.0.1:1/test")), 2)
    with pytest.raises(Unavailable):
        places.take(HOST, 10)
