"""The table of hand-written cases, by the rules alone and with a judge that has no opinion."""

from __future__ import annotations

import pytest

from backend.checking.differences import compare, ruled
from backend.domain import Judgement
from tests.difference_cases import BEYOND, Case, load

CASES = load()
FRESH = [case for case in load("fresh") if case.claim not in BEYOND]
LEANING = Judgement(0.6, 0.2, 0.2)
"""A judge that takes what is near for support, as judges do that compare words."""
ELSEWHERE = Judgement(0.2, 0.2, 0.6)

each_case = pytest.mark.parametrize(
    "case",
    [*CASES, *FRESH],
    ids=[f"{at}-{case.claim[:40]}" for at, case in enumerate([*CASES, *FRESH])],
)


def test_the_table_is_long_and_a_third_of_it_differs_in_nothing() -> None:
    assert len(CASES) >= 170
    assert 3 * sum(not case.differences for case in CASES) >= len(CASES)


def test_only_few_of_the_fresh_cases_are_beyond_the_rules() -> None:
    fresh = load("fresh")
    assert len(fresh) == 120
    assert BEYOND.keys() <= {case.claim for case in fresh}
    assert len(fresh) - len(FRESH) <= 10


@each_case
def test_the_differences_are_those_that_an_editor_sees(case: Case) -> None:
    seen = compare(case.claim, case.passage, case.claimed_on, case.reported_on)
    judged = ruled(ELSEWHERE if case.elsewhere else LEANING, seen)
    assert judged.differences == case.differences
    assert judged.denied_by == case.denied_by


@each_case
def test_the_rules_bring_a_leaning_judge_to_the_editors_stance(case: Case) -> None:
    seen = compare(case.claim, case.passage, case.claimed_on, case.reported_on)
    assert ruled(ELSEWHERE if case.elsewhere else LEANING, seen).stance is case.stance


@each_case
def test_what_differs_is_quoted_word_for_word(case: Case) -> None:
    for difference in compare(case.claim, case.passage).differences:
        assert difference.claim
        assert difference.report
        assert difference.claim in case.claim
        assert difference.report in case.passage
