"""Whole reports without a claim: only agencies and posts tie what is worded anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from backend.checking.origins import group
from backend.domain import Outlet, Report, TieKind
from tests.factories import A_DAY, a_report

GENEVA = (
    "Envoys of North and South Korea met secretly in Geneva last week to discuss the hotline"
    " between the two countries"
)


def report(text: str, outlet: str, days: int = 0) -> Report:
    made = a_report(text, f"http://{outlet.lower()}.test/1", A_DAY + timedelta(days=days))
    return replace(made, title="Talks in Geneva", outlet=Outlet(outlet, "x.test"))


FROM_YONHAP = report(f"{GENEVA}, Yonhap reported. No statement was issued.", "A")
AS_WELL = report(
    "According to the Yonhap news agency, North and South Korea sent envoys to Geneva to discuss"
    " their hotline. They met secretly last week.",
    "B",
)


def test_reports_that_open_with_one_agency_s_word_on_one_matter_are_one_origin() -> None:
    (origin,) = group([FROM_YONHAP, AS_WELL])
    assert (origin.source, origin.ties[0].kind) == ("Yonhap", TieKind.NAMED_SOURCE)


def test_the_agency_s_own_report_belongs_to_them() -> None:
    own = report("The two Koreas sent envoys to Geneva to discuss the hotline.", "Yonhap", -1)
    (origin,) = group([FROM_YONHAP, AS_WELL, own])
    assert origin.urls[0] == own.url


def test_one_agency_on_two_matters_or_at_two_times_is_two_origins() -> None:
    other = report("Yonhap reported that a typhoon had closed the port of Busan on Monday.", "C")
    later = replace(AS_WELL, published=A_DAY + timedelta(days=30))
    assert len(group([FROM_YONHAP, other])) == 2
    assert len(group([FROM_YONHAP, later])) == 2


def test_one_minister_s_words_make_no_two_whole_reports_one() -> None:
    one = report(f"{GENEVA}, the foreign minister said.", "A")
    other = report("The foreign minister said that envoys of both Koreas met in Geneva.", "B")
    assert len(group([one, other])) == 2


def test_what_another_outlet_was_told_ties_no_whole_reports() -> None:
    one = report(f"{GENEVA}, a diplomat told the New York Times.", "A")
    other = report("A diplomat told the New York Times that envoys met in Geneva.", "B")
    assert len(group([one, other])) == 2
