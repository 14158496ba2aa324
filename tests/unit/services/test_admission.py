from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.errors import Busy, TooOften
from backend.services.admission import seconds_until_room
from backend.store.engine import Sessions
from tests.backends import Backend
from tests.factories import a_highlight
from tests.fakes import FakePipeline


@given(st.integers(1, 100_000), st.integers(0, 100_000))
def test_who_is_turned_away_comes_back_neither_at_once_nor_never(too_many: int, ended: int) -> None:
    assert 5 <= seconds_until_room(too_many, ended) <= 600


def test_who_is_turned_away_comes_back_when_there_is_room_at_the_present_pace() -> None:
    assert seconds_until_room(too_many=10, ended=120) == 10
    assert seconds_until_room(too_many=10, ended=60) == 20


def test_a_full_queue_says_when_to_come_back_by_how_fast_checks_end(sessions: Sessions) -> None:
    pipeline = FakePipeline()
    pipeline.go_on.set()
    backend = Backend(sessions, pipeline, most_waiting=1)
    for number in range(4):
        backend.checks.open(a_highlight(f"Claim {number}."))
        backend.runner.run_next(f"worker {number}")
    backend.checks.open(a_highlight("This one waits."))
    with pytest.raises(Busy) as caught:
        backend.checks.open(a_highlight("No room."))
    assert caught.value.retry_after == 30


def test_one_network_opens_its_share_of_new_checks_and_others_theirs(sessions: Sessions) -> None:
    backend = Backend(sessions, a_network_an_hour=2)
    backend.checks.open(a_highlight("One."), "192.0.2.7")
    backend.checks.open(a_highlight("Two."), "192.0.2.7")
    with pytest.raises(TooOften) as caught:
        backend.checks.open(a_highlight("Three."), "192.0.2.7")
    assert 0 < caught.value.retry_after <= 3_600
    backend.checks.open(a_highlight("Three."), "192.0.2.8")


def test_what_is_known_already_is_not_counted(sessions: Sessions) -> None:
    pipeline = FakePipeline()
    pipeline.go_on.set()
    backend = Backend(sessions, pipeline, a_network_an_hour=1)
    check_id = backend.checks.open(a_highlight(), "192.0.2.7")
    assert backend.runner.run_next("worker")
    opened = {backend.checks.open(a_highlight(), "192.0.2.7") for _ in range(5)}
    assert opened == {check_id}
