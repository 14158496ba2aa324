from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.checking.known import Stated, may_be_same, same_claims
from backend.checking.ports import Judge, Pair
from backend.domain import Judgement, Stance
from tests.factories import a_judgement
from tests.reuse_cases import ReuseCase, reuse_cases

A_DAY = date(2024, 10, 23)
CLAIM = "North Korea sent 10,000 soldiers to Russia in October 2024."
CASES = reuse_cases()


@dataclass
class OneSided(Judge):
    """Finds that the passages in `bears_out` bear any claim out."""

    bears_out: frozenset[str]
    name: str = "one-sided"

    def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
        return [self._one(pair.passage in self.bears_out) for pair in pairs]

    def _one(self, supports: bool) -> Judgement:  # noqa: FBT001
        return a_judgement(Stance.SUPPORTS if supports else Stance.DISPUTES, 0.99)


@pytest.mark.parametrize(
    "case", [case for case in CASES if not case.same], ids=lambda case: case.other
)
def test_what_nearly_says_the_same_is_never_taken_for_it(case: ReuseCase) -> None:
    one, other = Stated(case.one, A_DAY), Stated(case.other, A_DAY)
    assert not may_be_same(one, other)
    assert not may_be_same(other, one)


def test_there_are_enough_cases_of_every_kind() -> None:
    differs = [case.differs for case in CASES if case.differs]
    assert len(differs) >= 150
    assert {"number", "year", "negation", "country", "role", "place", "unit", "modality"} <= {
        *differs
    }


def test_most_paraphrases_are_known_by_the_rules() -> None:
    same = [case for case in CASES if case.same]
    known = [
        case for case in same if may_be_same(Stated(case.one, A_DAY), Stated(case.other, A_DAY))
    ]
    assert len(same) >= 60
    assert len(known) >= 40


@pytest.mark.parametrize(
    "other",
    [
        "Pyongyang dispatched 10,000 troops to Russia in October 2024.",
        "In October 2024, 10,000 soldiers were sent to Russia by North Korea.",
    ],
)
def test_a_claim_in_other_words_is_the_same(other: str) -> None:
    assert may_be_same(Stated(CLAIM), Stated(other))


def test_the_judge_has_to_agree_in_both_directions() -> None:
    other = "In October 2024 Pyongyang dispatched 10,000 soldiers to Russia."
    asked, earlier = Stated(CLAIM), Stated(other)
    both = OneSided(frozenset({CLAIM, other}))
    assert same_claims(asked, [earlier], both) == [earlier]


def test_a_judge_is_not_asked_about_what_rules_tell_apart() -> None:
    class Never(Judge):
        name = "never asked"

        def judge(self, pairs: Sequence[Pair]) -> Sequence[Judgement]:
            raise AssertionError(pairs)

    assert same_claims(Stated(CLAIM), [Stated(CLAIM.replace("10,000", "1,000"))], Never()) == []


def test_a_day_that_only_the_page_tells_is_read_from_the_page() -> None:
    text = "Ann Delgado resigned on Friday."
    assert may_be_same(Stated(text, A_DAY), Stated(text, A_DAY))
    assert not may_be_same(Stated(text, A_DAY), Stated(text, date(2024, 6, 5)))
    assert not may_be_same(Stated(text), Stated(text))


def test_a_claim_that_does_not_name_its_subject_is_the_same_only_in_the_same_news() -> None:
    text = "The company recalled 2.4 million cars because of faulty brakes."
    assert may_be_same(Stated(text, A_DAY), Stated(text, date(2024, 10, 25)))
    assert not may_be_same(Stated(text, A_DAY), Stated(text, date(2023, 10, 25)))
    assert not may_be_same(Stated(text), Stated(text))


@pytest.mark.parametrize("text", ["", "Rain.", "He won.", "?!", "\ud800"])
def test_what_is_too_short_to_tell_is_never_known(text: str) -> None:
    assert not may_be_same(Stated(text, A_DAY), Stated(text, A_DAY))


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_two_texts_may_be_held_against_each_other(one: str, other: str) -> None:
    assert may_be_same(Stated(one), Stated(other)) is may_be_same(Stated(other), Stated(one))


@given(st.sampled_from([case.one for case in CASES]))
def test_every_claim_of_the_table_is_the_same_as_itself(text: str) -> None:
    assert may_be_same(Stated(text, A_DAY), Stated(text, A_DAY))
