from __future__ import annotations

import pytest

from backend.checking.denials import denying_party, negations

CLAIM = "North Korea has sent 10,000 troops to Russia."


@pytest.mark.parametrize(
    ("passage", "who"),
    [
        ("The Kremlin dismissed the reports as fake.", "the Kremlin"),
        (
            "On Monday Kremlin spokesman Dmitry Peskov has repeatedly denied that troops came.",
            "Kremlin spokesman Dmitry Peskov",
        ),
        (
            "A North Korean delegate at the United Nations called the reports groundless rumours.",
            "a North Korean delegate at the United Nations",
        ),
        ("Dmitry Peskov, the Kremlin's spokesman, rejected it.", "the Kremlin's spokesman"),
        ("Analysts agree, but Moscow denies it.", "Moscow"),
    ],
)
def test_a_party_that_denies_is_named(passage: str, who: str) -> None:
    assert denying_party(CLAIM, passage) == who


@pytest.mark.parametrize(
    "passage",
    [
        "Paris denied it.",
        "Moscow has not denied it.",
        "Our reporter found no trace of them.",
        "Troops arrived in Russia.",
    ],
)
def test_nobody_denies_who_is_no_party_or_does_not_deny(passage: str) -> None:
    assert denying_party(CLAIM, passage) is None


def test_a_claim_that_tells_of_a_denial_is_not_denied_by_its_report() -> None:
    claim = "The Kremlin denied that North Korean troops were in Russia."
    assert denying_party(claim, "The Kremlin denied it.") is None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("No troops came", 1),
        ("They weren't there", 1),
        ("Not only troops came", 0),
        ("Troops came", 0),
        ("He denied it and called it fake", 2),
    ],
)
def test_negations_are_counted(text: str, count: int) -> None:
    assert negations(text) == count
