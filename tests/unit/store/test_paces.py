from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from backend.moderation.pace import Limit
from backend.store.engine import Sessions
from backend.store.flag_tables import PaceRow, PaceSaltRow
from backend.store.paces import PaceStore
from tests.factories import NOW
from tests.fakes import FakeClock

TWO_AN_HOUR = Limit(2, timedelta(hours=1))


@pytest.fixture
def paces(sessions: Sessions) -> PaceStore:
    return PaceStore(sessions)


def test_who_has_had_their_share_is_told_how_long_to_wait(paces: PaceStore) -> None:
    clock = FakeClock()
    who = {"somebody": TWO_AN_HOUR}
    assert [paces.take(who, clock()) for _ in range(3)] == [0, 0, 1800]
    assert paces.take({"another": TWO_AN_HOUR}, clock()) == 0
    clock.advance(seconds=1799)
    assert paces.take(who, clock()) == 1
    clock.advance(seconds=1)
    assert paces.take(who, clock()) == 0


def test_of_several_limits_none_is_used_up_where_one_is(paces: PaceStore) -> None:
    many = Limit(100, timedelta(hours=1))
    for _ in range(50):
        paces.take({"reader": TWO_AN_HOUR, "network": many}, NOW)
    assert [paces.take({"network": many}, NOW) for _ in range(99)] == [0] * 98 + [36]


def test_many_at_once_get_no_more_than_their_share(paces: PaceStore) -> None:
    with ThreadPoolExecutor(10) as pool:
        waits = list(pool.map(lambda _: paces.take({"one": TWO_AN_HOUR}, NOW), range(20)))
    assert waits.count(0) == 2


def test_nobody_can_be_found_in_the_table_and_the_next_day_it_is_empty(
    paces: PaceStore, sessions: Sessions
) -> None:
    clock = FakeClock()
    paces.take({"192.0.2.7": TWO_AN_HOUR}, clock())
    before = everything(sessions)
    assert "192.0.2.7" not in str(before)
    clock.advance(days=1)
    paces.take({"192.0.2.7": TWO_AN_HOUR}, clock())
    after = everything(sessions)
    assert len(after) == len(before) == 2
    assert not set(after) & set(before)


def everything(sessions: Sessions) -> list[str]:
    with sessions.read() as session:
        return [*session.scalars(select(PaceRow.who)), *session.scalars(select(PaceSaltRow.salt))]
