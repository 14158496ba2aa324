from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend.moderation.pace import Limit, refilled, wait_for

LIMITS = st.builds(
    Limit, st.integers(1, 1000), st.timedeltas(timedelta(seconds=1), timedelta(days=1))
)
SPANS = st.timedeltas(timedelta(days=-1), timedelta(days=2))


@given(st.floats(0, 1000), SPANS, LIMITS)
def test_a_bucket_is_never_over_full_and_time_takes_nothing(
    left: float, waited: timedelta, limit: Limit
) -> None:
    left = min(left, limit.most)
    assert left <= refilled(left, waited, limit) <= limit.most


@given(st.floats(0, 1000), LIMITS)
def test_whoever_waits_as_long_as_told_may_go_on(left: float, limit: Limit) -> None:
    wait = timedelta(seconds=wait_for(left, limit))
    # A billionth, since floats add up inexactly.
    assert refilled(min(left, limit.most), wait, limit) >= 1 - 1e-9


def test_it_fills_up_evenly() -> None:
    limit = Limit(30, timedelta(hours=1))
    assert refilled(0, timedelta(minutes=2), limit) == 1
    assert wait_for(0, limit) == 120
    assert wait_for(1, limit) == 0
