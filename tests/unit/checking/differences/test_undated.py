"""The day of what a report tells without naming one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.checking.differences import in_claims_words
from tests.unit.checking.differences.test_properties import ANY_TEXT

MONDAY = date(2025, 3, 10)
CLAIM = "Norway has been hosting the fishery talks in Bodo since Monday."
PASSAGE = "The fishery talks that Norway is hosting in Bodo fill every hotel."


@pytest.mark.parametrize(
    ("claim", "claimed_on", "read"),
    [
        (CLAIM, None, f"Since Monday, {PASSAGE}"),
        (CLAIM, date(2025, 3, 13), f"Since Monday, {PASSAGE}"),
        (CLAIM.replace("Monday", "10 March 2025"), None, f"Since 10 March 2025, {PASSAGE}"),
        ("Fishery talks opened in Bodo, Norway on Monday.", None, f"On Monday, {PASSAGE}"),
    ],
)
def test_a_fresh_report_that_names_no_day_is_read_with_the_claims(
    claim: str, claimed_on: date | None, read: str
) -> None:
    assert in_claims_words(claim, PASSAGE, claimed_on, date(2025, 3, 11)) == read


def test_the_day_is_put_before_the_sentence_that_is_nearest_to_the_claim() -> None:
    text = f"It rains. {PASSAGE} Whales were seen."
    read = f"It rains. Since Monday, {PASSAGE} Whales were seen."
    assert in_claims_words(CLAIM, text, None, MONDAY) == read


def test_a_sentence_whose_first_word_is_restated_too_keeps_both() -> None:
    claim = "Russia has been hosting the fishery talks in Murmansk since Monday."
    passage = "Moscow is hosting the fishery talks in Murmansk."
    read = "Since Monday, Russia is hosting the fishery talks in Murmansk."
    assert in_claims_words(claim, passage, None, MONDAY) == read


@pytest.mark.parametrize(
    "passage",
    [
        "Norway has been hosting the fishery talks in Bodo for three weeks.",
        "Norway hosted the fishery talks in Bodo two years ago.",
        "Norway will be hosting the fishery talks in Bodo.",
        "Norway has been hosting the fishery talks in Bodo since Sunday.",
        "Norway used to be hosting the fishery talks in Bodo.",
        "Is Norway hosting the fishery talks in Bodo?",
        "Norway sells fish.",
    ],
)
def test_what_says_when_looks_elsewhere_or_is_another_matter_gets_no_day(passage: str) -> None:
    assert in_claims_words(CLAIM, passage, None, date(2025, 3, 11)) == passage


@pytest.mark.parametrize(
    ("claim", "claimed_on", "reported_on"),
    [
        (CLAIM, None, None),  # nobody knows how fresh the report is
        (CLAIM, date(2025, 3, 11), date(2025, 3, 13)),  # three days later
        (CLAIM, date(2025, 3, 11), date(2025, 3, 9)),  # before that day
        (CLAIM.replace("Monday", "yesterday"), None, MONDAY),  # whose yesterday?
        (CLAIM.replace("since", "until"), None, MONDAY),
        (CLAIM.replace("since Monday", "since March 2025"), None, MONDAY),
        (CLAIM.replace("since Monday", "from Saturday to Monday"), None, MONDAY),
    ],
)
def test_a_day_that_the_report_need_not_mean_is_not_put_in(
    claim: str, claimed_on: date | None, reported_on: date | None
) -> None:
    assert in_claims_words(claim, PASSAGE, claimed_on, reported_on) == PASSAGE


@given(ANY_TEXT, st.dates(), st.none() | st.dates())
def test_any_text_on_any_day_can_be_read(
    passage: str, reported_on: date, claimed_on: date | None
) -> None:
    assert isinstance(in_claims_words(CLAIM, passage, claimed_on, reported_on), str)
