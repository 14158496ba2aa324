from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend.archive.schedule import FIRST, LATEST, SOONEST, after_failure, after_reading

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
INTERVALS = st.none() | st.timedeltas(timedelta(seconds=1), timedelta(days=3))


def test_a_feed_that_brings_news_is_asked_more_and_more_often() -> None:
    interval = None
    for _ in range(9):
        interval = after_reading(interval, news=True, now=NOW).interval
    assert interval == SOONEST


def test_a_feed_without_news_is_asked_less_and_less_often() -> None:
    interval = None
    for _ in range(20):
        interval = after_reading(interval, news=False, now=NOW).interval
    assert interval == LATEST


def test_a_failing_feed_is_asked_half_as_often_each_time_and_keeps_its_interval() -> None:
    waits = [after_failure(FIRST, failures, NOW).at - NOW for failures in range(1, 5)]
    assert waits == [FIRST, FIRST * 2, FIRST * 4, FIRST * 8]
    assert after_failure(FIRST, 99, NOW).at == NOW + LATEST
    assert after_failure(FIRST, 99, NOW).interval == FIRST


def test_a_site_that_asks_for_patience_is_left_alone_as_long_as_it_says() -> None:
    assert after_failure(FIRST, 1, NOW, 2 * 24 * 3600).at == NOW + timedelta(days=2)
    assert after_failure(FIRST, 1, NOW, 1).at == NOW + FIRST
    assert after_failure(FIRST, 1, NOW, 1e300).at == NOW + timedelta(days=7)


@given(INTERVALS, st.booleans())
def test_every_interval_is_between_ten_minutes_and_a_day(
    interval: timedelta | None,
    news: bool,  # noqa: FBT001 (hypothesis passes it so)
) -> None:
    turn = after_reading(interval, news=news, now=NOW)
    assert SOONEST <= turn.interval <= LATEST
    assert turn.at == NOW + turn.interval


@given(INTERVALS, st.integers(1, 10_000), st.none() | st.floats(0, 1e12))
def test_a_failing_feed_is_always_asked_again(
    interval: timedelta | None, failures: int, retry_after: float | None
) -> None:
    turn = after_failure(interval, failures, NOW, retry_after)
    assert NOW < turn.at <= NOW + timedelta(days=7)
