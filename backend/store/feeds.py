"""The feeds that are crawled: what they are, how they went, and when each is due."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import or_, select

from backend.store.archive_tables import FeedRow
from backend.store.engine import Sessions
from backend.store.inserting import insert_into


@dataclass(frozen=True, slots=True)
class KnownFeed:
    """A feed or sitemap to crawl.

    `etag` and `last_modified` ask its server "has it changed since?". `interval` is how often it
    is asked, None before the first time. `error` is why it could not be read last time, after
    `failures` in a row since `failing_since`. The rest is what the list that it came from says.
    """

    url: str
    title: str = ""
    etag: str | None = None
    last_modified: str | None = None
    crawled_at: datetime | None = None
    crawl_next_at: datetime | None = None
    interval: timedelta | None = None
    error: str | None = None
    failures: int = 0
    failing_since: datetime | None = None
    site: str | None = None
    language: str | None = None
    country: str | None = None
    category: str | None = None


class FeedStore:
    """Feeds as frozen values. Safe to share between threads."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def add(self, feeds: Collection[KnownFeed]) -> int:
        """Remember feeds to crawl; those that are known stay as they are. Return how many came."""
        with self._sessions.write() as session:
            known = set(session.scalars(select(FeedRow.url)))
            new = {feed.url: feed for feed in feeds if feed.url not in known}
            for feed in new.values():
                statement = insert_into(session, FeedRow).values(_described(feed))
                session.execute(statement.on_conflict_do_nothing(index_elements=["url"]))
            return len(new)

    def everything(self) -> Sequence[KnownFeed]:
        """Return every feed, in the order of their addresses."""
        with self._sessions.read() as session:
            return [_feed(row) for row in session.scalars(select(FeedRow).order_by(FeedRow.url))]

    def due(self, now: datetime) -> Sequence[KnownFeed]:
        """Return the feeds whose time has come, the longest waiting first."""
        due = or_(FeedRow.crawl_next_at.is_(None), FeedRow.crawl_next_at <= now)
        query = select(FeedRow).where(due).order_by(FeedRow.crawl_next_at, FeedRow.url)
        with self._sessions.read() as session:
            return [_feed(row) for row in session.scalars(query)]

    def next_due(self) -> datetime | None:
        """Return when the next feed is due; None where none waits for a time."""
        query = select(FeedRow.crawl_next_at).where(FeedRow.crawl_next_at.is_not(None))
        with self._sessions.read() as session:
            return session.scalars(query.order_by(FeedRow.crawl_next_at).limit(1)).one_or_none()

    def crawled(self, feed: KnownFeed) -> None:
        """Remember how a feed went, as its value says."""
        with self._sessions.write() as session:
            row = session.get(FeedRow, feed.url)
            if row is not None:
                _write(row, feed)


def _described(feed: KnownFeed) -> dict[str, object]:
    return {
        "url": feed.url,
        "title": feed.title,
        "failures": 0,
        "site": feed.site,
        "language": feed.language,
        "country": feed.country,
        "category": feed.category,
    }


def _write(row: FeedRow, feed: KnownFeed) -> None:
    row.title, row.etag, row.last_modified = feed.title, feed.etag, feed.last_modified
    row.crawled_at, row.crawl_next_at = feed.crawled_at, feed.crawl_next_at
    row.interval = int(feed.interval.total_seconds()) if feed.interval else None
    row.error, row.failures, row.failing_since = feed.error, feed.failures, feed.failing_since


def _feed(row: FeedRow) -> KnownFeed:
    plain = KnownFeed(row.url, row.title, row.etag, row.last_modified)
    return replace(
        plain,
        crawled_at=row.crawled_at,
        crawl_next_at=row.crawl_next_at,
        interval=timedelta(seconds=row.interval) if row.interval else None,
        error=row.error,
        failures=row.failures,
        failing_since=row.failing_since,
        site=row.site,
        language=row.language,
        country=row.country,
        category=row.category,
    )
