from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from backend.checking.counting import count
from backend.checking.summary import summarise
from backend.checking.verdict import weigh
from backend.domain import (
    Checkability,
    Claim,
    Difference,
    DifferenceKind,
    Evidence,
    Origin,
    Rating,
    RatingCategory,
    Ratings,
    Searched,
    SearchStatus,
    Stance,
)
from tests.factories import a_claim, evidence_of

SUPPORTS, DISPUTES, MENTIONS = Stance.SUPPORTS, Stance.DISPUTES, Stance.MENTIONS
ASKED = (Searched("archive", SearchStatus.ANSWERED, 3),)
NUMBER, PLACE = DifferenceKind.NUMBER, DifferenceKind.PLACE


def summary_of(*evidence: Evidence, searched: Sequence[Searched] = ASKED) -> str:
    counted = count(a_claim(), evidence)
    return summarise([weigh(a_claim(), counted)], [one.row for one in counted], searched)


def rows(stance: Stance, origin: str, reports: int) -> list[Evidence]:
    urls = [f"http://{origin}{index}.test/1" for index in range(reports)]
    return [evidence_of(stance, origin, url=url) for url in urls]


def with_source(row: Evidence, source: str) -> Evidence:
    origin = row.origin
    return replace(row, origin=Origin(origin.id, origin.label, origin.urls, source=source))


def differing(row: Evidence, *differences: Difference) -> Evidence:
    return replace(row, judgement=replace(row.judgement, differences=differences))


def test_reports_and_origins_are_counted_on_both_sides() -> None:
    told = summary_of(
        *rows(SUPPORTS, "wire", 8), *rows(SUPPORTS, "own", 1), *rows(DISPUTES, "other", 1)
    )
    assert told == "9 reports from 2 origins say the same; 1 report says otherwise."


def test_one_report_is_one_report() -> None:
    assert summary_of(*rows(SUPPORTS, "a", 1)) == "1 report says the same."


def test_copies_of_one_origin_are_said_to_be_that() -> None:
    assert summary_of(*rows(SUPPORTS, "a", 6)) == "6 reports from 1 origin say the same."


def test_whom_all_go_back_to_is_named() -> None:
    several = [with_source(row, "the ministry") for row in rows(SUPPORTS, "a", 3)]
    assert summary_of(*several) == (
        "3 reports from 1 origin say the same (all go back to the ministry)."
    )
    assert summary_of(several[0]) == "1 report says the same (it goes back to the ministry)."


def test_a_source_of_one_of_two_origins_is_not_named_for_both() -> None:
    told = summary_of(
        with_source(rows(SUPPORTS, "a", 1)[0], "the ministry"), *rows(SUPPORTS, "b", 1)
    )
    assert told == "2 reports from 2 origins say the same."


def test_a_partys_denial_is_that_partys_and_no_report_that_says_otherwise() -> None:
    told = summary_of(
        *rows(SUPPORTS, "a", 1),
        evidence_of(DISPUTES, "b", denied_by="the Kremlin"),
        evidence_of(DISPUTES, "c", denied_by="Pyongyang"),
    )
    assert told == "1 report says the same; the Kremlin and Pyongyang deny it."


def test_one_party_denies() -> None:
    told = summary_of(*rows(SUPPORTS, "a", 1), evidence_of(DISPUTES, "b", denied_by="the Kremlin"))
    assert told == "1 report says the same; the Kremlin denies it."


def test_numbers_that_differ_are_named() -> None:
    more = Difference(NUMBER, "10,000", "12,000")
    otherwise = [differing(rows(DISPUTES, "c", 1)[0], more), *rows(DISPUTES, "d", 1)]
    assert summary_of(*rows(SUPPORTS, "a", 1), *otherwise) == (
        "1 report says the same;"
        " 2 reports from 2 origins say otherwise: one gives 12,000 instead of 10,000."
    )


@pytest.mark.parametrize(
    ("giving", "reports", "said"),
    [
        (1, 1, "1 report says otherwise: it gives 3,000 instead of 1,500."),
        (3, 3, "3 reports from 1 origin say otherwise: all give 3,000 instead of 1,500."),
        (2, 3, "3 reports from 1 origin say otherwise: 2 of them give 3,000 instead of 1,500."),
    ],
)
def test_how_many_give_another_number_is_said(giving: int, reports: int, said: str) -> None:
    later = Difference(NUMBER, "1,500", "3,000")
    found = rows(DISPUTES, "a", reports)
    given = [differing(row, later) for row in found[:giving]] + found[giving:]
    assert summary_of(*given) == said


def test_another_place_is_named() -> None:
    row = differing(rows(DISPUTES, "a", 1)[0], Difference(PLACE, "Kursk", "Kharkiv"))
    assert summary_of(row) == "1 report says otherwise: it names Kharkiv instead of Kursk."


def test_a_difference_too_long_for_a_sentence_is_left_to_the_evidence() -> None:
    row = differing(rows(DISPUTES, "a", 1)[0], Difference(NUMBER, "10,000", "9" * 60))
    assert summary_of(row) == "1 report says otherwise."


def test_nothing_found_is_not_false() -> None:
    assert summary_of() == "Nobody was found who reports this. That does not make it false."


def test_reports_that_leave_it_open_are_counted() -> None:
    assert summary_of(*rows(MENTIONS, "a", 2)) == (
        "Nobody was found who reports this. 2 reports on the matter leave it open."
        " That does not make it false."
    )


def test_a_denial_alone_does_not_make_it_false() -> None:
    assert summary_of(evidence_of(DISPUTES, "c", denied_by="the Kremlin")) == (
        "Nobody was found who reports this. The Kremlin denies it. That does not make it false."
    )


def test_a_report_that_does_not_count_is_not_passed_over() -> None:
    satire = Ratings(kind=Rating("a.test", RatingCategory.SATIRE, "a list"))
    told = summary_of(replace(evidence_of(SUPPORTS, "a"), ratings=satire))
    assert "1 report takes a side and does not count, as the evidence says." in told


def test_searches_that_failed_are_counted() -> None:
    searched = (*ASKED, Searched("wikipedia", SearchStatus.FAILED))
    assert "Only 1 of 2 searches answered." in summary_of(searched=searched)


def test_without_a_search_nothing_was_checked() -> None:
    assert summary_of(searched=()) == (
        "This was not checked: no search could be made, so nothing can be said of it."
    )


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        (Checkability.OPINION, "an opinion"),
        (Checkability.PREDICTION, "a prediction"),
        (Checkability.QUESTION, "a question"),
        (Checkability.ADVICE, "advice"),
    ],
)
def test_what_gets_no_verdict_cannot_pass_for_approved(kind: Checkability, what: str) -> None:
    weighed = weigh(Claim("Bad.", 0, 4, kind), [])
    assert summarise([weighed], [], ASKED) == (
        f"This is {what}, which reports cannot settle. It was not checked and gets no verdict."
    )


def test_several_claims_are_told_one_after_the_other() -> None:
    counted = count(a_claim(), rows(SUPPORTS, "a", 1))
    claims = [weigh(a_claim(), counted), weigh(Claim("Bad.", 0, 4, Checkability.OPINION), [])]
    assert summarise(claims, [one.row for one in counted], ASKED) == (
        "Claim 1: 1 report says the same."
        " Claim 2: This is an opinion, which reports cannot settle."
        " It was not checked and gets no verdict."
    )
