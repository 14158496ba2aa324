from __future__ import annotations

from datetime import date

import pytest

from backend.checking.differences.days import named_days

WRITTEN = date(2024, 10, 23)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("It opened on Monday.", date(2024, 10, 21), date(2024, 10, 21)),
        ("It will open on Monday.", date(2024, 10, 28), date(2024, 10, 28)),
        ("It opened yesterday.", date(2024, 10, 22), date(2024, 10, 22)),
        ("It opened two days ago.", date(2024, 10, 21), date(2024, 10, 21)),
        ("It opened last week.", date(2024, 10, 14), date(2024, 10, 20)),
        ("It opened last month.", date(2024, 9, 1), date(2024, 9, 30)),
        ("It opened last year.", date(2023, 1, 1), date(2023, 12, 31)),
        ("It opened in March.", date(2024, 3, 1), date(2024, 3, 31)),
        ("It opened in November.", date(2023, 11, 1), date(2023, 11, 30)),
        ("It opened on 3 May 1975.", date(1975, 5, 3), date(1975, 5, 3)),
        ("It stood there in the 1970s.", date(1970, 1, 1), date(1979, 12, 31)),
        ("It ran from 1986 to 1996.", date(1986, 1, 1), date(1996, 12, 31)),
        ("It fell in 2003/04.", date(2003, 1, 1), date(2004, 12, 31)),
    ],
)
def test_days_are_told_from_the_day_of_writing(text: str, first: date, last: date) -> None:
    (named,) = named_days(text, WRITTEN)
    assert (named.first, named.last) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "It opened, officials said on Tuesday.",
        "The film Blade Runner 2049 won.",
        "It opened again.",
        "Some 2,019 people came.",
    ],
)
def test_a_day_on_which_something_was_said_and_a_year_in_a_name_are_none(text: str) -> None:
    assert named_days(text, WRITTEN) == []


def test_a_relative_day_is_not_known_without_the_day_of_writing() -> None:
    assert named_days("It opened on Monday, two days ago.", None) == []


@pytest.mark.parametrize("written", [date.min, date.max])
def test_the_ends_of_the_calendar_end_nothing(written: date) -> None:
    named_days("It opened last week, 300 years ago, next month and in May.", written)
