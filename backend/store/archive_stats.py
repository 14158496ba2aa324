"""How much the archive holds, of what, and how its feeds fare."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, select, text
from sqlalchemy.orm import Session

from backend.store.archive_tables import FeedRow, ReportRow, ReportVersionRow

_TOP = 10


@dataclass(frozen=True, slots=True)
class Share:
    """How many reports have something in common; `name` is "" where it is not known."""

    name: str
    reports: int


@dataclass(frozen=True, slots=True)
class FailingFeed:
    """A feed that could not be read, why, and since when."""

    url: str
    reason: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class ArchiveStats:
    """What the archive holds. `unread` are reports known from their feed alone.

    `by_outlet` are the ten with the most reports; `by_month` is by date of publication, newest
    first. `bytes_on_disk` is the whole database's size.
    """

    feeds: int
    failing: tuple[FailingFeed, ...]
    last_crawl: datetime | None
    reports: int
    unread: int
    versions: int
    outlets: int
    oldest: datetime | None
    newest: datetime | None
    by_outlet: tuple[Share, ...]
    by_month: tuple[Share, ...]
    by_language: tuple[Share, ...]
    bytes_on_disk: int


def read_stats(session: Session) -> ArchiveStats:
    """Count everything. Texts are not read: `ix_report_holdings` holds what is asked."""
    with_text, everything, outlets, oldest, newest = session.execute(
        select(
            func.count().filter(ReportRow.unread_reason.is_(None)),
            func.count(),
            func.count(ReportRow.outlet_domain.distinct()),
            func.min(ReportRow.published),
            func.max(ReportRow.published),
        )
    ).one()
    feeds, last_crawl = session.execute(select(func.count(), func.max(FeedRow.crawled_at))).one()
    return ArchiveStats(
        feeds=feeds,
        failing=_failing(session),
        last_crawl=last_crawl,
        reports=with_text,
        unread=everything - with_text,
        versions=session.execute(select(func.count()).select_from(ReportVersionRow)).scalar_one(),
        outlets=outlets,
        oldest=oldest,
        newest=newest,
        by_outlet=_by_outlet(session),
        by_month=_shares(session, _month(session), newest_first=True),
        by_language=_shares(session, func.coalesce(ReportRow.language, "")),
        bytes_on_disk=_size(session),
    )


def _failing(session: Session) -> tuple[FailingFeed, ...]:
    query = select(FeedRow).where(FeedRow.error.is_not(None)).order_by(FeedRow.url)
    rows = session.scalars(query)
    return tuple(FailingFeed(row.url, row.error or "", row.failing_since) for row in rows)


def _by_outlet(session: Session) -> tuple[Share, ...]:
    """The outlets by their domains; names are looked up for the few that are shown."""
    shares = _shares(session, ReportRow.outlet_domain, limit=_TOP)
    return tuple(Share(_named(session, share.name), share.reports) for share in shares)


def _named(session: Session, domain: str) -> str:
    name = select(ReportRow.outlet_name).where(ReportRow.outlet_domain == domain).limit(1)
    known = session.execute(name).scalar_one()
    return known if known == domain else f"{known} ({domain})"


def _shares(
    session: Session,
    what: ColumnElement[Any] | Any,  # noqa: ANN401 (a mapped attribute)
    *,
    newest_first: bool = False,
    limit: int | None = None,
) -> tuple[Share, ...]:
    many = func.count()
    named = what.label("named")
    query = (
        select(named, many)
        .where(ReportRow.unread_reason.is_(None))
        .group_by(named)
        .order_by(*((named.desc(),) if newest_first else (many.desc(), named)))
        .limit(limit)
    )
    return tuple(Share(name, reports) for name, reports in session.execute(query))


def _month(session: Session) -> ColumnElement[str]:
    """The month as YYYY-MM in UTC; "" where there is no date."""
    if session.get_bind().dialect.name == "sqlite":
        month: ColumnElement[str] = func.substr(cast(ReportRow.published, String), 1, 7)
    else:
        month = func.to_char(func.timezone("UTC", ReportRow.published), "YYYY-MM")
    return func.coalesce(month, "")


def _size(session: Session) -> int:
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    asked = (
        "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
        if on_sqlite
        else "SELECT pg_database_size(current_database())"
    )
    size: int = session.execute(text(asked)).scalar_one()
    return size
