from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain import Stance
from backend.evaluation.measures import Confusion, calibration_error, fnc1_score, ranking

SUPPORTS, DISPUTES, MENTIONS, UNRELATED = Stance

THE_COMPETITIONS_TEST = {SUPPORTS: 1903, DISPUTES: 697, MENTIONS: 4464, UNRELATED: 18349}
"""How often each stance is true in FNC-1's test, as its organisers published."""

STANCES = st.sampled_from(Stance)
PAIRS = st.lists(st.tuples(STANCES, STANCES), min_size=1)
CHANCES = st.floats(0, 1)


def said_of_all(stance: Stance, true: dict[Stance, int]) -> Confusion:
    return Confusion(Counter({(label, stance): count for label, count in true.items()}))


@pytest.mark.parametrize(
    ("chances", "right", "worth"),
    [
        ([0.9, 0.6, 0.4], [True, True, False], 1.0),
        ([0.9, 0.6, 0.4], [False, True, True], 0.0),
        ([0.6, 0.6], [True, False], 0.5),
        ([0.9, 0.7, 0.6], [True, False, True], 0.5),
        ([0.9, 0.6], [True, True], 0.5),
    ],
)
def test_a_ranking_is_how_often_what_is_right_stands_above_what_is_not(
    chances: list[float], right: list[bool], worth: float
) -> None:
    assert ranking(chances, right) == worth


def test_f1_is_worked_out_by_hand() -> None:
    pairs = [
        (SUPPORTS, SUPPORTS),
        (SUPPORTS, SUPPORTS),
        (SUPPORTS, DISPUTES),
        (DISPUTES, SUPPORTS),
        (MENTIONS, MENTIONS),
    ]
    got = Confusion.of(pairs)
    assert got.accuracy == 3 / 5
    assert got.f1(SUPPORTS) == pytest.approx(2 / 3)  # precision 2/3, recall 2/3
    assert got.f1(DISPUTES) == 0
    assert got.f1(MENTIONS) == 1
    assert got.macro_f1 == pytest.approx((2 / 3 + 0 + 1) / 3)


def test_a_stance_that_is_true_of_nothing_has_no_part_in_macro_f1() -> None:
    got = Confusion.of([(SUPPORTS, SUPPORTS), (DISPUTES, MENTIONS)])
    assert got.present == (SUPPORTS, DISPUTES)
    assert got.macro_f1 == 1 / 2


def test_looking_a_stance_up_does_not_make_it_present() -> None:
    got = Confusion.of([(SUPPORTS, SUPPORTS)])
    got.f1(DISPUTES)
    assert got.present == (SUPPORTS,)


def test_nothing_measures_nothing() -> None:
    nothing = Confusion.of([])
    assert (nothing.accuracy, nothing.macro_f1, fnc1_score(nothing)) == (0, 0, 0)
    assert calibration_error([], []) == 0


@pytest.mark.parametrize(
    ("true", "said", "earned", "most"),
    [
        (UNRELATED, UNRELATED, 0.25, 0.25),
        (UNRELATED, SUPPORTS, 0, 0.25),
        (SUPPORTS, UNRELATED, 0, 1),
        (SUPPORTS, DISPUTES, 0.25, 1),
        (MENTIONS, SUPPORTS, 0.25, 1),
        (DISPUTES, DISPUTES, 1, 1),
    ],
)
def test_a_pair_earns_what_the_challenge_gives_for_it(
    true: Stance, said: Stance, earned: float, most: float
) -> None:
    assert fnc1_score(Confusion.of([(true, said)])) == pytest.approx(100 * earned / most)


def test_all_unrelated_scores_what_the_published_figures_say() -> None:
    got = said_of_all(UNRELATED, THE_COMPETITIONS_TEST)
    assert round(fnc1_score(got), 2) == 39.37
    assert round(got.macro_f1, 3) == 0.210


def test_probabilities_are_held_against_what_came_true_in_their_bin() -> None:
    # .72 and .78 share a bin: .75 at the mean, half of it right; .95 is alone and right.
    assert calibration_error([0.72, 0.78, 0.95], [True, False, True]) == pytest.approx(
        (2 * abs(0.75 - 0.5) + abs(0.95 - 1)) / 3
    )


def test_certainty_falls_into_the_last_bin() -> None:
    assert calibration_error([1.0, 0.9], [True, True]) == pytest.approx(0.05)


@given(PAIRS)
def test_measures_are_shares(pairs: list[tuple[Stance, Stance]]) -> None:
    got = Confusion.of(pairs)
    assert all(0 <= got.f1(stance) <= 1 for stance in Stance)
    assert 0 <= got.accuracy <= 1
    assert 0 <= got.macro_f1 <= 1
    assert 0 <= fnc1_score(got) <= 100


@given(st.lists(STANCES, min_size=1))
def test_what_is_right_throughout_has_full_marks(true: list[Stance]) -> None:
    got = Confusion.of((stance, stance) for stance in true)
    assert (got.accuracy, got.macro_f1, fnc1_score(got)) == (1, 1, 100)


@given(PAIRS, st.randoms())
def test_the_order_of_pairs_does_not_matter(
    pairs: list[tuple[Stance, Stance]], shuffler: Random
) -> None:
    mixed = pairs.copy()
    shuffler.shuffle(mixed)
    assert Confusion.of(mixed) == Confusion.of(pairs)


@given(PAIRS)
def test_macro_f1_is_blind_to_how_often_everything_is_repeated(
    pairs: list[tuple[Stance, Stance]],
) -> None:
    assert Confusion.of(pairs * 3).macro_f1 == pytest.approx(Confusion.of(pairs).macro_f1)


@given(PAIRS, st.integers(min_value=0))
def test_putting_one_answer_right_never_lowers_the_score(
    pairs: list[tuple[Stance, Stance]], at: int
) -> None:
    at %= len(pairs)
    mended = [*pairs[:at], (pairs[at][0], pairs[at][0]), *pairs[at + 1 :]]
    assert fnc1_score(Confusion.of(mended)) >= fnc1_score(Confusion.of(pairs)) - 1e-9


@given(st.lists(st.tuples(CHANCES, st.booleans()), min_size=1))
def test_calibration_error_is_a_share_and_at_least_the_gap_of_the_means(
    rows: list[tuple[float, bool]],
) -> None:
    chances, right = [chance for chance, _ in rows], [came_true for _, came_true in rows]
    error = calibration_error(chances, right)
    gap = abs(sum(chances) - sum(right)) / len(rows)
    assert gap - 1e-9 <= error <= 1
