from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.checking.counting import Counted, count
from backend.domain import (
    Evidence,
    Passage,
    Rating,
    RatingCategory,
    Ratings,
    Report,
    Stance,
    Telling,
)
from tests.factories import a_claim, evidence_of

SUPPORTS, DISPUTES, MENTIONS = Stance.SUPPORTS, Stance.DISPUTES, Stance.MENTIONS
PAGE_DAY = date(2024, 10, 28)
DATED = a_claim("North Korea sent troops to Russia on 23 October 2024.")


def counted(row: Evidence, text: str = "North Korea sent 10,000 troops to Russia.") -> Counted:
    (one,) = count(a_claim(text), [row], PAGE_DAY)
    return one


def rated(category: RatingCategory, stance: Stance = SUPPORTS, note: str = "") -> Evidence:
    rating = Rating("o.test", category, "Wikipedia", note=note)
    ratings = Ratings(kind=rating) if category.is_kind else Ratings(reliability=rating)
    return replace(evidence_of(stance, "o"), ratings=ratings)


def with_report(row: Evidence, **changes: object) -> Evidence:
    report: Report = replace(row.passage.report, **changes)  # type: ignore[arg-type]
    return replace(row, passage=Passage(report, 0, len(report.text)))


def published(year: int, month: int, day: int) -> Evidence:
    moment = datetime(year, month, day, 12, tzinfo=UTC)
    return evidence_of(SUPPORTS, "o", published=moment)


@pytest.mark.parametrize("stance", [SUPPORTS, DISPUTES])
def test_a_row_that_takes_a_side_has_a_whole_voice_by_itself(stance: Stance) -> None:
    one = counted(evidence_of(stance, "o"))
    assert (one.share, one.row.uncounted, one.row.counts_less) == (1, "", "")


def test_a_mention_has_no_voice_and_needs_no_reason() -> None:
    one = counted(evidence_of(MENTIONS, "o"))
    assert (one.share, one.reasons, one.row.uncounted) == (0, (), "")


def test_a_denial_by_a_party_takes_no_side() -> None:
    one = counted(evidence_of(DISPUTES, "o", denied_by="the Kremlin"))
    assert one.share == 0
    assert one.row.uncounted == (
        "The denial by the Kremlin takes no side."
        " That a party to the matter denies it is no finding."
    )


@pytest.mark.parametrize("stance", [SUPPORTS, DISPUTES])
def test_satire_never_counts(stance: Stance) -> None:
    one = counted(rated(RatingCategory.SATIRE, stance))
    assert one.share == 0
    assert one.row.uncounted == "It does not count: the outlet is rated as satire by Wikipedia."


@pytest.mark.parametrize(
    "category", [RatingCategory.GENERALLY_UNRELIABLE, RatingCategory.DEPRECATED]
)
def test_an_outlet_that_is_rated_as_unreliable_counts_half(category: RatingCategory) -> None:
    one = counted(rated(category))
    assert one.share == 0.5
    assert one.row.counts_less == (
        f"It counts half: Wikipedia says of the outlet “{category.words}”."
    )


@pytest.mark.parametrize(
    "category",
    [RatingCategory.GENERALLY_RELIABLE, RatingCategory.NO_CONSENSUS, RatingCategory.DEPENDS],
)
def test_other_ratings_change_nothing(category: RatingCategory) -> None:
    assert counted(rated(category)).share == 1


def test_state_media_that_denies_its_own_governments_matter_speaks_for_that_party() -> None:
    note = "Run by the state or the ruling party of Russia"
    one = counted(rated(RatingCategory.STATE_MEDIA, DISPUTES, note))
    assert one.share == 0
    assert one.row.uncounted == (
        "It takes no side: state media of Russia, a party to the matter, speaks for that party."
    )


def test_state_media_that_reports_its_own_governments_matter_counts_half() -> None:
    note = "Run by the state or the ruling party of Russia"
    one = counted(rated(RatingCategory.STATE_MEDIA, SUPPORTS, note))
    assert one.share == 0.5
    assert one.row.counts_less == (
        "It counts half: state media of Russia, a party to the matter, speaks for that party."
    )


def test_state_media_of_a_state_that_is_no_party_counts_like_any_other() -> None:
    note = "Run by the state or the ruling party of Cuba"
    assert counted(rated(RatingCategory.STATE_MEDIA, DISPUTES, note)).share == 1
    assert counted(rated(RatingCategory.STATE_MEDIA, DISPUTES)).share == 1


