from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pytest

from backend.checking.ports import Judge, Pair
from backend.checking.stance import evidence_from
from backend.domain import Difference, DifferenceKind, Judgement, Stance
from tests.factories import a_claim, a_report


@dataclass(frozen=True)
class SteadyJudge(Judge):
    """A judge that says the same of every pair."""

    word: Judgement
    name: str = "steady"

    def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
        return [self.word for _ in pairs]


LEANING = SteadyJudge(Judgement(0.6, 0.2, 0.2))


def test_a_report_of_another_number_disputes_and_says_what_differs() -> None:
    report = a_report("North Korea sent 12,000 troops to Russia, Seoul says.")
    (row,) = evidence_from(report, [a_claim()], LEANING)
    assert row.stance is Stance.DISPUTES
    assert row.judgement.differences == (Difference(DifferenceKind.NUMBER, "10,000", "12,000"),)


def test_a_denial_by_a_party_is_marked_as_that_partys() -> None:
    report = a_report("The Kremlin denied that North Korea sent 10,000 troops to Russia.")
    (row,) = evidence_from(report, [a_claim()], LEANING)
    assert (row.stance, row.judgement.denied_by) == (Stance.DISPUTES, "the Kremlin")


def test_a_denial_in_other_words_is_marked_where_the_judge_hears_it() -> None:
    report = a_report(
        "Of troops that North Korea sent to Russia, the Kremlin denied all knowledge."
    )
    (row,) = evidence_from(report, [a_claim()], SteadyJudge(Judgement(0.1, 0.8, 0.1)))
    assert row.judgement.denied_by == "the Kremlin"


def test_no_one_denies_what_the_judge_finds_supported() -> None:
    report = a_report(
        "North Korea sent 10,000 troops to Russia. The Kremlin denied another report."
    )
    (row,) = evidence_from(report, [a_claim()], LEANING)
    assert (row.stance, row.judgement.denied_by) == (Stance.SUPPORTS, None)


@pytest.mark.parametrize(
    ("claimed_on", "stance"),
    [
        (date(2024, 10, 22), Stance.MENTIONS),  # the report is a day younger
        (date(2024, 10, 25), Stance.DISPUTES),
    ],
)
def test_the_pages_day_and_the_reports_tell_which_count_is_the_later(
    claimed_on: date, stance: Stance
) -> None:
    report = a_report("The earthquake in Lima killed 70 people.")
    claim = a_claim("The earthquake in Lima killed 40 people.")
    (row,) = evidence_from(report, [claim], LEANING, claimed_on)
    assert row.stance is stance


def test_a_passage_that_the_judge_drops_is_no_evidence() -> None:
    dropping = SteadyJudge(Judgement(0.1, 0.1, 0.8, about=0.0))
    assert evidence_from(a_report("North Korea sent troops."), [a_claim()], dropping) == []


def test_a_passage_that_takes_no_side_and_shares_few_words_is_of_another_matter() -> None:
    mentioning = SteadyJudge(Judgement(0.1, 0.1, 0.8))
    far = a_report("Troops of clowns paraded through the old town in the rain on Sunday.")
    near = a_report("Whether North Korea sent troops to Russia was not asked.")
    assert evidence_from(far, [a_claim()], mentioning) == []
    assert len(evidence_from(near, [a_claim()], mentioning)) == 1


@dataclass(frozen=True)
class TellsTextsApart(Judge):
    """Says one thing of texts that hold a word, and another of those that don't."""

    word: str
    with_it: Judgement
    without: Judgement
    name: str = "tells texts apart"

    def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
        return [self.with_it if self.word in pair.passage else self.without for pair in pairs]


HOAX = TellsTextsApart("hoax", Judgement(0.1, 0.8, 0.1), Judgement(0.7, 0.1, 0.2))
A_STORY = (
    "The mayor of Bari was said to have sold the town's old harbour. It was all over the town."
)


def test_a_passage_does_not_stand_against_what_the_rest_of_its_report_says() -> None:
    report = a_report(f"{A_STORY} Everybody had a view. It was a hoax, the paper found.")
    claim = a_claim("The mayor of Bari sold the old harbour of the town.")
    (row,) = evidence_from(report, [claim], HOAX)
    assert row.stance is not Stance.SUPPORTS
    assert "hoax" not in row.passage.text


def test_the_headline_is_read_with_the_rest_of_a_report() -> None:
    report = replace(a_report(A_STORY), title="Harbour sale is a hoax")
    claim = a_claim("The mayor of Bari sold the old harbour of the town.")
    (row,) = evidence_from(report, [claim], HOAX)
    assert row.stance is not Stance.SUPPORTS


def test_a_number_that_differs_stands_whatever_the_rest_of_a_report_says() -> None:
    report = a_report("North Korea sent 12,000 troops to Russia, Seoul says. It is no hoax.")
    judge = TellsTextsApart("hoax", Judgement(0.9, 0.05, 0.05), LEANING.word)
    (row,) = evidence_from(report, [a_claim()], judge)
    assert row.stance is Stance.DISPUTES
