"""What has to hold of the comparison for all numbers and all texts."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from backend.checking.differences import Bearing, compare, in_claims_words, ruled
from backend.checking.differences.reading import LONGEST
from backend.checking.hedges import Hedge
from backend.checking.numbers import quantities
from backend.domain import Judgement, Stance
from tests.difference_cases import Case, load

SURE = Judgement(0.98, 0.01, 0.01)
LEANING = Judgement(0.6, 0.2, 0.2)
ANY_TEXT = st.text(st.characters(), max_size=300)
"""Lone surrogates are among them."""
WORDY = st.lists(
    st.sampled_from(
        """the a no not never without 10,000 12 $5m 40% half dozen between and to from said denied
        Kremlin Moscow Russia North Korean troops soldiers killed injured sent may could plans will
        in at Kazan on Monday yesterday 2019 May false , . : “ ” - 3-1 third second minister
        President according confirmed rose fell approved rejected about more than up""".split()
    ),
    max_size=40,
).map(" ".join)
PROBABILITIES = (
    st.tuples(*[st.floats(0.001, 1)] * 3)
    .map(lambda parts: tuple(part / sum(parts) for part in parts))
    .map(lambda parts: Judgement(parts[0], parts[1], parts[2]))
)
SENTENCES = (
    "The storm destroyed {} houses in Samoa.",
    "The company sold {} cars in Brazil last year.",
    "The museum in Riga drew {} visitors.",
    "North Korea has sent {} troops to Russia.",
)
REPORTED = (
    "In Samoa {} houses were destroyed in the storm.",
    "Last year the company sold {} cars in Brazil, its chief said.",
    "The museum in Riga drew {} visitors, the director told reporters.",
    "Some analysts doubt it, but North Korea has sent {} troops to Russia.",
)
PAIRS = tuple(zip(SENTENCES, REPORTED, strict=True))
HEDGES = ("", "about ", "approximately ", "nearly ", "some ", "around ")

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()


def spelled(number: int) -> str:
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    if number < 1000:
        rest = f" and {spelled(number % 100)}" if number % 100 else ""
        return f"{ONES[number // 100]} hundred{rest}"
    rest = f" {spelled(number % 1000)}" if number % 1000 else ""
    return f"{spelled(number // 1000)} thousand{rest}"


@given(
    st.sampled_from(PAIRS),
    st.integers(2, 10**6),
    st.floats(1.4, 1000) | st.floats(0.001, 0.7),
    st.sampled_from(HEDGES),
    st.sampled_from(HEDGES),
)
def test_another_number_outside_the_hedge_never_leaves_support(
    pair: tuple[str, str], number: int, factor: float, hedge: str, other_hedge: str
) -> None:
    other = round(number * factor)
    assume(other >= 2 and not 0.75 < other / number < 1.3)
    claim = pair[0].format(f"{hedge}{number:,}")
    passage = pair[1].format(f"{other_hedge}{other:,}")
    seen = compare(claim, passage)
    assert [one.kind for one in seen.differences] == ["number"]
    assert ruled(SURE, seen).stance is not Stance.SUPPORTS


def _swappable() -> list[tuple[Case, int, int]]:
    """Numbers in digits of the table's supported claims that the passage agrees with."""
    return [
        (case, quantity.start + digits.start(), quantity.start + digits.end())
        for case in load()
        if case.stance is Stance.SUPPORTS
        and compare(case.claim, case.passage, case.claimed_on, case.reported_on).quantities_agree
        for quantity in quantities(case.claim)
        if quantity.hedge in {Hedge.EXACT, Hedge.ABOUT} and quantity.low == quantity.high
        if (digits := re.search(r"\d+(?:,\d{3})*(?:\.\d+)?", quantity.text))
    ]


@given(st.sampled_from(_swappable()), st.floats(1.5, 40))
def test_a_number_of_the_table_swapped_for_another_never_leaves_support(
    chosen: tuple[Case, int, int], factor: float
) -> None:
    case, start, end = chosen
    number = float(case.claim[start:end].replace(",", ""))
    assume(round(number * factor) > 1.3 * number)
    claim = f"{case.claim[:start]}{round(number * factor):,}{case.claim[end:]}"
    seen = compare(claim, case.passage, case.claimed_on, case.reported_on)
    assert ruled(LEANING, seen).stance is not Stance.SUPPORTS


