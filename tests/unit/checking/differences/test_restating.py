from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from backend.checking.differences import in_claims_words
from tests.unit.checking.differences.test_properties import ANY_TEXT, WORDY


@pytest.mark.parametrize(
    ("claim", "passage", "restated"),
    [
        (
            "Three quarters of the reef is bleached.",
            "About 75 percent of the reef is bleached.",
            "Three quarters of the reef is bleached.",
        ),
        (
            "It was 40°C in Seville.",
            "In Seville it was 104 degrees Fahrenheit.",
            "In Seville it was 40°C.",
        ),
        (
            "The talks lasted an hour and a half.",
            "The talks went on for 90 minutes.",
            "The talks went on for an hour and a half.",
        ),
        (
            "Norway pledged 500 million kroner.",
            "Norway promised half a billion kroner.",
            "Norway promised 500 million kroner.",
        ),
        (
            "The player was sold for 60 million euros.",
            "The player was sold for about 52 million pounds.",
            "The player was sold for 60 million euros.",
        ),
        (
            "The Kremlin rejected the plan.",
            "Moscow rejected the plan.",
            "Kremlin rejected the plan.",
        ),
        (
            "The WMO warned of floods.",
            "The World Meteorological Organization warned of floods.",
            "The WMO warned of floods.",
        ),
        ("The summit opened in Russia.", "It opened in Kazan.", "It opened in Kazan, Russia."),
        (
            "The curfew was lifted yesterday.",
            "The curfew was lifted on 12 May 2025.",
            "The curfew was lifted on yesterday.",
        ),
        (
            "The volcano erupted on Sunday.",
            "Officials said on Monday that the volcano had erupted.",
            "Officials said on Sunday that the volcano had erupted.",
        ),
        (
            "Harvesters have been on strike in Odense since 12 May 2025.",
            "A strike of harvesters began in Odense on Monday, the union said on Tuesday.",
            "A strike of harvesters began in Odense on 12 May 2025, the union said on Tuesday.",
        ),
    ],
)
def test_what_is_the_same_is_put_in_the_claims_words(
    claim: str, passage: str, restated: str
) -> None:
    days = date(2025, 5, 13), date(2025, 5, 13)
    assert in_claims_words(claim, passage, *days) == restated


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Three quarters of the reef is bleached.", "About 40 percent of the reef is bleached."),
        ("The summit opened in Russia.", "The summit opened in Berlin."),
        ("The Kremlin rejected the plan.", "A protest in Moscow rejected the plan."),
        ("The curfew was lifted yesterday.", "The curfew was lifted on 2 May 2025."),
        ("The player was sold for 60 million euros.", "The player was sold for 9 million pounds."),
        ("Forty seals were counted.", "The museum sold 40 cakes."),
    ],
)
def test_what_differs_stays_as_it_stands(claim: str, passage: str) -> None:
    assert in_claims_words(claim, passage, date(2025, 5, 13), date(2025, 5, 13)) == passage


@pytest.mark.parametrize(
    "text",
    [
        "À0:À",
        "The AB met A B and AB.",
        "The UN, the United Nations.",
        "It is not denied: confirmed.",
    ],
)
def test_a_text_in_its_own_words_stays_as_it_stands(text: str) -> None:
    assert in_claims_words(text, text) == text


@given(WORDY | ANY_TEXT, WORDY | ANY_TEXT)
def test_any_two_texts_can_be_asked(claim: str, passage: str) -> None:
    restated = in_claims_words(claim, passage, date(2024, 5, 1), date(2024, 5, 3))
    assert in_claims_words(passage, passage) == passage
    assert isinstance(restated, str)
