from __future__ import annotations

from dataclasses import astuple, fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.deploy import capacity
from backend.deploy.capacity import MEASURED, Needed, mean_wait, needed, places_for, table, waits

README = Path(capacity.__file__).with_name("README.md")
COSTS = [one.name for one in fields(MEASURED)]


def test_the_readme_s_table_is_what_the_command_prints() -> None:
    assert table() in README.read_text("utf-8")


@pytest.mark.parametrize(
    ("places", "load", "share"),
    [(1, 0.5, 0.5), (2, 1.0, 1 / 3), (3, 2.0, 4 / 9), (5, 4.0, 0.5541), (10, 8.0, 0.4092)],
)
def test_the_share_that_waits_is_erlang_s(places: int, load: float, share: float) -> None:
    assert waits(places, load) == pytest.approx(share, abs=1e-4)


def test_the_mean_wait_is_that_of_one_place_and_of_two() -> None:
    assert mean_wait(1, 0.5, 1.0) == pytest.approx(1.0)  # as in M/M/1
    assert mean_wait(2, 1.0, 1.0) == pytest.approx(1 / 3)
    assert mean_wait(2, 2.0, 1.0) == float("inf")


@given(st.floats(0.01, 50), st.floats(0.1, 30), st.floats(0.05, 5))
def test_one_place_fewer_would_make_arrivals_wait_longer(
    rate: float, length: float, wait: float
) -> None:
    places = places_for(rate, length, wait)
    assert mean_wait(places, rate, length) <= wait
    assert places == 1 or mean_wait(places - 1, rate, length) > wait


@given(st.floats(0.01, 100), st.floats(1, 10))
def test_more_checks_never_need_less(rate: float, times: float) -> None:
    assert _no_less(needed(rate * times), needed(rate))


@given(st.sampled_from(COSTS), st.floats(1, 10))
def test_dearer_checks_never_need_less(cost: str, times: float) -> None:
    dearer = replace(MEASURED, **{cost: getattr(MEASURED, cost) * times})
    assert _no_less(needed(100, dearer), needed(100))


def _no_less(more: Needed, less: Needed) -> bool:
    pairs = zip(astuple(more), astuple(less), strict=True)
    return all(one >= other * (1 - 1e-9) for one, other in pairs)
