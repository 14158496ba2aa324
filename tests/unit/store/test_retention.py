from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, text

from backend.domain import Found, Outlet, Query, Report, UnreadReason
from backend.services.retention import Retention
from backend.store.archive import ArchiveStore
from backend.store.engine import Sessions
from backend.store.retention import RetentionStore
from backend.store.tables import CheckRow, NoteRow

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
OUTLET = Outlet("The Paper", "paper.example")


@pytest.fixture
def archive(sessions: Sessions) -> ArchiveStore:
    return ArchiveStore(sessions)


def prune(sessions: Sessions, days: int) -> int:
    return Retention(RetentionStore(sessions), days, lambda: NOW).prune()


def put(archive: ArchiveStore, name: str, published: int | None, kept: int = 0) -> None:
    """Keep a report that was published and kept so many days ago."""
    moment = None if published is None else NOW - timedelta(days=published)
    report = Report(f"https://paper.example/{name}", name, f"The dam {name}.", OUTLET, moment)
    archive.put_report(report, NOW - timedelta(days=kept))


def left(archive: ArchiveStore) -> set[str]:
    return {hit.title for hit in archive.search(Query("", terms=("dam",)), 50)}


def test_reports_go_by_when_they_were_published_or_else_kept(
    archive: ArchiveStore, sessions: Sessions
) -> None:
    put(archive, "old", 31)
    put(archive, "new", 29)
    put(archive, "undated-old", None, kept=31)
    put(archive, "undated-new", None, kept=29)
    found = Found("https://paper.example/entry", "dam entry", OUTLET, NOW - timedelta(days=40))
    archive.put_unread(found, UnreadReason.PAYWALL, NOW, "")
    assert prune(sessions, 30) == 3
    assert left(archive) == {"new", "undated-new"}


def test_nothing_goes_where_everything_is_kept(archive: ArchiveStore, sessions: Sessions) -> None:
    put(archive, "ancient", 20_000)
    assert prune(sessions, 0) == 0
    assert left(archive) == {"ancient"}


def test_what_a_note_quotes_stays(archive: ArchiveStore, sessions: Sessions) -> None:
    for name in ("quoted", "other"):
        put(archive, name, 400)
    evidence = [{"report": {"url": "https://paper.example/quoted"}}]
    with sessions.write() as session:
        check = {"fingerprint": "f", "highlight": {}, "page_url": "", "status": "done"}
        session.add(CheckRow(id="c", **check, created_at=NOW, changed_at=NOW))
        session.flush()
        document = {"evidence": evidence}
        note = NoteRow(check_id="c", version=1, document=document, verdict="disputed")
        note.checked_at = NOW
        session.add(note)
    assert prune(sessions, 30) == 1
    assert left(archive) == {"quoted"}


def test_many_go_in_batches_with_their_versions_addresses_and_words(
    archive: ArchiveStore, sessions: Sessions, engine: Engine
) -> None:
    reports = [
        Report(f"https://paper.example/{n}", "dam", "Old.", OUTLET, NOW - timedelta(days=50))
        for n in range(1_100)
    ]
    archive.put_reports(reports, NOW)
    put(archive, "1", 50)
    told: list[int] = []
    retention = Retention(RetentionStore(sessions), 30, lambda: NOW)
    assert retention.prune(tell=told.append) == 1_100
    assert told == [500, 500, 100]
    tables = ("report", "report_address", "report_version")
    with engine.begin() as connection:
        counts = [
            connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608
            for table in tables
        ]
    assert counts == [0, 0, 0]
    assert left(archive) == set()
