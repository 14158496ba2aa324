from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.checking.verdict import overall, weigh
from backend.domain import Checkability, Claim, Evidence, Stance, Verdict, Weighed
from tests.factories import a_claim, evidence_of

SUPPORTS, DISPUTES, MENTIONS = Stance.SUPPORTS, Stance.DISPUTES, Stance.MENTIONS
chances = st.floats(0.51, 0.99)
supporters = st.lists(chances, min_size=1, max_size=6).map(
    lambda found: [evidence_of(SUPPORTS, f"o{i}", chance) for i, chance in enumerate(found)]
)


@pytest.mark.parametrize(
    ("stances", "verdict"),
    [
        ([], Verdict.INSUFFICIENT),
        ([MENTIONS, MENTIONS], Verdict.INSUFFICIENT),
        ([SUPPORTS], Verdict.SINGLE_SOURCE),
        ([SUPPORTS, SUPPORTS], Verdict.CORROBORATED),
        ([SUPPORTS, DISPUTES], Verdict.CONTESTED),
        ([DISPUTES], Verdict.DISPUTED),
        ([DISPUTES, DISPUTES, MENTIONS], Verdict.DISPUTED),
    ],
)
def test_the_verdict_follows_from_the_origins_on_each_side(
    stances: list[Stance], verdict: Verdict
) -> None:
    rows = [evidence_of(stance, f"o{index}") for index, stance in enumerate(stances)]
    assert weigh(a_claim(), rows).verdict is verdict


def test_copies_of_one_origin_are_one_source() -> None:
    rows = [evidence_of(SUPPORTS, "wire", url=f"http://copy{n}.test/1") for n in range(5)]
    assert weigh(a_claim(), rows).verdict is Verdict.SINGLE_SOURCE


def test_a_partys_denial_does_not_make_a_claim_contested() -> None:
    rows = [
        evidence_of(SUPPORTS, "a"),
        evidence_of(SUPPORTS, "b"),
        evidence_of(DISPUTES, "c", denied_by="the Kremlin"),
    ]
    assert weigh(a_claim(), rows).verdict is Verdict.CORROBORATED


def test_a_partys_denial_alone_disputes_nothing() -> None:
    rows = [evidence_of(DISPUTES, "c", denied_by="the Kremlin")]
    assert weigh(a_claim(), rows).verdict is Verdict.INSUFFICIENT


def test_what_is_not_checkable_gets_no_verdict_whatever_is_found() -> None:
    opinion = Claim("It is shameful.", 0, 15, Checkability.OPINION)
    weighed = weigh(opinion, [evidence_of(SUPPORTS, "a")])
    assert (weighed.verdict, weighed.confidence) == (Verdict.NOT_CHECKABLE, None)


def test_nothing_found_has_no_confidence() -> None:
    assert weigh(a_claim(), []).confidence is None


def test_the_whole_takes_the_most_cautionary_verdict_of_its_checkable_parts() -> None:
    parts = [Weighed(a_claim(), verdict, 0.5) for verdict in reversed(Verdict)][1:]
    parts.append(Weighed(Claim("?", 0, 1, Checkability.QUESTION), Verdict.NOT_CHECKABLE, None))
    leading = overall(parts)
    assert leading is not None
    assert leading.verdict is Verdict.DISPUTED


def confidence(rows: list[Evidence]) -> float:
    return weigh(a_claim(), rows).confidence or 0.0


@given(supporters, st.integers(0, 5), chances)
def test_copies_never_raise_confidence(rows: list[Evidence], which: int, chance: float) -> None:
    copied = rows[which % len(rows)]
    weaker = min(chance, copied.judgement.probability)
    copy = evidence_of(SUPPORTS, copied.origin.id, weaker, url="http://copy.test/1")
    assert confidence([*rows, copy]) == confidence(rows)


@given(supporters.filter(lambda rows: len(rows) > 1), chances)
def test_a_new_independent_supporter_never_lowers_confidence(
    rows: list[Evidence], chance: float
) -> None:
    assert confidence([*rows, evidence_of(SUPPORTS, "new", chance)]) >= confidence(rows) - 1e-4


@given(supporters)
def test_the_order_of_evidence_changes_nothing(rows: list[Evidence]) -> None:
    assert weigh(a_claim(), rows) == weigh(a_claim(), rows[::-1])
