from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.checking.document import highlight_document
from backend.checking.highlights import EXACT_LIMIT
from backend.errors import BadHighlight
from backend.web.pasting import (
    BadDate,
    Pasted,
    highlight_of,
    pasted,
    same_highlight,
    surroundings,
)
from tests.unit.web import newsroom

OWN = "http://localhost/try"


def test_line_ends_of_forms_become_plain_ones_and_outer_space_is_dropped() -> None:
    words = pasted({"claim": "  One line.\r\nAnother.\r\n", "page": " https://a.example/ "})
    assert words == Pasted("One line.\nAnother.", "https://a.example/")


def test_a_claim_without_a_page_stands_on_the_forms_own_page() -> None:
    highlight = highlight_of(Pasted("A claim."), OWN)
    assert highlight.page.url == OWN


def test_the_pages_address_and_date_are_kept() -> None:
    highlight = highlight_of(Pasted("A claim.", "https://a.example/", "2026-11-20"), OWN)
    assert (highlight.page.url, highlight.page.published) == (
        "https://a.example/",
        date(2026, 11, 20),
    )


def test_a_date_in_another_form_is_refused_with_an_example() -> None:
    with pytest.raises(BadDate, match="for example 2026-11-22"):
        highlight_of(Pasted("A claim.", published="20.11.2026"), OWN)


@pytest.mark.parametrize(
    ("claim", "told"),
    [("", "Paste or type the claim"), ("x" * (EXACT_LIMIT + 1), "at most 5,000")],
)
def test_an_empty_or_overlong_claim_is_refused_in_the_forms_words(claim: str, told: str) -> None:
    with pytest.raises(BadHighlight, match=told):
        highlight_of(Pasted(claim), OWN)


def test_context_that_holds_the_claim_is_split_around_it() -> None:
    assert surroundings("B", "A B C") == ("A ", " C")


def test_context_without_the_claim_goes_before_it() -> None:
    assert surroundings("B", "A") == ("A ", "")
    assert surroundings("B", "") == ("", "")


@given(st.text(min_size=1), st.text(), st.text())
def test_no_context_is_lost(claim: str, before: str, after: str) -> None:
    prefix, suffix = surroundings(claim, before + claim + after)
    assert prefix + claim + suffix == before + claim + after


def test_a_notes_highlight_can_be_checked_again_as_it_was() -> None:
    highlight = newsroom.highlight(newsroom.LEFT, around=("Before. ", " After."))
    assert same_highlight(highlight_document(highlight)) == highlight
