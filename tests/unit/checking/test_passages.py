from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from backend.checking.passages import best_passages, overlap
from tests.factories import a_claim, a_report

TEXT = (
    "The weather was mild. Seoul said North Korea sent 10,000 troops to Russia. It gave no date.\n"
    "Elsewhere, a bridge was opened."
)


def test_the_nearest_passage_is_the_sentence_that_says_it() -> None:
    (best,) = best_passages(a_claim(), a_report(TEXT), 1)
    assert best.text == "Seoul said North Korea sent 10,000 troops to Russia."


def test_two_sentences_stand_together_when_they_say_it_together() -> None:
    report = a_report("North Korea sent men. The troops went to Russia. Nothing else happened.")
    (best,) = best_passages(a_claim("North Korea sent troops to Russia."), report, 1)
    assert best.text == "North Korea sent men. The troops went to Russia."


def test_passages_that_share_no_word_are_left_out() -> None:
    assert best_passages(a_claim(), a_report("A bridge was opened."), 3) == []


def test_overlap_is_the_share_of_the_claims_words() -> None:
    assert overlap("Troops reached Kursk", "Kursk saw troops") == 2 / 3
    assert overlap("of the", "of the") == 0


@given(st.text(max_size=400), st.text(max_size=80))
def test_passages_are_word_for_word_and_do_not_overlap(text: str, claim: str) -> None:
    chosen = best_passages(a_claim(claim), a_report(text), 3)
    assert all(passage.text in text for passage in chosen)
    ordered = sorted(chosen, key=lambda passage: passage.start)
    assert all(one.end <= other.start for one, other in pairwise(ordered))
