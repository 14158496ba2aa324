from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from backend.evaluation.days import day_by_hand, days_declared, is_day, read_by_hand

DAY = date(2019, 11, 18)


@pytest.mark.parametrize(
    "markup",
    [
        '{"datePublished": "2019-11-18T10:00:00Z"}',
        '{"datePublished":"2019-11-18"}',
        '<meta property="article:published_time" content="2019-11-18T10:00:00Z">',
        '<time itemprop="datePublished" datetime="2019-11-18">',
    ],
)
def test_a_day_is_found_by_its_name_alone(markup: str) -> None:
    assert days_declared(markup) == {DAY}


@pytest.mark.parametrize(
    "markup", ["", "2019-11-18", '{"datePublished": "2019-13-18"}', '"datePublished":"0001-01-01"']
)
def test_what_is_no_day_is_not_found(markup: str) -> None:
    assert not days_declared(markup)


@pytest.mark.parametrize(
    ("moment", "right"),
    [
        (datetime(2019, 11, 18, tzinfo=UTC), True),
        (datetime(2019, 11, 19, tzinfo=UTC), False),
        (datetime(2019, 11, 19, 7, tzinfo=UTC), True),
        (datetime(2019, 11, 19, 13, tzinfo=UTC), False),
        (datetime(2019, 11, 17, 11, tzinfo=UTC), True),
        (datetime(2019, 11, 17, 9, tzinfo=UTC), False),
        (None, False),
    ],
)
def test_a_moment_is_right_if_it_was_that_day_somewhere(
    moment: datetime | None, *, right: bool
) -> None:
    assert is_day(moment, DAY) is right


def test_the_table_made_by_hand_can_be_read() -> None:
    table = read_by_hand()
    assert len(table) > 100
    assert day_by_hand("042bb7b5fedab6eac7db", table) == date(2019, 11, 19)
    assert day_by_hand("nothing", table) is None
