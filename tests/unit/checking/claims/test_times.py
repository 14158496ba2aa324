from __future__ import annotations

from datetime import date

import pytest

from backend.checking.claims.times import dated
from backend.linguistics.spacy_syntax import SpacySyntax

WEDNESDAY = date(2024, 10, 23)


def put(text: str, written: date | None = WEDNESDAY) -> list[tuple[str, str]]:
    (sentence,) = SpacySyntax().parse([text])
    return [(one.resolved.words, one.text) for one in dated(sentence, written)]


@pytest.mark.parametrize(
    ("text", "words", "stands_for"),
    [
        ("It ended on Wednesday.", "Wednesday", "23 October 2024"),
        ("It ended last Wednesday.", "last Wednesday", "on 16 October 2024"),
        ("It will end on Friday.", "Friday", "25 October 2024"),
        ("It ended on Friday.", "Friday", "18 October 2024"),
        ("It begins next Monday.", "next Monday", "on 28 October 2024"),
        ("It ended last night.", "last night", "on the night of 22 October 2024"),
        ("It will end tomorrow.", "tomorrow", "on 24 October 2024"),
        ("It began last year.", "last year", "in 2023"),
        ("It began last August.", "last August", "in August 2024"),
        ("It began last December.", "last December", "in December 2023"),
        ("It began six months ago.", "six months ago", "in April 2024"),
        ("It lay there until two years ago.", "two years ago", "2022"),
        (
            "It shrank within the last week.",
            "within the last week",
            "between 16 and 23 October 2024",
        ),
        (
            "It grew in the past 12 years.",
            "in the past 12 years",
            "between October 2012 and October 2024",
        ),
        ("It began in December.", "in December", "in December 2023"),
    ],
)
def test_a_time_is_told_from_the_pages_day(text: str, words: str, stands_for: str) -> None:
    assert put(text) == [(words, stands_for)]


@pytest.mark.parametrize(
    "text",
    [
        "It ended on 3 May 2024.",
        "They met on Good Friday.",
        "It may end.",
        "Today it is a museum.",
        "They met on Tuesday 22 October 2024.",
        "It happened recently.",
        "It began a billion years ago.",
    ],
)
def test_what_no_date_says_better_is_left(text: str) -> None:
    assert put(text) == []


def test_without_the_pages_day_nothing_is_told() -> None:
    assert put("It ended yesterday, on Monday or last year.", None) == []


@pytest.mark.parametrize("written", [date.min, date.max])
def test_a_page_at_the_edge_of_the_calendar_breaks_nothing(written: date) -> None:
    assert isinstance(
        put("It ended last week, yesterday, next year or two years ago.", written), list
    )