@given(st.sampled_from(PAIRS), st.integers(2, 999_999), st.data())
def test_a_number_in_other_digits_or_words_is_no_difference(
    pair: tuple[str, str], number: int, data: st.DataObject
) -> None:
    forms = [f"{number:,}", f"{number}", spelled(number), f"{number:,}".replace(",", "\u00a0")]
    if number % 1000 == 0:
        forms += [f"{number // 1000} thousand", f"{number // 1000}k"]
    one, other = (data.draw(st.sampled_from(forms)) for _ in range(2))
    assert compare(pair[0].format(one), pair[1].format(other)).differences == ()


@given(st.integers(1, 99), st.sampled_from(["%", " percent", " per cent"]), st.data())
def test_a_share_in_other_words_is_no_difference(
    percent: int, sign: str, data: st.DataObject
) -> None:
    forms = [f"{percent}{sign}", f"{spelled(percent)} percent"]
    forms += {50: ["half", "one in two"], 20: ["one in five", "a fifth"]}.get(percent, [])
    forms += {75: ["three quarters", "three-quarters"], 25: ["a quarter"]}.get(percent, [])
    one, other = (data.draw(st.sampled_from(forms)) for _ in range(2))
    claim = f"{one} of voters in Oslo backed the plan."
    assert compare(claim, f"In Oslo {other} of voters backed the plan.").differences == ()


@given(st.integers(1, 900), st.data())
def test_money_in_other_words_is_no_difference(millions: int, data: st.DataObject) -> None:
    forms = [f"${millions}m", f"${millions} million", f"{millions} million dollars"]
    forms += [f"US${millions},000,000", f"{millions},000,000 dollars", f"${millions}mn"]
    one, other = (data.draw(st.sampled_from(forms)) for _ in range(2))
    claim, passage = f"The firm lost {one} on the port.", f"On the port the firm lost {other}."
    assert compare(claim, passage).differences == ()


@pytest.mark.parametrize(
    ("unit", "other", "convert"),
    [
        ("kilometres", "miles", lambda value: value / 1.609344),
        ("kg", "lb", lambda value: value / 0.45359237),
        ("degrees Celsius", "degrees Fahrenheit", lambda value: value * 1.8 + 32),
        ("hours", "minutes", lambda value: value * 60),
        ("hectares", "acres", lambda value: value * 2.4710538),
        ("km/h", "mph", lambda value: value / 1.609344),
        ("metres", "feet", lambda value: value / 0.3048),
    ],
)
@given(value=st.integers(12, 800))
def test_a_measure_in_another_unit_is_no_difference(
    unit: str,
    other: str,
    convert: object,
    value: int,
) -> None:
    assert callable(convert)
    claim = f"The record stood at {value} {unit} in Perth."
    passage = f"In Perth the record stood at {round(convert(value)):,} {other}."
    assert compare(claim, passage).differences == ()


@given(PROBABILITIES, WORDY | ANY_TEXT, WORDY | ANY_TEXT)
def test_probabilities_still_sum_to_one(judged: Judgement, claim: str, passage: str) -> None:
    after = ruled(judged, compare(claim, passage, date(2024, 5, 1), date(2024, 5, 3)))
    parts = (after.supports, after.disputes, after.mentions)
    assert all(-1e-9 <= part <= 1 + 1e-9 for part in parts)
    assert abs(sum(parts) - 1) < 1e-9


@given(WORDY | ANY_TEXT, WORDY | ANY_TEXT, st.none() | st.dates(), st.none() | st.dates())
def test_any_two_texts_are_compared_and_quoted_word_for_word(
    claim: str, passage: str, claimed_on: date | None, reported_on: date | None
) -> None:
    for difference in compare(claim, passage, claimed_on, reported_on).differences:
        assert difference.claim in claim
        assert difference.report in passage


@given(WORDY)
def test_a_text_differs_from_itself_in_nothing(text: str) -> None:
    assert compare(text, text).differences == ()


