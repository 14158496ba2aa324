"""What becomes of reports that arrive again, on each database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from backend.domain import Outlet, Query, Report
from backend.store.archive import ArchiveStore
from backend.store.engine import Sessions
from backend.store.keeping import Arrival, Kept
from backend.store.versions import MOST_VERSIONS

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
URL = "https://paper.example/dam"


@pytest.fixture
def archive(sessions: Sessions) -> ArchiveStore:
    return ArchiveStore(sessions)


def dam(body: str, title: str = "Dam", author: str | None = None) -> Report:
    return Report(URL, title, body, Outlet("The Paper", "paper.example"), NOW, author)


def put(archive: ArchiveStore, body: str, hours: float, **more: str) -> Kept:
    return archive.put_report(dam(body, **more), NOW + timedelta(hours=hours))


def said(archive: ArchiveStore) -> list[tuple[int, str, float]]:
    """Each version's number, text, and hours after the first."""
    return [
        (version.number, version.text, (version.seen_at - NOW) / timedelta(hours=1))
        for version in archive.versions(URL)
    ]


def test_an_edited_report_keeps_what_it_said_before(archive: ArchiveStore) -> None:
    assert put(archive, "Three gates.", 0) == Kept(new=1)
    assert put(archive, "Four gates.", 1) == Kept(edited=1)
    assert put(archive, "Four gates, corrected.", 2) == Kept(edited=1)
    assert said(archive) == [
        (1, "Three gates.", 0),
        (2, "Four gates.", 1),
        (3, "Four gates, corrected.", 2),
    ]
    assert archive.stats().versions == 2
    assert archive.search(Query("", terms=("three",)), 5) == []


def test_reading_again_what_is_unchanged_makes_no_version(archive: ArchiveStore) -> None:
    put(archive, "Three gates.", 0)
    assert put(archive, "Three gates.", 1) == Kept(same=1)
    assert put(archive, "Three gates.", 2, author="Ada Moss") == Kept(same=1)
    assert said(archive) == [(1, "Three gates.", 0)]
    (hit,) = archive.search(Query("", terms=("gates",)), 5)
    assert hit.report
    assert hit.report.author == "Ada Moss"


def test_an_edited_title_is_a_version_too(archive: ArchiveStore) -> None:
    put(archive, "Three gates.", 0)
    assert put(archive, "Three gates.", 1, title="Dam bursts") == Kept(edited=1)
    assert [version.title for version in archive.versions(URL)] == ["Dam", "Dam bursts"]


def test_an_older_text_that_comes_later_takes_its_place_in_time(archive: ArchiveStore) -> None:
    put(archive, "First.", 0)
    put(archive, "Last.", 9)
    late = Arrival(dam("Between."), seen_at=NOW + timedelta(hours=5))
    for _ in range(2):
        archive.keep([late], NOW + timedelta(hours=10))
        assert said(archive) == [(1, "First.", 0), (2, "Between.", 5), (3, "Last.", 9)]
    archive.keep([Arrival(dam("Zeroth."), seen_at=NOW - timedelta(hours=1))], NOW)
    assert [text for _, text, _ in said(archive)] == ["Zeroth.", "First.", "Between.", "Last."]
    assert [number for number, _, _ in said(archive)] == [1, 2, 3, 4]


def test_a_text_that_goes_back_and_forth_is_told_as_it_was(archive: ArchiveStore) -> None:
    for hour, body in enumerate(("A.", "B.", "A.", "C.")):
        put(archive, body, hour)
    assert [text for _, text, _ in said(archive)] == ["A.", "B.", "A.", "C."]


def test_one_address_twice_at_once_is_one_report_with_a_version(archive: ArchiveStore) -> None:
    assert archive.put_reports([dam("One."), dam("Two."), dam("Two.")], NOW) == Kept(1, 1, 1)
    assert [text for _, text, _ in said(archive)] == ["One.", "Two."]


def test_versions_without_end_leave_the_first_and_the_newest(archive: ArchiveStore) -> None:
    for number in range(MOST_VERSIONS + 10):
        put(archive, f"Text {number}.", number)
    told = said(archive)
    assert len(told) == MOST_VERSIONS + 1
    assert told[0][1] == "Text 0."
    assert told[-1][1] == f"Text {MOST_VERSIONS + 9}."


def test_an_address_that_leads_nowhere_has_no_versions(archive: ArchiveStore) -> None:
    assert archive.versions(URL) == []


def test_a_hostile_text_is_compared_as_it_is_kept(archive: ArchiveStore) -> None:
    put(archive, "a\x00b\ud800", 0)
    assert put(archive, "a\x00b\ud800", 1) == Kept(same=1)
