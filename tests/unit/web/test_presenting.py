from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.checking.confidence import LEVELS
from backend.checking.document import Document, note_document
from backend.checking.note import Gathered, write
from backend.domain import (
    Checkability,
    CheckStatus,
    DifferenceKind,
    Evidence,
    Judgement,
    Note,
    SearchStatus,
    Stance,
    Verdict,
)
from backend.web import labels
from backend.web.evidence import evidence_row
from backend.web.grouping import tally
from backend.web.lines import (
    NEARBY,
    SnapshotLine,
    highlight_view,
    report_line,
    safe_link,
    search_line,
)
from backend.web.presenting import NoteView, claim_parts, confidence, note_view
from backend.web.times import age, when
from tests.unit.web import newsroom

LATER = newsroom.CHECKED_AT + timedelta(hours=3)


def view_of(note: Note) -> NoteView:
    return note_view(note_document(note), LATER)


def note_of(*evidence: Evidence) -> Note:
    claims = newsroom.RICH_CLAIMS[:1]
    gathered = Gathered(newsroom.highlight(newsroom.LEFT), claims, evidence, (), ())
    return write(gathered, "judge", newsroom.CHECKED_AT)


def row_document(**changes: object) -> Document:
    document = note_document(newsroom.nine_of_two())["evidence"][0]
    return {**document, **changes}


@pytest.mark.parametrize(
    ("words", "enum", "without"),
    [
        (labels.VERDICTS, Verdict, set()),
        (labels.STANCES, Stance, {Stance.UNRELATED}),
        (labels.NOT_CHECKABLE, Checkability, {Checkability.CHECKABLE}),
        (labels.DIFFERENCES, DifferenceKind, set()),
        (labels.STATUSES, CheckStatus, set()),
        (labels.SEARCHES, SearchStatus, {SearchStatus.ANSWERED}),
    ],
)
def test_every_value_that_readers_may_see_has_words(
    words: dict[object, object], enum: Iterable[object], without: set[object]
) -> None:
    assert set(words) == set(enum) - without


def test_nine_reports_of_two_origins_are_counted_as_such() -> None:
    view = view_of(newsroom.nine_of_two())
    assert view.tally == "9 reports, 2 origins"
    assert view.verdict.label == "Independently reported"


def test_copies_are_folded_under_the_earliest_report_of_their_origin() -> None:
    wire, own = view_of(newsroom.nine_of_two()).claims[0].groups
    assert [row.report.outlet for row in wire.shown] == ["Baltic Wire"]
    assert len(wire.copies) == 7
    assert wire.copies_label == "7 more reports from this origin"
    assert wire.tally == "8 reports, 1 origin"
    assert wire.why == "The same text in 8 reports. All go back to the regional governor."
    assert (own.label, own.copies) == ("", ())


def test_a_copy_that_says_something_of_its_own_is_not_folded() -> None:
    first, *others = newsroom.copies()[:3]
    rows = [newsroom.row(0, first, newsroom.SUPPORTS_MORE)]
    rows += [newsroom.row(0, others[0], newsroom.SUPPORTS)]
    rows += [newsroom.row(0, others[1], newsroom.SUPPORTS_MORE)]
    (group,) = view_of(note_of(*rows)).claims[0].groups
    assert [row.report.outlet for row in group.shown] == ["Baltic Wire", "The Harbour Post"]
    assert [row.report.outlet for row in group.copies] == ["Morning Ledger"]
    assert group.copies_label == "1 more report from this origin"


def test_a_second_passage_of_the_same_report_is_no_second_report() -> None:
    report = newsroom.copies()[0]
    row = newsroom.row(0, report, newsroom.SUPPORTS)
    second = replace(row, passage=replace(row.passage, end=40))
    (group,) = view_of(note_of(row, second)).claims[0].groups
    assert group.tally == "1 report, 1 origin"
    assert group.copies_label == "1 more passage"


