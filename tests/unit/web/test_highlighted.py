from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from backend.checking.document import Document, note_document
from backend.web.highlighted import NotChecked, Part, not_checked, parts
from tests.unit.web import newsroom


def document(exact: str, *claims: tuple[int, int]) -> Document:
    return {
        "highlight": {"exact": exact},
        "claims": [
            {"start": start, "end": end, "checkable": True, "reason": None} for start, end in claims
        ],
        "evidence": [],
    }


def test_what_differs_and_what_was_not_checked_is_told_apart_in_the_highlight() -> None:
    shown = parts(note_document(newsroom.rich_note()))
    assert Part("10,000", differs=True) in shown
    assert Part(newsroom.CRUEL, checked=False) in shown
    assert "".join(part.text for part in shown) == newsroom.rich_note().highlight.quote.exact


def test_a_claim_without_a_verdict_is_listed_with_its_kind() -> None:
    assert not_checked(note_document(newsroom.rich_note())) == (
        NotChecked(newsroom.CRUEL, "No verdict: opinion"),
    )


def test_words_that_no_claim_holds_are_listed_too() -> None:
    exact = "The depot burned, as everybody in town knows, and many left."
    left_out = not_checked(document(exact, (0, 16), (46, 60)))
    assert [each.text for each in left_out] == [", as everybody in town knows,"]


def test_a_word_or_two_between_claims_are_not_missed() -> None:
    assert not_checked(document("It burned, and then many left.", (0, 9), (20, 30))) == ()


@given(
    st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4)
)
def test_parts_joined_are_the_highlight_again(exact: str, claims: list[tuple[int, int]]) -> None:
    within = [(min(pair), max(pair)) for pair in claims if max(pair) <= len(exact)]
    assert "".join(part.text for part in parts(document(exact, *within))) == exact