@pytest.mark.parametrize(
    "notice",
    [
        "Editor's note: This article has been retracted.",
        "Correction: We have withdrawn this report, whose source misled us.",
        "Retraction: the photo was of another place.",
    ],
)
def test_a_report_that_its_outlet_has_withdrawn_does_not_count(notice: str) -> None:
    one = counted(with_report(evidence_of(SUPPORTS, "o"), corrections=(notice,)))
    assert one.share == 0
    assert one.row.uncounted == "It does not count: the outlet has withdrawn the report."


def test_a_title_may_say_that_the_report_is_withdrawn() -> None:
    title = "RETRACTED: Troops on the march"
    assert counted(with_report(evidence_of(SUPPORTS, "o"), title=title)).share == 0


@pytest.mark.parametrize("title", ["Troops withdrawn from the border", "Retraction denied"])
def test_a_report_about_a_withdrawal_is_not_withdrawn(title: str) -> None:
    notice = "Correction: The army has withdrawn from two towns, not three."
    row = with_report(evidence_of(SUPPORTS, "o"), title=title, corrections=(notice,))
    assert counted(row).share == 1


def test_a_correction_of_what_the_claim_says_leaves_half() -> None:
    notice = "Correction: North Korea sent 10,000 troops, not 12,000."
    one = counted(with_report(evidence_of(SUPPORTS, "o"), corrections=(notice,)))
    assert one.share == 0.5
    assert one.row.counts_less == "It counts half: the outlet has corrected what it says of this."


def test_a_correction_of_something_else_changes_nothing() -> None:
    notice = "Correction: The photographer's name is Ana Brown."
    assert counted(with_report(evidence_of(SUPPORTS, "o"), corrections=(notice,))).share == 1


def test_a_change_without_a_notice_changes_nothing() -> None:
    later = datetime(2024, 11, 20, tzinfo=UTC)
    assert counted(with_report(evidence_of(SUPPORTS, "o"), modified=later)).share == 1


def test_a_report_from_before_the_day_that_the_claim_tells_of_does_not_count() -> None:
    one = counted(published(2024, 10, 21), DATED.text)
    assert one.share == 0
    assert one.row.uncounted == (
        "It does not count: it appeared before the day that the claim tells of."
    )


def test_clocks_differ_by_a_day() -> None:
    assert counted(published(2024, 10, 22), DATED.text).share == 1


def test_a_report_more_than_a_year_older_than_the_page_counts_half() -> None:
    one = counted(published(2023, 10, 1))
    assert one.share == 0.5
    assert one.row.counts_less == "It counts half: it is more than a year older than your page."


def test_a_report_without_a_day_is_not_held_to_be_old() -> None:
    assert counted(evidence_of(SUPPORTS, "o", published=None), DATED.text).share == 1


def test_without_a_day_of_the_page_no_report_is_old() -> None:
    (one,) = count(a_claim(), [published(1999, 1, 1)])
    assert one.share == 1


@pytest.mark.parametrize(("source", "said"), [("the ministry", "the ministry"), ("", "others")])
def test_a_second_hand_report_counts_half_and_says_whose_word_it_is(source: str, said: str) -> None:
    row = replace(evidence_of(SUPPORTS, "o"), telling=Telling.PASSED_ON, source=source)
    one = counted(row)
    assert one.share == 0.5
    assert one.row.counts_less == f"It counts half: it passes on the word of {said}."


def test_an_outlets_own_reporting_has_a_whole_voice() -> None:
    assert counted(replace(evidence_of(SUPPORTS, "o"), telling=Telling.OWN)).share == 1


def test_two_reasons_to_count_less_leave_a_quarter_and_both_are_said() -> None:
    row = replace(rated(RatingCategory.DEPRECATED), telling=Telling.PASSED_ON)
    one = counted(row)
    assert one.share == 0.25
    assert one.row.counts_less.count("It counts half") == 2


def test_of_reasons_not_to_count_one_is_said_and_none_to_count_less() -> None:
    row = replace(
        rated(RatingCategory.SATIRE),
        telling=Telling.PASSED_ON,
    )
    one = counted(with_report(row, title="RETRACTED: Troops"))
    assert one.row.uncounted == "It does not count: the outlet is rated as satire by Wikipedia."
    assert one.row.counts_less == ""


@given(st.sampled_from(list(Telling)), st.sampled_from(list(RatingCategory)), st.floats(0.51, 1))
def test_a_row_counts_whole_or_says_why_not(
    telling: Telling, category: RatingCategory, chance: float
) -> None:
    row = replace(rated(category), telling=telling)
    one = counted(replace(row, judgement=evidence_of(SUPPORTS, "o", chance).judgement))
    assert 0 <= one.chance <= one.share <= 1
    assert bool(one.row.uncounted) == (one.share == 0)
    assert bool(one.row.counts_less) == (0 < one.share < 1)