@pytest.mark.parametrize(
    "text",
    [
        "\ud800" * 100,
        "x" * 100_000,
        "1" * 100_000,
        "1,000 " * 20_000,
        "Москва сказала, " * 6_000,
        "北京说没有。" * 15_000,
        "no not " * 15_000,
        "called it " * 10_000,
        "٣٤ شخصا " * 9_000,
        " \n\t",
        "",
    ],
)
def test_strange_and_long_texts_are_compared_in_their_first_part(text: str) -> None:
    assert compare(text, text).differences == ()
    assert compare("North Korea sent 10,000 troops.", text).bearing is Bearing.SILENT
    assert len(text[:LONGEST]) <= LONGEST


def test_a_dropped_passage_stays_dropped() -> None:
    judged = Judgement(0.1, 0.1, 0.8, about=0.0)
    assert ruled(judged, compare("10 men came.", "12 men came.")) is judged


PLAIN = tuple(
    case
    for case in load()
    if case.stance is Stance.SUPPORTS
    and not case.differences
    and len(re.findall(r"\b(?:was|were|has|is|are)\b", case.claim)) == 1
    and not re.search(r"\b(?:not?|never|nobody|without|fail\w*|den\w+)\b|[,?]", case.claim)
    and compare(case.claim, case.passage, case.claimed_on, case.reported_on).bearing is Bearing.SAME
)


def negated(text: str) -> str:
    return re.sub(r"\b(was|were|has|is|are)\b", r"\1 not", text, count=1)


@given(st.sampled_from(PLAIN))
def test_of_one_statement_either_text_negated_alone_never_leaves_support(case: Case) -> None:
    days = case.claimed_on, case.reported_on
    assert negated(case.claim) != case.claim
    for claim, passage in (
        (negated(case.claim), case.claim),
        (case.claim, negated(case.claim)),
        (negated(case.claim), case.passage),
    ):
        assert ruled(LEANING, compare(claim, passage, *days)).stance is not Stance.SUPPORTS


@given(st.sampled_from(PLAIN))
def test_a_statement_negated_in_both_texts_is_one_statement(case: Case) -> None:
    claim = negated(case.claim)
    assert compare(claim, claim).bearing is Bearing.SAME


@given(st.sampled_from(PAIRS), st.integers(1_000, 999_999), st.floats(0.91, 1.09))
def test_a_number_within_the_claims_hedge_is_no_difference(
    pair: tuple[str, str], number: int, factor: float
) -> None:
    claim = pair[0].format(f"about {number:,}")
    assert compare(claim, pair[1].format(f"{round(number * factor):,}")).differences == ()


@given(st.sampled_from(PAIRS), st.integers(1_000, 999_999))
def test_a_number_rounded_to_two_places_is_no_difference(
    pair: tuple[str, str], number: int
) -> None:
    step = 10 ** (len(str(number)) - 3)
    rounded = round(number / step) * step
    claim, passage = pair[0].format(f"{number:,}"), pair[1].format(f"about {rounded:,}")
    assert compare(claim, passage).differences == ()


@given(st.sampled_from(PAIRS), st.integers(2, 999_999), st.sampled_from(HEDGES), st.data())
def test_a_number_that_agrees_reaches_the_judge_as_the_claim_has_it(
    pair: tuple[str, str], number: int, hedge: str, data: st.DataObject
) -> None:
    written = f"{hedge}{data.draw(st.sampled_from([f'{number:,}', spelled(number)]))}"
    claim = pair[0].format(written)
    assert written in in_claims_words(claim, pair[1].format(f"{number:,}"))


@given(st.sampled_from(PAIRS), st.integers(2, 10**6), st.floats(2, 1000))
def test_a_number_that_differs_reaches_the_judge_as_it_stands(
    pair: tuple[str, str], number: int, factor: float
) -> None:
    passage = pair[1].format(f"{round(number * factor):,}")
    assert in_claims_words(pair[0].format(f"{number:,}"), passage) == passage


def test_a_long_text_costs_no_more_than_its_first_part() -> None:
    claim, words = "North Korea sent 10,000 troops to Russia.", "Moscow sent 12,000 troops. "
    assert compare(claim, words * 4_000) == compare(claim, (words * 4_000)[:LONGEST])
