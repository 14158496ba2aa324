from __future__ import annotations

import contextlib
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.archive.jsonl import read_reports
from backend.domain import Outlet, Report
from backend.errors import BadReports

ROW = {"url": "https://www.bbc.co.uk/a", "title": "Dam opened", "text": "The dam was opened."}


def line(**changes: object) -> str:
    return json.dumps({**ROW, **changes})


def test_a_line_becomes_a_report() -> None:
    written = line(
        outlet="The Paper",
        published="2026-11-20T06:30:00+01:00",
        author="Ada Moss",
        language="en",
    )
    assert list(read_reports([written])) == [
        Report(
            url="https://www.bbc.co.uk/a",
            title="Dam opened",
            text="The dam was opened.",
            outlet=Outlet("The Paper", "bbc.co.uk"),
            published=datetime(2026, 11, 20, 5, 30, tzinfo=UTC),
            author="Ada Moss",
            language="en",
        )
    ]


def test_what_is_not_known_may_be_left_out() -> None:
    (report,) = read_reports([line(outlet=None, published=None)])
    assert report.outlet == Outlet("bbc.co.uk", "bbc.co.uk")
    assert (report.published, report.author, report.language) == (None, None, None)


def test_a_date_without_a_zone_is_in_utc() -> None:
    (report,) = read_reports([line(published="2026-11-20")])
    assert report.published == datetime(2026, 11, 20, tzinfo=UTC)


def test_empty_lines_are_passed_over() -> None:
    assert len(list(read_reports(["\n", line() + "\n", "  \n", line()]))) == 2


def test_the_text_stays_to_the_letter() -> None:
    text = "  One.\n\n\tTwo\u2028 two\u00a0e\u0301. "
    (report,) = read_reports([line(text=text)])
    assert report.text == text


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("{", "Line 2 is no JSON"),
        ("[" * 100_000, "Line 2 is no JSON"),
        ("[]", "Line 2 is no JSON object"),
        ('"text"', "Line 2 is no JSON object"),
        ("{}", 'Line 2 needs "url"'),
        (line(title=""), 'Line 2 needs "title"'),
        (line(text=" \n"), 'Line 2 needs "text"'),
        (line(text=5), 'Line 2 needs "text"'),
        (line(text="\ud800"), 'Line 2: "text" holds a character that is no text'),
        (line(title="a\x00b"), 'Line 2: "title" holds a character that is no text'),
        (line(author=["Ada"]), 'Line 2: "author" must be text'),
        (line(url="javascript:alert(1)"), 'Line 2: "url" must be an http or https address'),
        (line(url="https://"), 'Line 2: "url" must be an http or https address'),
        (line(url="http://[broken"), 'Line 2: "url" must be an http or https address'),
        (line(published="soon"), 'Line 2: "published" must be a date'),
        (line(published="0001-01-01T00:00:00+14:00"), 'Line 2: "published" must be a date'),
    ],
)
def test_a_bad_line_is_named_with_what_is_wrong(written: str, complaint: str) -> None:
    with pytest.raises(BadReports, match=complaint):
        list(read_reports([line(), written]))


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from([*ROW, "outlet"]), inner),
    max_leaves=5,
)


@given(JSON.map(json.dumps) | st.text())
def test_any_line_gives_a_report_or_a_complaint(written: str) -> None:
    with contextlib.suppress(BadReports):
        reports = list(read_reports([written]))
        assert all(report.text.strip() and report.outlet.name for report in reports)
