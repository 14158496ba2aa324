"""The tables of hand-written cases through the shipped judge and the rules together.

Cases whose claim is a question are left out: no judge is ever asked those.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from backend.checking.differences import compare, in_claims_words, ruled
from backend.checking.ports import Pair
from backend.composition.judging import shipped_judge
from backend.domain import Judgement
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


NEAR = 0.03
"""Processors add up in different orders: one chance was .509 on one and below a half on another.
Of a case with a chance so near to a half it is enough that it is right on one side of it."""


@pytest.fixture(scope="module")
def said() -> dict[Case, Judgement]:
    """What the shipped judge says of each case."""
    words = shipped_judge().judge([Pair(case.claim, _passage(case)) for case in CASES])
    return dict(zip(CASES, words, strict=True))


def _passage(case: Case) -> str:
    return in_claims_words(case.claim, case.passage, *_dates(case))


def _dates(case: Case) -> tuple[date | None, date | None]:
    return case.claimed_on, case.reported_on


def is_as_an_editor_would_say(case: Case, word: Judgement) -> bool:
    judged = ruled(word, compare(case.claim, case.passage, *_dates(case)))
    if case.elsewhere:
        about_it = judged.related and judged.stance is not case.stance
        return not about_it and judged.differences == ()
    expected = (case.stance, case.differences, case.denied_by)
    return (judged.stance, judged.differences, judged.denied_by) == expected


def is_near(word: Judgement) -> bool:
    return len(elsewhere(word)) > 1


def elsewhere(word: Judgement) -> list[Judgement]:
    """The word, and what it might be on another processor: its near chances on the other side."""
    chances = {name: getattr(word, name) for name in ("supports", "disputes", "about")}
    near = [(name, one) for name, one in chances.items() if abs(one - 0.5) < NEAR]
    return [word, *(replace(word, **{name: 1 - one}) for name, one in near)]


@pytest.mark.parametrize(
    "case", CASES, ids=[f"{at}-{case.claim[:40]}" for at, case in enumerate(CASES)]
)
def test_the_shipped_judge_with_the_rules_says_what_an_editor_would(
    case: Case, said: dict[Case, Judgement]
) -> None:
    if case.claim not in MISREAD:
        assert any(is_as_an_editor_would_say(case, word) for word in elsewhere(said[case]))


def test_what_is_misread_is_in_the_table_and_really_misread(
    said: dict[Case, Judgement],
) -> None:
    near = {case.claim for case, word in said.items() if is_near(word)}
    misread = {case.claim for case in CASES if not is_as_an_editor_would_say(case, said[case])}
    assert misread - near == MISREAD - near


def test_few_cases_are_near_to_a_half(said: dict[Case, Judgement]) -> None:
    assert sum(map(is_near, said.values())) < len(CASES) / 20
