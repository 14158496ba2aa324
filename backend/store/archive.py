"""The archive: feeds to crawl, and the reports that were found in them, searchable."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from backend.domain import Found, Outlet, Query, Report, UnreadReason
from backend.store.archive_tables import FeedRow, ReportRow
from backend.store.engine import Sessions
from backend.store.fulltext import Attempt, attempts, postgresql_statement, sqlite_statement


@dataclass(frozen=True, slots=True)
class KnownFeed:
    """A feed with what its server gave to ask "has it changed since?" with."""

    url: str
    title: str = ""
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class ArchiveStats:
    """How much the archive holds. `unread` are reports known from their feed alone."""

    feeds: int
    failing_feeds: int
    outlets: int
    reports: int
    unread: int
    oldest: datetime | None
    newest: datetime | None


class ArchiveStore:
    """Feeds and reports as frozen values. Safe to share between threads."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def add_feeds(self, urls: Collection[str]) -> None:
        """Remember feeds to crawl; those that are known stay as they are."""
        with self._sessions.write() as session:
            for url in urls:
                statement = _insert(session, FeedRow).values(url=url, title="")
                session.execute(statement.on_conflict_do_nothing(index_elements=["url"]))

    def feeds(self) -> Sequence[KnownFeed]:
        """Return every feed, in the order of their addresses."""
        with self._sessions.read() as session:
            rows = session.scalars(select(FeedRow).order_by(FeedRow.url))
            return [KnownFeed(row.url, row.title, row.etag, row.last_modified) for row in rows]

    def feed_crawled(self, feed: KnownFeed, now: datetime) -> None:
        """Remember that a feed was read to its end."""
        with self._sessions.write() as session:
            row = session.get_one(FeedRow, feed.url)
            row.title, row.etag, row.last_modified = feed.title, feed.etag, feed.last_modified
            row.crawled_at, row.error = now, None

    def feed_failed(self, url: str, reason: str, now: datetime) -> None:
        """Remember why a feed could not be read; it is asked again as if never read."""
        with self._sessions.write() as session:
            row = session.get_one(FeedRow, url)
            row.crawled_at, row.error, row.etag, row.last_modified = now, reason, None, None

    def put_report(
        self, report: Report, now: datetime, *, found_at: str = "", summary: str = ""
    ) -> None:
        """Keep a report with its text; what was kept under its address is replaced."""
        values = {
            **_identity(report, found_at, now),
            "text": report.text,
            "author": report.author,
            "language": report.language,
            "unread_reason": None,
            **({"summary": summary} if summary else {}),
        }
        self._upsert({"summary": "", **values}, values)

    def put_unread(self, found: Found, reason: UnreadReason, now: datetime, summary: str) -> None:
        """Keep what a feed says of a report that could not be read; a kept text stays."""
        values = {
            **_identity(found, found.url, now),
            "summary": summary,
            "unread_reason": reason.value,
        }
        with self._sessions.write() as session:
            statement = _insert(session, ReportRow).values(values)
            session.execute(
                statement.on_conflict_do_update(
                    index_elements=["url"], set_=values, where=ReportRow.text.is_(None)
                )
            )

    def held(self, urls: Collection[str]) -> frozenset[str]:
        """Return those of the addresses whose report is kept with its text."""
        known = or_(ReportRow.url.in_(urls), ReportRow.found_at.in_(urls))
        query = select(ReportRow.url, ReportRow.found_at).where(known, ReportRow.text.is_not(None))
        with self._sessions.read() as session:
            found = {address for row in session.execute(query) for address in row}
        return frozenset(found & set(urls))

    def search(self, query: Query, limit: int) -> list[Found]:
        """Return at most `limit` reports, best first: strict attempts before loose ones."""
        ids: dict[int, None] = {}
        with self._sessions.read() as session:
            for attempt in attempts(query):
                ids |= dict.fromkeys(_matching(session, attempt, limit))
                if len(ids) >= limit:
                    break
            best = list(ids)[:limit]
            rows = session.scalars(select(ReportRow).where(ReportRow.id.in_(best)))
            by_id = {row.id: _found(row) for row in rows}
        return [by_id[report_id] for report_id in best]

    def stats(self) -> ArchiveStats:
        """Return how much the archive holds."""
        report = select(
            func.count(),
            func.count(ReportRow.text),
            func.count(ReportRow.outlet_domain.distinct()),
            func.min(ReportRow.published),
            func.max(ReportRow.published),
        )
        with self._sessions.read() as session:
            everything, readable, outlets, oldest, newest = session.execute(report).one()
            feeds, failing = session.execute(
                select(func.count(), func.count(FeedRow.error)).select_from(FeedRow)
            ).one()
        return ArchiveStats(
            feeds, failing, outlets, readable, everything - readable, oldest, newest
        )

    def _upsert(self, values: dict[str, Any], replaced: dict[str, Any]) -> None:
        with self._sessions.write() as session:
            statement = _insert(session, ReportRow).values(values)
            session.execute(statement.on_conflict_do_update(index_elements=["url"], set_=replaced))


def _identity(report: Report | Found, found_at: str, now: datetime) -> dict[str, Any]:
    return {
        "url": report.url,
        "found_at": found_at or report.url,
        "outlet_name": report.outlet.name,
        "outlet_domain": report.outlet.domain,
        "title": report.title,
        "published": report.published,
        "kept_at": now,
    }


def _matching(session: Session, attempt: Attempt, limit: int) -> Sequence[int]:
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    statement = sqlite_statement(attempt) if on_sqlite else postgresql_statement(attempt)
    values = {**statement.values, "limit": limit}
    return session.execute(text(statement.sql), values).scalars().all()


def _found(row: ReportRow) -> Found:
    outlet = Outlet(row.outlet_name, row.outlet_domain)
    report = None
    if row.text is not None:
        report = Report(
            row.url, row.title, row.text, outlet, row.published, row.author, row.language
        )
    return Found(row.url, row.title, outlet, row.published, report)


def _insert(session: Session, table: type[FeedRow | ReportRow]) -> Any:  # noqa: ANN401 (a dialect's own)
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    return (sqlite if on_sqlite else postgresql).insert(table)
