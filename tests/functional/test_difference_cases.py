"""The tables of hand-written cases through the shipped judge and the rules together.

Cases whose claim is a question are left out: no judge is ever asked those.
"""

from __future__ import annotations

import pytest

from backend.checking.differences import compare, in_claims_words, ruled
from backend.checking.ports import Judge, Pair
from backend.composition.judging import shipped_judge
from tests.difference_cases import BEYOND, Case, load

CASES = [case for table in ("cases", "fresh") for case in load(table) if "?" not in case.claim]

MISREAD = {
    # who counted, when it was told, and what is said of the same place or people besides
    "Roughly 40,000 people marched through Tbilisi on Sunday.",
    "The rover landed on Mars on 18 February 2021.",
    "Israel struck a hospital in Khan Younis.",
    # where the rules see less than an editor, or quote another word
    *BEYOND,
}
"""Claims of the cases in which the shipped judge gets the stance wrong and no rule stops it, or in
which the difference is not the editor's."""


@pytest.fixture(scope="module")
def judge() -> Judge:
    return shipped_judge()


def is_as_an_editor_would_say(case: Case, judge: Judge) -> bool:
    dates = case.claimed_on, case.reported_on
    (word,) = judge.judge([Pair(case.claim, in_claims_words(case.claim, case.passage, *dates))])
    judged = ruled(word, compare(case.claim, case.passage, *dates))
    if case.elsewhere:
        about_it = judged.related and judged.stance is not case.stance
        return not about_it and judged.differences == ()
    expected = (case.stance, case.differences, case.denied_by)
    return (judged.stance, judged.differences, judged.denied_by) == expected


@pytest.mark.parametrize(
    "case", CASES, ids=[f"{at}-{case.claim[:40]}" for at, case in enumerate(CASES)]
)
def test_the_shipped_judge_with_the_rules_says_what_an_editor_would(
    case: Case, judge: Judge
) -> None:
    if case.claim not in MISREAD:
        assert is_as_an_editor_would_say(case, judge)


def test_what_is_misread_is_in_the_table_and_really_misread(judge: Judge) -> None:
    misread = {case.claim for case in CASES if not is_as_an_editor_would_say(case, judge)}
    assert misread == MISREAD
