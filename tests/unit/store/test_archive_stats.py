from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from backend.cli.stats import stats_document, stats_text
from backend.domain import Found, Outlet, Report, UnreadReason
from backend.store.archive import ArchiveStore
from backend.store.archive_stats import FailingFeed, Share
from backend.store.engine import Sessions
from backend.store.feeds import FeedStore, KnownFeed

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture
def archive(sessions: Sessions) -> ArchiveStore:
    return ArchiveStore(sessions)


def put(
    archive: ArchiveStore, name: str, domain: str, published: datetime | None, body: str = "Dam."
) -> None:
    language = "en" if domain == "a.example" else None
    outlet = Outlet("The A" if domain == "a.example" else domain, domain)
    report = Report(f"https://{domain}/{name}", name, body, outlet, published, None, language)
    archive.put_report(report, NOW)


def test_the_archive_says_what_it_holds(archive: ArchiveStore, sessions: Sessions) -> None:
    october = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)
    put(archive, "1", "a.example", october)
    put(archive, "2", "a.example", NOW)
    put(archive, "2", "a.example", NOW, "Edited.")
    put(archive, "1", "b.example", None)
    found = Found("https://c.example/1", "c", Outlet("C", "c.example"), NOW)
    archive.put_unread(found, UnreadReason.PAYWALL, NOW, "")
    feeds = FeedStore(sessions)
    feeds.add([KnownFeed("https://a.example/feed"), KnownFeed("https://b.example/feed")])
    failing = KnownFeed("https://b.example/feed", crawled_at=NOW, error="Gone.", failures=1)
    feeds.crawled(replace(failing, failing_since=NOW))

    stats = archive.stats()
    assert (stats.reports, stats.unread, stats.versions, stats.outlets) == (3, 1, 1, 3)
    assert (stats.oldest, stats.newest, stats.last_crawl) == (october, NOW, NOW)
    assert (stats.feeds, stats.failing) == (
        2,
        (FailingFeed("https://b.example/feed", "Gone.", NOW),),
    )
    assert stats.by_outlet == (Share("The A (a.example)", 2), Share("b.example", 1))
    assert stats.by_month == (Share("2026-11", 1), Share("2026-10", 1), Share("", 1))
    assert stats.by_language == (Share("en", 2), Share("", 1))
    assert stats.bytes_on_disk > 10_000

    told = stats_text(stats)
    assert "reports: 3, and 1 known from a feed only" in told
    assert "https://b.example/feed since 2026-11-22 09:00 UTC: Gone." in told
    document = stats_document(stats)
    assert document["failing"][0]["since"] == NOW.isoformat()
    assert document["by_month"][0] == {"name": "2026-11", "reports": 1}


def test_an_empty_archive_says_so(archive: ArchiveStore) -> None:
    stats = archive.stats()
    assert (stats.reports, stats.feeds, stats.oldest, stats.by_outlet) == (0, 0, None, ())
    assert "last crawl: never" in stats_text(stats)
