from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.checking.calibration import Calibration, shipped
from backend.checking.confidence import confidence_level
from backend.checking.counting import count
from backend.checking.verdict import overall, weigh
from backend.domain import (
    Checkability,
    Claim,
    Evidence,
    Rating,
    RatingCategory,
    Ratings,
    Stance,
    Verdict,
    Weighed,
)
from tests.factories import A_DAY, a_claim, evidence_of

SUPPORTS, DISPUTES, MENTIONS = Stance.SUPPORTS, Stance.DISPUTES, Stance.MENTIONS
chances = st.floats(0.51, 0.99)
sides = st.sampled_from([SUPPORTS, DISPUTES])
supporters = st.lists(chances, min_size=1, max_size=6).map(
    lambda found: [evidence_of(SUPPORTS, f"o{i}", chance) for i, chance in enumerate(found)]
)
rows_of_both = st.lists(st.tuples(sides, st.integers(0, 4), chances), max_size=8).map(
    lambda found: [
        evidence_of(stance, f"o{origin}", chance, url=f"http://r{index}.test/1")
        for index, (stance, origin, chance) in enumerate(found)
    ]
)
calibrations = st.one_of(
    st.just(shipped()),
    st.builds(
        Calibration,
        st.floats(0, 3),
        st.fixed_dictionaries({v: st.floats(-2, 2) for v in (Verdict.DISPUTED, Verdict.CONTESTED)}),
    ),
)


def weighed(rows: list[Evidence], calibration: Calibration | None = None) -> Weighed:
    return weigh(a_claim(), count(a_claim(), rows), calibration)


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
    assert weighed(rows).verdict is verdict


def test_copies_of_one_origin_are_one_source() -> None:
    rows = [evidence_of(SUPPORTS, "wire", url=f"http://copy{n}.test/1") for n in range(5)]
    assert weighed(rows).verdict is Verdict.SINGLE_SOURCE


def test_a_partys_denial_does_not_make_a_claim_contested() -> None:
    rows = [
        evidence_of(SUPPORTS, "a"),
        evidence_of(SUPPORTS, "b"),
        evidence_of(DISPUTES, "c", denied_by="the Kremlin"),
    ]
    assert weighed(rows).verdict is Verdict.CORROBORATED


def test_a_partys_denial_alone_disputes_nothing() -> None:
    rows = [evidence_of(DISPUTES, "c", denied_by="the Kremlin")]
    assert weighed(rows).verdict is Verdict.INSUFFICIENT


def test_what_is_not_checkable_gets_no_verdict_whatever_is_found() -> None:
    opinion = Claim("It is shameful.", 0, 15, Checkability.OPINION)
    found = weigh(opinion, count(opinion, [evidence_of(SUPPORTS, "a")]))
    assert (found.verdict, found.confidence) == (Verdict.NOT_CHECKABLE, None)


def test_nothing_found_has_no_confidence() -> None:
    assert weighed([]).confidence is None


def test_the_whole_takes_the_most_cautionary_verdict_of_its_checkable_parts() -> None:
    parts = [Weighed(a_claim(), verdict, 0.5) for verdict in reversed(Verdict)][1:]
    parts.append(Weighed(Claim("?", 0, 1, Checkability.QUESTION), Verdict.NOT_CHECKABLE, None))
    leading = overall(parts)
    assert leading is not None
    assert leading.verdict is Verdict.DISPUTED


def confidence(rows: list[Evidence], calibration: Calibration | None = None) -> float:
    return weighed(rows, calibration).confidence or 0.0


def test_an_origin_says_what_most_of_its_reports_say_as_surely_as_the_earliest_of_them() -> None:
    first = evidence_of(SUPPORTS, "wire", 0.6, url="http://a.test/1")
    later = A_DAY.replace(day=25)
    rows = [
        first,
        evidence_of(SUPPORTS, "wire", 0.9, url="http://b.test/1", published=later),
        evidence_of(DISPUTES, "wire", 0.99, url="http://c.test/1", published=later),
    ]
    assert weighed(rows).supporting == ("wire",)
    assert weighed(rows).confidence == weighed([first]).confidence