def test_what_says_the_same_stands_before_what_says_otherwise_and_what_only_mentions_it() -> None:
    reports = [newsroom.report(name, f"Text of {name}.", 1) for name in "ABC"]
    judgements = [newsroom.MENTIONS, Judgement(0.1, 0.8, 0.1), newsroom.SUPPORTS]
    rows = [newsroom.row(0, *pair) for pair in zip(reports, judgements, strict=True)]
    groups = view_of(note_of(*rows)).claims[0].groups
    assert [group.shown[0].stance.code for group in groups] == ["supports", "disputes", "mentions"]


def test_a_denial_is_marked_as_its_partys_and_takes_no_side() -> None:
    part = view_of(newsroom.rich_note()).claims[1]
    marks = [(side.stance.label, side.stance.party, side.tally) for side in part.sides]
    assert marks == [
        ("Says the same", "", "1 report, 1 origin"),
        ("Denial by", "the Kremlin", "1 report, 1 origin"),
    ]


def test_a_report_that_supports_and_passes_on_a_denial_keeps_its_stance() -> None:
    row = evidence_row(row_document(denied_by="the Kremlin"))
    assert (row.stance.code, row.stance.party, row.denied_by) == ("supports", "", "the Kremlin")


def test_an_origin_counts_on_the_side_where_it_was_weighed() -> None:
    same, other = newsroom.copies()[1:3]
    rows = [newsroom.row(0, same, newsroom.SUPPORTS)]
    rows += [newsroom.row(0, other, Judgement(0.2, 0.7, 0.1))]
    (part,) = claim_parts(note_document(note_of(*rows)))
    assert [(side.stance.code, side.tally) for side in part.sides] == [
        ("supports", "1 report, 1 origin")
    ]


def test_each_claim_has_its_own_verdict_and_the_most_cautionary_decides() -> None:
    view = view_of(newsroom.rich_note())
    assert [part.code for part in view.claims] == ["corroborated", "single_source", "not_checkable"]
    assert (view.code, view.decided_by) == ("single_source", 2)


def test_an_opinion_is_called_one_and_gets_no_verdict_and_no_confidence() -> None:
    view = view_of(newsroom.not_checkable_note())
    assert view.verdict.label == "No verdict: opinion"
    assert view.confidence is None


def test_not_enough_found_says_that_this_is_not_the_same_as_false() -> None:
    view = view_of(newsroom.insufficient_note())
    assert "not the same as false" in view.verdict.meaning
    assert view.confidence is None


@pytest.mark.parametrize(
    ("value", "level", "percent"),
    [
        (0.0, "low", 0),
        (0.594, "low", 59),
        (0.595, "medium", 60),
        (0.8, "high", 80),
        (1, "high", 100),
    ],
)
def test_the_level_of_confidence_is_that_of_the_percentage_shown(
    value: float, level: str, percent: int
) -> None:
    shown = confidence(value)
    assert shown is not None
    assert (shown.level, shown.percent) == (level, percent)


@given(st.floats(0, 1), st.floats(0, 1))
def test_more_confidence_is_never_a_lower_level(one: float, other: float) -> None:
    levels = [level for _, level in LEVELS]
    shown = [confidence(value) for value in sorted((one, other))]
    lower, higher = (levels.index(each.level) for each in shown if each)
    assert lower <= higher


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xy")), min_size=1))
def test_each_report_and_each_origin_is_counted_once(pairs: list[tuple[str, str]]) -> None:
    rows = [{"report": {"url": url}, "origin": origin} for url, origin in pairs]
    assert tally(rows) == tally(rows + rows)
    assert tally(rows).startswith(str(len({url for url, _ in pairs})))


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//example.org",
        "https://",
        "http://[::1",
        "ftp://example.org/",
        "",
    ],
)
def test_what_is_no_web_address_becomes_no_link(url: str) -> None:
    assert safe_link(url) is None
    line = report_line({"url": url, "title": "T", "outlet": "O", "published": None})
    assert line.link is None


def test_a_web_address_becomes_a_link_as_it_is() -> None:
    assert safe_link("https://example.org/a?b=c#d") == "https://example.org/a?b=c#d"


def test_a_report_without_a_title_is_named_by_its_address() -> None:
    line = report_line({"url": "https://a.example/", "title": "", "outlet": "", "published": None})
    assert line.title == "https://a.example/"


