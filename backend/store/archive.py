"""The archive: the reports that were found, searchable, each with its versions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from backend.domain import Found, Query, Report, UnreadReason
from backend.store import ingests
from backend.store.archive_search import ArchiveSearch
from backend.store.archive_stats import ArchiveStats, read_stats
from backend.store.archive_tables import ReportAddressRow, ReportRow
from backend.store.base import storable
from backend.store.engine import Sessions
from backend.store.ingests import Ingested
from backend.store.inserting import insert_into
from backend.store.keeping import Arrival, Kept, keep, remember_addresses
from backend.store.versions import Version, versions_at

_ASKED_AT_ONCE = 10_000


class ArchiveStore:
    """Reports as frozen values. Safe to share between threads."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._search = ArchiveSearch()

    def keep(
        self, arrivals: Iterable[Arrival], now: datetime, ingested: Ingested | None = None
    ) -> Kept:
        """Keep reports with their texts, all or none, and how far the file that held them is in.

        An edited text becomes a version; what is unchanged is not written.
        """
        with self._sessions.write() as session:
            kept = keep(session, arrivals, now)
            if ingested is not None:
                ingests.write(session, ingested, now)
            return kept

    def put_report(
        self, report: Report, now: datetime, *, found_at: str = "", summary: str = ""
    ) -> Kept:
        """Keep one report; see `Arrival` for `found_at` and `summary`."""
        return self.keep([Arrival(report, found_at, summary)], now)

    def put_reports(self, reports: Iterable[Report], now: datetime) -> Kept:
        """Keep reports, all or none."""
        return self.keep((Arrival(report) for report in reports), now)

    def put_unread(self, found: Found, reason: UnreadReason, now: datetime, summary: str) -> None:
        """Keep what a feed says of a report that could not be read; a kept text stays."""
        with self._sessions.write() as session:
            report_id = _readable(session, found.url) or _put_entry(
                session, found, reason, now, summary
            )
            row = {"address": found.url, "report_id": report_id, "read_at": now}
            remember_addresses(session, [row])

    def held(
        self, urls: Collection[str], lasting: Collection[UnreadReason], since: datetime
    ) -> Mapping[str, datetime | None]:
        """Return those of the addresses that need no reading, each with when it was read.

        Their report is kept with its text, or was found unreadable after `since` for one of the
        `lasting` reasons.
        """
        reasons = [reason.value for reason in lasting]
        settled = and_(ReportRow.unread_reason.in_(reasons), ReportRow.kept_at > since)
        asked = list(urls)
        found: dict[str, datetime | None] = {}
        with self._sessions.read() as session:
            for start in range(0, len(asked), _ASKED_AT_ONCE):
                some = asked[start : start + _ASKED_AT_ONCE]
                query = (
                    select(ReportAddressRow.address, ReportAddressRow.read_at)
                    .join(ReportRow, ReportRow.id == ReportAddressRow.report_id)
                    .where(ReportAddressRow.address.in_(some))
                    .where(or_(ReportRow.text.is_not(None), settled))
                )
                found.update((row.address, row.read_at) for row in session.execute(query))
        return found

    def versions(self, address: str) -> Sequence[Version]:
        """Return what the report at an address has said, first seen first; perhaps nothing."""
        with self._sessions.read() as session:
            return versions_at(session, address)

    def search(self, query: Query, limit: int) -> list[Found]:
        """Return at most `limit` reports, best first, as `ArchiveSearch` finds them."""
        with self._sessions.read() as session:
            return self._search.search(session, query, limit)

    def stats(self) -> ArchiveStats:
        """Return how much the archive holds."""
        with self._sessions.read() as session:
            return read_stats(session)


def _readable(session: Session, address: str) -> int | None:
    """The id of the report that an address leads to, if its text is kept."""
    query = (
        select(ReportRow.id)
        .join(ReportAddressRow, ReportRow.id == ReportAddressRow.report_id)
        .where(ReportAddressRow.address == address, ReportRow.text.is_not(None))
    )
    return session.execute(query).scalar_one_or_none()


def _put_entry(
    session: Session, found: Found, reason: UnreadReason, now: datetime, summary: str
) -> int:
    values = {
        "outlet_name": storable(found.outlet.name),
        "outlet_domain": storable(found.outlet.domain),
        "title": storable(found.title),
        "published": found.published,
        "kept_at": now,
        "summary": storable(summary),
        "unread_reason": reason.value,
    }
    statement = insert_into(session, ReportRow).values(url=found.url, corrections="", **values)
    kept = statement.on_conflict_do_update(index_elements=["url"], set_=values)
    report_id: int = session.execute(kept.returning(ReportRow.id)).scalar_one()
    return report_id
