from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.checking.differences.numbers import number_differences
from backend.checking.hedges import Hedge
from backend.checking.numbers import quantities


@pytest.mark.parametrize(
    ("text", "value", "hedge"),
    [
        ("10,000 troops", 10_000, Hedge.EXACT),
        ("approximately 10,000 troops", 10_000, Hedge.ABOUT),
        ("twelve thousand soldiers", 12_000, Hedge.EXACT),
        ("at least 1.5 million people", 1_500_000, Hedge.AT_LEAST),
        ("up to 40k recruits", 40_000, Hedge.AT_MOST),
        ("forty-two ships", 42, Hedge.EXACT),
        ("65 percent of voters", 65, Hedge.EXACT),
        ("65% of voters", 65, Hedge.EXACT),
        ("a dozen planes", 12, Hedge.EXACT),
    ],
)
def test_a_number_has_its_value_and_its_hedge(text: str, value: float, hedge: Hedge) -> None:
    (quantity,) = quantities(text)
    assert (quantity.value, quantity.hedge) == (value, hedge)


@pytest.mark.parametrize(
    "text",
    ["in 2024 troops came", "on 21 October soldiers came", "October 21 soldiers", "at 10:30 men"],
)
def test_years_days_and_times_count_nothing(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("10,000 troops went", "12,000 soldiers went"),
        ("approximately 10,000 troops", "some 12,000 North Korean troops"),
        ("10,000 troops", "as many as 100,000 troops"),
        ("more than 3,000 men", "1,500 men"),
        ("fewer than 20 ships", "35 ships"),
        ("40% of voters", "about 60 percent of voters"),
    ],
)
def test_another_count_of_the_same_thing_is_a_difference(claim: str, passage: str) -> None:
    (difference,) = number_differences(claim, passage)
    assert difference.claim in claim
    assert difference.report in passage


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("approximately 10,000 troops", "10,500 soldiers"),
        ("10,000 troops", "ten thousand troops"),
        ("more than 9,000 troops", "12,000 troops"),
        ("up to 12,000 troops", "10,000 troops"),
        ("10,000 troops", "3,000 ships and 10,000 troops"),
        ("10,000 troops", "12 ships"),
        ("10,000 troops", "troops"),
    ],
)
def test_no_difference_where_the_counts_agree_or_count_other_things(
    claim: str, passage: str
) -> None:
    assert number_differences(claim, passage) == ()


@given(st.integers(2_200, 10**7))
def test_a_number_never_differs_from_itself_however_it_is_written(number: int) -> None:
    assert number_differences(f"{number:,} troops", f"{number} soldiers") == ()


@given(st.integers(2_200, 10**7), st.integers(2, 50))
def test_a_multiple_of_a_number_always_differs(number: int, factor: int) -> None:
    assert number_differences(f"about {number} troops", f"about {number * factor} troops")


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_two_texts_can_be_compared(claim: str, passage: str) -> None:
    for difference in number_differences(claim, passage):
        assert difference.claim in claim
        assert difference.report in passage
