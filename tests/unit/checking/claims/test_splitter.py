from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.checking.claims import Splitter
from backend.domain import Checkability, FoundIn, Highlight, Page, QuoteSelector, Resolved
from backend.linguistics.spacy_syntax import SpacySyntax
from backend.linguistics.which_language import LangidLanguages
from tests.factories import PAGE_URL

SPLIT = Splitter(SpacySyntax(), LangidLanguages())
FRENCH = "Le président a annoncé mardi la mort de douze soldats. Personne ne le dément."


def highlight(exact: str, before: str = "", after: str = "") -> Highlight:
    page = Page(PAGE_URL, published=date(2024, 10, 23))
    return Highlight(QuoteSelector(exact, before, after), page)


def test_a_language_that_is_not_read_is_one_claim_that_says_so() -> None:
    (claim,) = SPLIT(highlight(FRENCH))
    assert claim.checkability is Checkability.OTHER_LANGUAGE
    assert claim.because == "French"
    assert (claim.checkable, claim.sought) == (True, False)


def test_a_language_that_the_judge_reads_is_taken_apart_into_sentences() -> None:
    claims = replace(SPLIT, reads=lambda language: language in {"en", "fr"})(highlight(FRENCH))
    assert [claim.checkability for claim in claims] == [Checkability.CHECKABLE] * 2


def test_an_ambiguous_claim_names_the_words_that_are_not_clear() -> None:
    (claim,) = SPLIT(highlight("He was sentenced to nine years in prison."))
    assert (claim.checkability, claim.because) == (Checkability.AMBIGUOUS, "He")
    assert (claim.checkable, claim.sought) == (True, False)


def test_a_claim_keeps_what_was_resolved_and_where_it_was_found() -> None:
    (claim,) = SPLIT(highlight("He left on Monday.", "Viktor Orbán flew to Kyiv. "))
    assert claim.text == "Viktor Orbán left on 21 October 2024."
    assert claim.quote == "He left on Monday."
    assert claim.resolved == (
        Resolved("He", "Viktor Orbán", FoundIn.BEFORE),
        Resolved("Monday", "21 October 2024", FoundIn.DATE),
    )


def test_what_was_not_selected_makes_no_claim() -> None:
    claims = SPLIT(highlight("Ukraine shot down 48", "Russia fired 60 drones, and ", " of them."))
    assert all("fired" not in claim.text for claim in claims)


@pytest.mark.parametrize(
    "exact", [" ", "?!", "…", "(", "“”", "\ud800", "\n\n", "12:30", "🙃🙃", "a"]
)
def test_what_is_no_sentence_is_taken_without_complaint(exact: str) -> None:
    for claim in SPLIT(highlight(exact, "Before. ", " After.")):
        assert exact[claim.start : claim.end] == (claim.quote or claim.text)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120), st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_taken_apart_within_its_own_characters(
    exact: str, before: str, after: str
) -> None:
    for claim in SPLIT(highlight(exact, before, after)):
        assert 0 <= claim.start <= claim.end <= len(exact)
        assert exact[claim.start : claim.end] == (claim.quote or claim.text)


_PIECES = st.sampled_from(
    """Russia said that Kyiv , and which killed 12 people with troops moving on Monday last year’s
    he they it the agency according to “ ” ; although was sent to Kursk . will ? while its
    own""".split()
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_PIECES, max_size=25).map(" ".join))
def test_any_heap_of_words_is_taken_apart_within_its_own_characters(exact: str) -> None:
    for claim in SPLIT(highlight(exact)):
        assert exact[claim.start : claim.end] == (claim.quote or claim.text)
