from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.checking.dates import EARLIER, LATER, dates, window, without_dates

PAGE = date(2024, 11, 2)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("It fell on 21 October 2024.", date(2024, 10, 21), date(2024, 10, 21)),
        ("It fell on October 21st, 2024.", date(2024, 10, 21), date(2024, 10, 21)),
        ("It fell on Oct. 21, 2024, at noon.", date(2024, 10, 21), date(2024, 10, 21)),
        ("It fell on 2024-10-21.", date(2024, 10, 21), date(2024, 10, 21)),
        ("It fell in October 2024.", date(2024, 10, 1), date(2024, 10, 31)),
        ("It fell on 31 February 2024.", date(2024, 2, 1), date(2024, 2, 29)),
        ("It fell in 2023.", date(2023, 1, 1), date(2023, 12, 31)),
        ("It fell on 7 October.", date(2024, 10, 7), date(2024, 10, 7)),
        ("It fell in October.", date(2024, 10, 1), date(2024, 10, 31)),
        ("It fell in December.", date(2023, 12, 1), date(2023, 12, 31)),
        ("It fell on 29 February.", date(2024, 2, 29), date(2024, 2, 29)),
    ],
)
def test_a_date_is_read_as_the_days_that_it_spans(text: str, first: date, last: date) -> None:
    assert [(one.first, one.last) for one in dates(text, PAGE)] == [(first, last)]


@pytest.mark.parametrize(
    "text",
    [
        "Theresa May resigned.",
        "The October 7 attack killed people.",
        "It may march on.",
        "It cost 2,024 euros, 2024 in all.",
        "An in-May-be thing, in Maya.",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert dates(text, PAGE) == []


def test_a_date_without_a_year_bounds_nothing_where_nobody_knows_when_it_was_written() -> None:
    assert window("It fell in October.") == (None, None)
    assert without_dates("It fell in October in Kazan.") == "It fell ;  in Kazan."


def test_reports_are_expected_from_the_day_before_the_date_until_a_while_after_the_page() -> None:
    since, until = window("It fell on 21 October 2024.", PAGE)
    assert (since, until) == (date(2024, 10, 20), PAGE + LATER)


def test_a_claim_without_a_date_is_expected_around_its_page() -> None:
    assert window("It fell.", PAGE) == (PAGE - EARLIER, PAGE + LATER)


def test_a_claim_on_a_page_without_a_date_is_bounded_by_its_own_dates_alone() -> None:
    assert window("It fell in June 2021.") == (date(2021, 5, 31), date(2021, 6, 30) + LATER)
    assert window("It fell.", today=PAGE) == (None, None)


def test_nobody_is_expected_to_report_from_the_future() -> None:
    assert window("It opens in May 2030.", PAGE) == (PAGE - EARLIER, PAGE + LATER)
    assert window("It opens in May 2030.", today=PAGE) == (None, None)


@given(st.text(max_size=200), st.none() | st.dates(), st.none() | st.dates())
def test_a_window_is_never_upside_down(
    text: str, published: date | None, today: date | None
) -> None:
    since, until = window(text, published, today)
    assert since is None or until is None or since <= until


@given(
    st.dates(date(1950, 1, 2), date(2090, 1, 1)),
    st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d"]),
)
def test_every_written_day_is_found_again(day: date, form: str) -> None:
    text = f"It fell on {day.strftime(form)} in Kazan."
    assert [(one.first, one.last) for one in dates(text)] == [(day, day)]
    assert "Kazan" in without_dates(text)
    assert window(text)[0] == day - timedelta(days=1)
