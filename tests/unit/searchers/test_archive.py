from __future__ import annotations

from datetime import UTC, datetime

from backend.checking.ports import Searcher
from backend.domain import Found, Outlet, Query, Report
from backend.searchers.archive import ArchiveSearcher
from backend.store.archive import ArchiveStore
from backend.store.engine import Sessions

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
OUTLET = Outlet("The Paper", "paper.example")


def test_the_archive_answers_as_a_searcher(sessions: Sessions) -> None:
    store = ArchiveStore(sessions)
    report = Report("https://paper.example/dam", "Gates", "The dam was opened.", OUTLET, NOW)
    store.put_report(report, NOW)
    searcher: Searcher = ArchiveSearcher(store)
    assert searcher.name == "archive"
    assert list(searcher.search(Query("The dam", terms=("dam",)), 5)) == [
        Found(report.url, report.title, OUTLET, NOW, report)
    ]
