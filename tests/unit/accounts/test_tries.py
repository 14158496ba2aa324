from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.accounts.tries import Tried, by_name, by_network
from tests.factories import NOW


@pytest.mark.parametrize(
    ("failed", "minutes"), [(4, 0), (5, 1), (6, 2), (7, 4), (8, 8), (9, 15), (500, 15)]
)
def test_after_five_that_failed_one_waits_longer_and_longer(failed: int, minutes: int) -> None:
    opens = by_name("ann").opens_at(Tried(failed, NOW), NOW)
    assert opens == (NOW + timedelta(minutes=minutes) if minutes else None)


def test_a_wait_that_is_over_and_a_day_without_a_try_let_one_try_again() -> None:
    tried = Tried(5, NOW)
    assert by_name("ann").opens_at(tried, NOW + timedelta(minutes=1)) is None
    assert by_name("ann").opens_at(Tried(900, NOW), NOW + timedelta(days=1)) is None
    assert by_name("ann").opens_at(None, NOW) is None


def test_a_network_may_fail_more_often_than_a_name() -> None:
    assert by_network("192.0.2.7").opens_at(Tried(19, NOW), NOW) is None
    assert by_network("192.0.2.7").opens_at(Tried(20, NOW), NOW)


def test_a_name_is_never_counted_as_a_network() -> None:
    assert by_name("192.0.2.7").key != by_network("192.0.2.7").key


@given(st.integers(0, 2**64 - 1), st.integers(0, 2**64 - 1))
def test_one_network_of_ipv6_is_one_however_its_addresses_change(one: int, other: int) -> None:
    low, high = f"2001:db8::{one:x}"[:14], f"2001:db8::{other & 0xFFFF:x}"
    assert by_network(low).key == by_network(high).key
    assert by_network("2001:db8:0:1::1").key != by_network(high).key
