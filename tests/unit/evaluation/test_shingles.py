from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from backend.evaluation.shingles import Match, Score, match, score

FIVE = "one two three four five"


def test_a_text_found_whole_is_found_whole() -> None:
    assert match(FIVE, "One-two, three four five.".lower()) == Match(2, 0, 0)


def test_shingles_are_runs_of_four_words() -> None:
    assert match(FIVE, "two three four five six") == Match(1, 1, 1)


def test_a_shingle_counts_as_often_as_it_stands_there() -> None:
    assert match("a b c d", "a b c d a b c d") == Match(1, 4, 0)


def test_a_text_of_fewer_words_is_one_shingle() -> None:
    assert match("two words", "two words") == Match(1, 0, 0)
    assert match("two words", "words two") == Match(0, 1, 1)


def test_what_was_refused_costs_recall_and_no_precision() -> None:
    got = score([match(FIVE, FIVE), match(FIVE, "")])
    assert got == Score(f1=2 / 3, precision=1.0, recall=0.5)


def test_nothing_scores_nothing() -> None:
    assert score([]) == Score(0.0, 0.0, 0.0)


@given(st.text(), st.text())
def test_shares_are_shares(true: str, found: str) -> None:
    matched = match(true, found)
    assert all(each is None or 0 <= each <= 1 for each in (matched.precision, matched.recall))


@given(st.text(), st.text())
def test_precision_one_way_is_recall_the_other(true: str, found: str) -> None:
    assert match(true, found).precision == match(found, true).recall
