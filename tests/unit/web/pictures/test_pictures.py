from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.checking.document import Document, note_document
from backend.web.pictures import Pictures, pictures
from backend.web.pictures.reports import origin_numbers, span_of
from backend.web.pictures.ticks import ticks
from tests.unit.web import crowds, newsroom

MOMENTS = st.datetimes(timezones=st.just(UTC))


def nine() -> Document:
    return note_document(newsroom.nine_of_two())


def drawn(document: Document) -> Pictures:
    both = pictures(document)
    assert both is not None
    return both


def published(document: Document, *times: str | None) -> Document:
    """The note's first rows with these times."""
    rows = document["evidence"][: len(times)]
    for row, time in zip(rows, times, strict=True):
        row["report"]["published"] = time
    return {**document, "evidence": rows}


def test_a_note_without_evidence_has_no_pictures() -> None:
    assert pictures(note_document(newsroom.not_checkable_note())) is None


def test_nine_reports_hang_on_two_origins() -> None:
    tree = drawn(nine()).tree
    assert tree.says == "9 reports, 2 origins: 8 reports on origin 1, 1 report on origin 2."
    assert [len(trunk.leaves) for trunk in tree.trunks] == [8, 1]


def test_the_earliest_report_is_named_with_its_time() -> None:
    assert drawn(nine()).timeline.says == (
        "The earliest report found is by Baltic Wire: 20 November 2026, 21:10 UTC."
    )


@pytest.mark.parametrize(
    ("times", "says"),
    [
        (
            ("2026-11-20", "2026-11-20T12:00:00+00:00", "2026-11-21T00:30:00+00:00"),
            "The earliest of 3 reports found is by one of these: Baltic Wire, The Harbour Post.",
        ),
        (
            ("2026-11-20", "2026-11-20", "2026-11-20", "2026-11-20"),
            (
                "The earliest of 4 reports found is by one of these: Baltic Wire, Koprivna Daily,"
                " Morning Ledger and 1 more."
            ),
        ),
        ((None, None), "No report found says when it appeared."),
    ],
)
def test_where_only_the_day_is_known_nobody_is_called_first(
    times: tuple[str | None, ...], says: str
) -> None:
    assert drawn(published(nine(), *times)).timeline.says == says


def test_a_day_of_which_no_hour_is_known_is_drawn_as_long_as_it_is() -> None:
    document = published(nine(), "2026-11-20", "2026-11-21T00:00:00+00:00", None)
    first, second, unknown = drawn(document).timeline.rows
    assert first.day is not None
    assert second.day is not None
    assert first.day.x2 == second.day.x1
    assert (unknown.day, unknown.track, unknown.time.text) == (None, None, "date unknown")


def test_later_reports_stand_further_to_the_right() -> None:
    rows = drawn(nine()).timeline.rows
    assert rows[0].marks[0].x < rows[1].marks[0].x < rows[-1].marks[0].x
    assert rows[0].time.text == "20 Nov, 21:10"


def test_years_are_told_where_the_reports_are_of_several() -> None:
    document = published(nine(), "2024-11-20T10:00:00+00:00", "2026-11-21T10:00:00+00:00")
    assert [row.time.text for row in drawn(document).timeline.rows] == [
        "20 Nov 2024",
        "21 Nov 2026",
    ]


def test_each_leaf_says_what_ties_it_to_an_earlier_report_and_why_it_does_not_count() -> None:
    document = nine()
    first, second, third = document["origin_groups"][0]["reports"][:3]
    document["origin_groups"][0]["ties"] = [
        {"kind": "same_text", "one": second, "other": first, "why": "The same text."},
        {"kind": "wire_credit", "one": third, "other": second, "why": "Both credit a wire."},
    ]
    for row in document["evidence"]:
        row["uncounted"] = "It was retracted." if row["report"]["url"] == second else None
    both = drawn(document)
    assert [report.why for report in both.origins[0].reports[:3]] == [
        (),
        ("The same text.", "Not counted: It was retracted."),
        ("With The Harbour Post: Both credit a wire.",),
    ]
    leaves = both.tree.trunks[0].leaves[:3]
    assert leaves[2].why[0].text.startswith("With The Harbour Post:")
    assert [leaf.counts for leaf in leaves] == [True, False, True]


@pytest.mark.parametrize(
    ("why", "about"),
    [
        ("The same text in 8 reports.", ("The same text in 8 reports.", "All go back to him.")),
        ("All go back to him.", ("All go back to him.",)),
        ("", ("First found at Baltic Wire.", "All go back to him.")),
    ],
)
def test_an_origin_says_once_whom_all_of_its_reports_go_back_to(
    why: str, about: tuple[str, ...]
) -> None:
    document = nine()
    document["origin_groups"][0] |= {"source": "him", "why": why}
    document["origin_groups"][1]["source"] = "her"
    both = drawn(document)
    assert both.origins[0].about == about
    assert both.origins[1].about == ("It goes back to her.",)


def test_a_report_that_says_two_things_has_both_marks_and_says_of_which_claim() -> None:
    document = note_document(newsroom.rich_note())
    document["evidence"][0]["report"]["url"] = document["evidence"][-1]["report"]["url"]
    document["evidence"][0]["origin"] = document["evidence"][-1]["origin"]
    both = [timed.report for timed in drawn(document).reports if len(timed.report.said) > 1]
    assert [report.marks for report in both] == [("supports", "denial")]
    assert [said.words for said in both[0].said] == [
        "Claim 1: Says the same",
        "Claim 2: Denial by the Kremlin",
    ]


def test_origins_are_numbered_in_the_order_of_the_note() -> None:
    document = nine()
    assert list(origin_numbers(document).values()) == [1, 2]
    document["origin_groups"] = []
    assert list(origin_numbers(document).values()) == [1, 2]


def test_forty_reports_of_awkward_names_are_all_there() -> None:
    both = drawn(note_document(crowds.crowded_note()))
    assert len(both.timeline.rows) == 40
    assert len({timed.report.outlet for timed in both.reports}) == 40


@given(MOMENTS, MOMENTS)
def test_there_are_few_ticks_between_the_ends_in_their_order(
    one: datetime, other: datetime
) -> None:
    start, end = sorted((one, other))
    found = [tick.at for tick in ticks(start, end)]
    assert len(found) <= 3
    assert found == sorted(found)
    assert all(start < at < end for at in found)


@pytest.mark.parametrize(
    ("length", "texts"),
    [
        (timedelta(hours=3), ["22:00", "23:00", "21 Nov"]),
        (timedelta(days=3), ["21 Nov", "22 Nov", "23 Nov"]),
        (timedelta(days=365 * 10), ["2030", "2035"]),
    ],
)
def test_ticks_stand_at_round_moments(length: timedelta, texts: list[str]) -> None:
    found = ticks(newsroom.NIGHT, newsroom.NIGHT + length)
    assert [tick.text for tick in found] == texts


@pytest.mark.parametrize("iso", ["0001-01-01", "9999-12-31", "9999-12-31T23:59:59+00:00"])
def test_the_first_and_the_last_day_there_is_are_days_too(iso: str) -> None:
    span = span_of(iso)
    assert span is not None
    assert span.start <= span.end
