from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.checking.claims import by_sentence as split
from backend.checking.claims import checkability
from backend.domain import Checkability
from tests.factories import a_highlight


def test_each_sentence_of_a_highlight_is_a_claim_tied_to_its_characters() -> None:
    exact = "The summit was in Kazan. Who came?"
    claims = split(a_highlight(exact))
    assert [claim.text for claim in claims] == ["The summit was in Kazan.", "Who came?"]
    assert [exact[claim.start : claim.end] for claim in claims] == [c.text for c in claims]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("North Korea sent 1,500 soldiers to Vladivostok.", Checkability.CHECKABLE),
        ("He will be remembered as a general.", Checkability.PREDICTION),
        ("It is likely that more soldiers follow.", Checkability.PREDICTION),
        ("We can expect more North Korean soldiers to be deployed.", Checkability.PREDICTION),
        ("Were soldiers sent to Kursk?", Checkability.QUESTION),
        ("“Were soldiers sent?”", Checkability.QUESTION),
        ("Europe should stop pretending.", Checkability.ADVICE),
        ("It seems entirely logical for Russia to involve its allies.", Checkability.OPINION),
        ("I think that the photo is telling.", Checkability.OPINION),
        ("The silence of the West is shameful.", Checkability.OPINION),
        ("The ministry said the plane should have landed at noon.", Checkability.CHECKABLE),
        ("A clear majority voted for the treaty.", Checkability.CHECKABLE),
        ("The will was read on Monday.", Checkability.CHECKABLE),
    ],
)
def test_a_sentence_is_what_its_clearest_mark_says(sentence: str, kind: Checkability) -> None:
    assert checkability(sentence) is kind


@given(st.text(max_size=200))
def test_a_claim_is_word_for_word_what_was_highlighted(exact: str) -> None:
    for claim in split(a_highlight(exact)):
        assert exact[claim.start : claim.end] == claim.text
