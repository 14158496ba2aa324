from __future__ import annotations

import logging
from dataclasses import dataclass, field

import pytest

from backend.domain import UnreadReason
from backend.errors import Unavailable, Unreadable
from backend.reading.sharing import (
    ALONE_SECONDS,
    LOOK_AGAIN,
    Company,
    Place,
    SharedPlaces,
    SharedTurns,
)
from backend.reading.slots import Slots
from backend.reading.turns import Ask, OwnTurns, Turn, Turns
from tests.unit.reading.fake_time import FakeTime

HOST = "paper.example"
PAGE = f"https://{HOST}/a"
SOON = Ask(gap=1, within=10)


@dataclass
class TurnsElsewhere(Turns):
    """Turns of a database that answers, or does not."""

    turns: OwnTurns
    answers: bool = True
    asked: int = 0

    def reserve(self, host: str, ask: Ask) -> Turn:
        self._answer()
        return self.turns.reserve(host, ask)

    def hold(self, host: str, seconds: float) -> None:
        self._answer()
        self.turns.hold(host, seconds)

    def _answer(self) -> None:
        self.asked += 1
        if not self.answers:
            raise Unavailable("It does not answer.")


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def elsewhere(time: FakeTime) -> TurnsElsewhere:
    return TurnsElsewhere(OwnTurns(time.clock))


@pytest.fixture
def turns(elsewhere: TurnsElsewhere, time: FakeTime) -> SharedTurns:
    return SharedTurns(elsewhere, OwnTurns(time.clock), Company(time.clock))


def test_processes_that_share_turns_take_them_one_after_the_other(
    elsewhere: TurnsElsewhere, time: FakeTime
) -> None:
    processes = [
        SharedTurns(elsewhere, OwnTurns(time.clock), Company(time.clock)) for _ in range(3)
    ]
    assert [process.reserve(HOST, SOON).pause for process in processes] == [0, 1, 2]


def test_where_the_shared_turns_do_not_answer_ones_own_are_taken(
    turns: SharedTurns, elsewhere: TurnsElsewhere
) -> None:
    elsewhere.answers = False
    assert [turns.reserve(HOST, SOON).pause for _ in range(3)] == [0, 1, 2]


def test_what_does_not_answer_is_not_asked_again_at_once(
    turns: SharedTurns, elsewhere: TurnsElsewhere, time: FakeTime
) -> None:
    elsewhere.answers = False
    for _ in range(5):
        turns.reserve(HOST, SOON)
    assert elsewhere.asked == 1
    elsewhere.answers = True
    time.now += ALONE_SECONDS
    turns.reserve(HOST, SOON)
    turns.reserve(HOST, SOON)
    assert elsewhere.asked == 3


def test_an_outage_is_logged_once_and_so_is_its_end(
    turns: SharedTurns,
    elsewhere: TurnsElsewhere,
    time: FakeTime,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    for answers in (True, False, False, True, True):
        elsewhere.answers = answers
        time.now += ALONE_SECONDS
        turns.reserve(HOST, SOON)
    gone, back = caplog.messages
    assert "does not answer" in gone
    assert "answers" in back
    assert HOST not in caplog.text


def test_a_refusal_is_an_answer(turns: SharedTurns, elsewhere: TurnsElsewhere) -> None:
    elsewhere.hold(HOST, 60)
    with pytest.raises(Unreadable):
        turns.reserve(HOST, SOON)
    assert not elsewhere.turns.reserve("other.example", SOON).pause


def test_a_host_that_asked_us_to_stay_away_is_left_alone_in_an_outage_too(
    turns: SharedTurns, elsewhere: TurnsElsewhere
) -> None:
    turns.hold(HOST, 60)
    elsewhere.answers = False
    with pytest.raises(Unreadable) as caught:
        turns.reserve(HOST, SOON)
    assert caught.value.reason is UnreadReason.SERVER_ERROR


def test_a_hold_that_cannot_be_shared_is_kept_by_oneself(
    turns: SharedTurns, elsewhere: TurnsElsewhere
) -> None:
    elsewhere.answers = False
    turns.hold(HOST, 60)
    with pytest.raises(Unreadable):
        turns.reserve(HOST, SOON)


@dataclass
class PlacesElsewhere:
    """So many places at every host, in a database that answers, or does not."""

    most: int
    answers: bool = True
    held: list[Place] = field(default_factory=list)
    lasts: list[float] = field(default_factory=list)

    def take(self, host: str, seconds: float) -> Place | None:
        self._answer()
        if sum(place.host == host for place in self.held) >= self.most:
            return None
        self.held.append(Place(host, len(self.held), "somebody"))
        self.lasts.append(seconds)
        return self.held[-1]

    def free(self, place: Place) -> None:
        self._answer()
        self.held.remove(place)

    def _answer(self) -> None:
        if not self.answers:
            raise Unavailable("It does not answer.")


def a_process(keeper: PlacesElsewhere, time: FakeTime) -> SharedPlaces:
    return SharedPlaces(keeper, Slots(), Company(time.clock), time.sleep)


def test_processes_have_no_more_places_at_a_host_than_one_would(time: FakeTime) -> None:
    keeper = PlacesElsewhere(1)
    one, other = a_process(keeper, time), a_process(keeper, time)
    with one.taken(PAGE, time.within(10)) as waited:
        assert not waited
        with pytest.raises(Unreadable) as caught, other.taken(PAGE, time.within(10)):
            pass
    assert caught.value.reason is UnreadReason.TIMED_OUT
    assert sum(time.slept) == pytest.approx(10)
    assert not keeper.held


def test_who_waits_gets_the_place_that_comes_free_and_is_told_so(time: FakeTime) -> None:
    keeper = PlacesElsewhere(1, held=[Place(HOST, 0, "another")])

    def sleep(seconds: float) -> None:
        time.sleep(seconds)
        keeper.held.clear()

    places = SharedPlaces(keeper, Slots(), Company(time.clock), sleep)
    with places.taken(PAGE, time.within(10)) as waited:
        assert waited
    assert time.slept == [LOOK_AGAIN]


def test_a_place_lasts_until_the_fetch_has_been_cut_off(time: FakeTime) -> None:
    keeper = PlacesElsewhere(1)
    with a_process(keeper, time).taken(PAGE, time.within(10)):
        assert 10 < keeper.lasts[0] < 15


def test_a_place_is_given_back_where_the_fetch_fails(time: FakeTime) -> None:
    keeper = PlacesElsewhere(1)
    with (
        pytest.raises(ValueError, match="broke"),
        a_process(keeper, time).taken(PAGE, time.within(10)),
    ):
        raise ValueError("it broke")
    assert not keeper.held


def test_where_nobody_keeps_places_ones_own_still_hold(time: FakeTime) -> None:
    places = SharedPlaces(
        PlacesElsewhere(0, answers=False), Slots(a_host=1), Company(time.clock), time.sleep
    )
    over = time.within(0)
    with places.taken(PAGE, over), pytest.raises(Unreadable), places.taken(PAGE, over):
        pass


def test_a_place_that_cannot_be_given_back_fails_no_fetch(time: FakeTime) -> None:
    keeper = PlacesElsewhere(1)
    with a_process(keeper, time).taken(PAGE, time.within(10)):
        keeper.answers = False
