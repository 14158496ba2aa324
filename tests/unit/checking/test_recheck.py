from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from backend.checking.recheck import STEPS, born, next_check

FIRST = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
delays = st.timedeltas(timedelta(0), timedelta(days=10))


def test_a_page_of_an_earlier_day_was_born_at_its_start() -> None:
    assert born(FIRST, date(2026, 11, 20)) == datetime(2026, 11, 20, tzinfo=UTC)


def test_a_page_of_today_or_without_a_date_is_as_old_as_its_first_check() -> None:
    for published in (None, FIRST.date(), date(2026, 11, 23)):
        assert born(FIRST, published) == FIRST


def test_a_young_matter_is_checked_often_and_then_never() -> None:
    moments = [FIRST]
    while (due := next_check(FIRST, moments[-1])) is not None:
        moments.append(due)
    assert [moment - FIRST for moment in moments[1:]] == list(STEPS)
    spans = [later - earlier for earlier, later in pairwise(moments)]
    assert spans == sorted(spans)


def test_an_old_matter_is_never_checked_again_by_itself() -> None:
    assert next_check(FIRST, FIRST + timedelta(days=7)) is None
    assert next_check(born(FIRST, date(2024, 1, 1)), FIRST) is None


@given(delays)
def test_a_check_is_never_due_before_it_was_made_nor_at_once(delay: timedelta) -> None:
    due = next_check(FIRST, FIRST + delay)
    assert due is None or due - FIRST - delay > timedelta(minutes=30)


def test_a_step_that_falls_just_after_a_check_is_passed_over() -> None:
    assert next_check(FIRST, FIRST + timedelta(minutes=45)) == FIRST + timedelta(hours=6)
