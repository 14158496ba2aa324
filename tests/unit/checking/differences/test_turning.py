from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.checking.differences import in_claims_words


@pytest.mark.parametrize(
    ("claim", "passage", "read"),
    [
        (
            "The shop is open on Sundays.",
            "The shop is not closed on Sundays.",
            "The shop is open on Sundays.",
        ),
        (
            "Parliament votes on the law on Tuesday.",
            "Parliament will vote on the law on Tuesday, its speaker said.",
            "Parliament votes on the law on Tuesday, its speaker said.",
        ),
        (
            "The dam lost 300,000 litres of water.",
            "The dam lost 30,000 litres a day for about 10 days.",
            "The dam lost 300,000 litres.",
        ),
        (
            "Members pay 20 dollars a week.",
            "The weekly fee that members pay is $20.",
            "The weekly fee that members pay is 20 dollars a week.",
        ),
        (
            "The minister kept her post.",
            "The minister kept her post, although many had called on her to go.",
            "The minister kept her post.",
        ),
    ],
)
def test_another_construction_of_the_same_is_read_as_the_claim_has_it(
    claim: str, passage: str, read: str
) -> None:
    assert in_claims_words(claim, passage) == read


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The shop is not open on Sundays.", "The shop is not closed on Sundays."),
        ("The bridge was open.", "The bridge was not safe."),
        ("Parliament has never voted on Tuesday.", "Parliament will vote on Tuesday."),
        ("He votes in every election.", "He will vote in this election."),
        ("The dam lost 900,000 litres.", "The dam lost 30,000 litres a day for about 10 days."),
        ("Members pay 20 dollars a week.", "The monthly fee that members pay is $20."),
        ("Members pay 30 dollars a week.", "The weekly fee that members pay is $20."),
        ("The minister resigned.", "The minister kept her post, although many had called her out."),
    ],
)
def test_what_is_not_the_same_stays_as_it_is(claim: str, passage: str) -> None:
    assert in_claims_words(claim, passage) == passage


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_can_be_turned(claim: str, passage: str) -> None:
    assert isinstance(in_claims_words(claim, passage), str)