def test_an_origin_that_is_even_counts_on_the_more_cautionary_side() -> None:
    rows = [evidence_of(side, "o", url=f"http://{side}.test/1") for side in (SUPPORTS, DISPUTES)]
    assert weighed(rows).verdict is Verdict.DISPUTED


@given(supporters, st.integers(0, 5), chances, calibrations)
def test_copies_never_raise_confidence(
    rows: list[Evidence], which: int, chance: float, calibration: Calibration
) -> None:
    copied = rows[which % len(rows)].origin.id
    later = A_DAY.replace(day=25)
    copy = evidence_of(SUPPORTS, copied, chance, url="http://copy.test/1", published=later)
    assert confidence([*rows, copy], calibration) == confidence(rows, calibration)


@given(rows_of_both, chances, calibrations)
def test_a_new_independent_supporter_never_lowers_the_confidence_of_what_is_supported(
    rows: list[Evidence], chance: float, calibration: Calibration
) -> None:
    before = weighed(rows, calibration)
    after = weighed([*rows, evidence_of(SUPPORTS, "new", chance)], calibration)
    if before.supporting:
        assert (after.confidence or 0) >= (before.confidence or 0)
        assert after.verdict is before.verdict or before.verdict is Verdict.SINGLE_SOURCE


@given(sides, chances, calibrations)
def test_no_single_origin_ever_gives_more_than_medium(
    side: Stance, chance: float, calibration: Calibration
) -> None:
    copies = [evidence_of(side, "wire", chance, url=f"http://copy{n}.test/1") for n in range(9)]
    level = confidence_level(weighed(copies, calibration).confidence)
    assert level in {"low", "medium"}


@given(chances, chances, calibrations)
def test_a_single_origin_on_one_side_of_a_contest_gives_no_more_than_medium(
    one: float, other: float, calibration: Calibration
) -> None:
    rows = [
        evidence_of(SUPPORTS, "a", one),
        evidence_of(SUPPORTS, "b", one),
        evidence_of(DISPUTES, "c", other),
    ]
    assert confidence_level(weighed(rows, calibration).confidence) in {"low", "medium"}


@given(rows_of_both, st.randoms(use_true_random=False), calibrations)
def test_the_order_of_evidence_changes_nothing(
    rows: list[Evidence], shuffler: Random, calibration: Calibration
) -> None:
    shuffled = list(rows)
    shuffler.shuffle(shuffled)
    before, after = weighed(rows, calibration), weighed(shuffled, calibration)
    assert sorted(after.why) == sorted(before.why)
    assert replace(after, why=()) == replace(before, why=())


@given(rows_of_both, st.lists(st.tuples(sides, st.integers(0, 6), chances), min_size=1, max_size=4))
def test_an_outlet_rated_as_satire_never_changes_a_verdict(
    rows: list[Evidence], jokes: list[tuple[Stance, int, float]]
) -> None:
    satire = Ratings(kind=Rating("joke.test", RatingCategory.SATIRE, "a list"))
    joking = [
        replace(evidence_of(side, f"o{origin}", chance, url="http://joke.test/1"), ratings=satire)
        for side, origin, chance in jokes
    ]
    before, after = weighed(rows), weighed([*joking, *rows])
    assert replace(after, why=()) == replace(before, why=())


@given(rows_of_both, calibrations)
def test_a_confidence_is_a_probability(rows: list[Evidence], calibration: Calibration) -> None:
    assert 0 <= confidence(rows, calibration) <= 1


def test_what_the_outlet_is_rated_as_unreliable_for_is_less_sure() -> None:
    row = evidence_of(SUPPORTS, "a")
    rating = Rating("a.test", RatingCategory.DEPRECATED, "a list")
    doubted = replace(row, ratings=Ratings(reliability=rating))
    assert weighed([doubted]).verdict is Verdict.SINGLE_SOURCE
    assert confidence([doubted]) < confidence([row])


def test_what_the_weighing_did_is_said_in_plain_words() -> None:
    rows = [
        *(evidence_of(SUPPORTS, "wire", url=f"http://copy{n}.test/1") for n in range(6)),
        evidence_of(DISPUTES, "c", denied_by="the Kremlin"),
    ]
    assert weighed(rows).why == (
        "6 reports of one origin count once.",
        "The denial by the Kremlin takes no side.",
        "A side that rests on one origin never has high confidence.",
    )
