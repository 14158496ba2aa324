"""The shipped judge on the claims of our own that are the same or nearly so."""

from __future__ import annotations

from datetime import date

from backend.checking.known import Stated, same_claims
from backend.composition.judging import small_judge
from tests.reuse_cases import ReuseCase, reuse_cases

A_DAY = date(2024, 10, 23)


def reused(case: ReuseCase) -> bool:
    other = Stated(case.other, A_DAY)
    return bool(same_claims(Stated(case.one, A_DAY), [other], small_judge()))


def test_no_claim_that_differs_is_taken_for_the_other_and_many_that_agree_are() -> None:
    cases = reuse_cases()
    assert [case for case in cases if not case.same and reused(case)] == []
    assert sum(reused(case) for case in cases if case.same) >= 25