@pytest.mark.parametrize(
    ("iso", "text"),
    [
        ("2026-11-20", "20 November 2026"),
        ("2026-11-20T00:00:00+00:00", "20 November 2026"),
        ("2026-11-20T23:30:00-02:00", "21 November 2026, 01:30 UTC"),
    ],
)
def test_times_are_given_in_universal_time_and_bare_dates_without_an_hour(
    iso: str, text: str
) -> None:
    moment = when(iso)
    assert moment is not None
    assert (moment.iso, moment.text) == (iso, text)


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(hours=23, minutes=59), "23 hours ago"),
        (timedelta(days=3), "3 days ago"),
    ],
)
def test_the_age_of_a_note_is_told_in_the_largest_unit(passed: timedelta, words: str) -> None:
    assert age(newsroom.CHECKED_AT, newsroom.CHECKED_AT + passed) == words


@pytest.mark.parametrize(
    ("status", "found", "outcome"),
    [
        ("answered", 1200, "1,200 found"),
        ("answered", 0, "nothing found"),
        ("timed_out", 0, "did not answer in time"),
        ("failed", 0, "gave no usable answer"),
        ("rate_limited", 0, "asked us to come back later"),
        ("rate_limited", 3, "3 found; then asked us to come back later"),
    ],
)
def test_a_searcher_is_shown_with_how_it_ended(status: str, found: int, outcome: str) -> None:
    line = search_line({"searcher": "Archive", "status": status, "found": found})
    assert line.outcome == outcome


def test_only_the_nearest_words_around_a_highlight_are_shown() -> None:
    around = ("a" * 300 + " before ", " after " + "z" * 300)
    note = note_document(
        replace(newsroom.rich_note(), highlight=newsroom.highlight("Words.", around=around))
    )
    view = highlight_view(note["highlight"], "http://localhost/try")
    assert view.before.startswith("…")
    assert view.before.endswith("a before ")
    assert view.after.startswith(" after z")
    assert len(view.before) == len(view.after) == NEARBY + 1


def test_a_claim_pasted_here_has_no_page_to_link_to() -> None:
    note = note_document(newsroom.rich_note())
    own = note["highlight"]["page"]["url"]
    assert highlight_view(note["highlight"], own).link is None
    assert highlight_view(note["highlight"], "http://localhost/try").link == own


def test_what_is_said_of_an_outlet_says_whose_words_it_is() -> None:
    said = {"category": "state_media", "words": "State media", "by": "Wikipedia", "as_of": None}
    report = {"url": "https://a.example/", "title": "", "outlet": "A", "published": None}
    kind = {**said, "url": "https://en.wikipedia.org/wiki/A"}
    rating = {**said, "words": "Not to be used", "by": "<b>", "url": "javascript:alert(1)"}
    line = report_line({**report, "kind": kind, "rating": rating})
    assert [(each.text, each.link) for each in line.said] == [
        ("State media, according to Wikipedia", "https://en.wikipedia.org/wiki/A"),
        ("Not to be used, according to <b>", None),
    ]


def test_a_note_from_before_there_were_ratings_says_nothing_of_its_outlets() -> None:
    report = {"url": "https://a.example/", "title": "", "outlet": "A", "published": None}
    assert report_line(report).said == ()


def test_a_report_says_what_its_outlet_corrected_and_which_copy_was_read() -> None:
    report = {"url": "https://a.example/", "title": "", "outlet": "A", "published": None}
    snapshot = {"url": "https://web.archive.org/x", "taken": "2024-05-03T23:11:12+00:00"}
    line = report_line({**report, "corrections": ["Correction: <b>7</b>."], "snapshot": snapshot})
    assert line.corrections == ("Correction: <b>7</b>.",)
    assert line.snapshot == SnapshotLine("https://web.archive.org/x", "3 May 2024")
    hostile = {**snapshot, "url": "javascript:alert(1)"}
    assert report_line({**report, "snapshot": hostile}).snapshot == SnapshotLine(None, "3 May 2024")


def test_a_note_from_before_corrections_were_kept_has_none() -> None:
    report = {"url": "https://a.example/", "title": "", "outlet": "A", "published": None}
    assert report_line(report).corrections == ()
    assert report_line(report).snapshot is None
