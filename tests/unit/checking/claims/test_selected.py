from __future__ import annotations

import pytest

from backend.checking.claims.selected import Whole, selection
from backend.domain import QuoteSelector


@pytest.mark.parametrize(
    ("before", "exact", "after", "whole"),
    [
        ("It rained. Poland has ", "closed the border.", "", "Poland has closed the border."),
        ("It rained. Pola", "nd closed the border.", "", "Poland closed the border."),
        ("He said that ", "Poland closed it.", "", "He said that Poland closed it."),
        ("A heading ", "Poland closed it.", "", "Poland closed it."),
        ("cut off here, ", "sent soldiers.", "", "sent soldiers."),
        ("", "Poland closed the", " Border. So?", "Poland closed the Border."),
        ("", "Poland clo", "sed it. So?", "Poland closed it."),
        ("", "Poland closed it", ".” So?", "Poland closed it.”"),
        ("", "A heading", " Poland closed it.", "A heading"),
        ("", "Poland closed", " the border and then", "Poland closed"),
        ("It is over. ", "Poland closed it.", " So?", "Poland closed it."),
    ],
)
def test_half_a_sentence_is_completed_where_the_page_has_the_rest(
    before: str, exact: str, after: str, whole: str
) -> None:
    (touched,) = selection(QuoteSelector(exact, before, after)).sentences
    assert touched.text == whole


def test_a_sentence_knows_where_it_begins_in_the_highlight() -> None:
    quote = QuoteSelector("sent tanks. It rained.", "So be it. Poland has ", "")
    assert selection(quote).sentences == (
        Whole("Poland has sent tanks.", -11),
        Whole("It rained.", 12),
    )


def test_what_stands_before_is_kept_without_what_the_page_cut_there() -> None:
    quote = QuoteSelector("It rained.", "alf a word. Poland won. Spain lost. ")
    assert selection(quote).before == ("Poland won.", "Spain lost.")
