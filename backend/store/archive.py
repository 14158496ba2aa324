"""The archive: feeds to crawl, and the reports that were found in them, searchable."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from backend.domain import Found, Query, Report, UnreadReason
from backend.store.archive_search import ArchiveSearch
from backend.store.archive_tables import FeedRow, ReportAddressRow, ReportRow
from backend.store.base import Base
from backend.store.engine import Sessions


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
        self._search = ArchiveSearch()

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
        """Keep a report with its text; what was kept under its address is replaced.

        `found_at` is the address that led to it, `summary` what the feed there says of it.
        """
        with self._sessions.write() as session:
            _put(session, report, now, found_at or report.url, summary)

    def put_reports(self, reports: Iterable[Report], now: datetime) -> int:
        """Keep reports with their texts, all or none; return how many."""
        with self._sessions.write() as session:
            return sum(1 for report in reports if _put(session, report, now, report.url, ""))

    def put_unread(self, found: Found, reason: UnreadReason, now: datetime, summary: str) -> None:
        """Keep what a feed says of a report that could not be read; a kept text stays."""
        values = {**_identity(found, now), "summary": summary, "unread_reason": reason.value}
        with self._sessions.write() as session:
            if _is_readable(session, found.url):
                return
            _remember(session, found.url, _upsert(session, values, values))

    def held(
        self, urls: Collection[str], lasting: Collection[UnreadReason], since: datetime
    ) -> frozenset[str]:
        """Return those of the addresses that need no reading.

        Their report is kept with its text, or was found unreadable after `since` for one of the
        `lasting` reasons.
        """
        reasons = [reason.value for reason in lasting]
        settled = and_(ReportRow.unread_reason.in_(reasons), ReportRow.kept_at > since)
        query = (
            select(ReportAddressRow.address)
            .join(ReportRow, ReportRow.id == ReportAddressRow.report_id)
            .where(ReportAddressRow.address.in_(urls), or_(ReportRow.text.is_not(None), settled))
        )
        with self._sessions.read() as session:
            return frozenset(session.scalars(query))

    def search(self, query: Query, limit: int) -> list[Found]:
        """Return at most `limit` reports, best first, as `ArchiveSearch` finds them."""
        with self._sessions.read() as session:
            return self._search.search(session, query, limit)

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


def _put(session: Session, report: Report, now: datetime, found_at: str, summary: str) -> int:
    """Keep a report and the addresses that lead to it; return its id."""
    values = {
        **_identity(report, now),
        "text": report.text,
        "author": report.author,
        "language": report.language,
        "modified": report.modified,
        "corrections": "\n".join(report.corrections),
        "unread_reason": None,
        **({"summary": summary} if summary else {}),
    }
    # The feed's entry may have been kept under its own address before its page could be read.
    unread = (ReportRow.url == found_at, ReportRow.url != report.url, ReportRow.text.is_(None))
    session.execute(delete(ReportRow).where(*unread))
    report_id = _upsert(session, {"summary": "", **values}, values)
    for address in sorted({report.url, found_at}):
        _remember(session, address, report_id)
    return report_id


def _upsert(session: Session, values: dict[str, Any], replaced: dict[str, Any]) -> int:
    statement = _insert(session, ReportRow).values(values)
    kept = statement.on_conflict_do_update(index_elements=["url"], set_=replaced)
    report_id: int = session.execute(kept.returning(ReportRow.id)).scalar_one()
    return report_id


def _remember(session: Session, address: str, report_id: int) -> None:
    statement = _insert(session, ReportAddressRow).values(address=address, report_id=report_id)
    session.execute(
        statement.on_conflict_do_update(index_elements=["address"], set_={"report_id": report_id})
    )


def _is_readable(session: Session, address: str) -> bool:
    query = (
        select(ReportRow.id)
        .join(ReportAddressRow, ReportRow.id == ReportAddressRow.report_id)
        .where(ReportAddressRow.address == address, ReportRow.text.is_not(None))
    )
    return session.execute(query).first() is not None


def _identity(report: Report | Found, now: datetime) -> dict[str, Any]:
    return {
        "url": report.url,
        "outlet_name": report.outlet.name,
        "outlet_domain": report.outlet.domain,
        "title": report.title,
        "published": report.published,
        "kept_at": now,
    }


def _insert(session: Session, table: type[Base]) -> Any:  # noqa: ANN401 (a dialect's own)
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    return (sqlite if on_sqlite else postgresql).insert(table)
