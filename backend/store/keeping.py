"""Keeping reports: what is new goes in, what was edited becomes a version, the rest stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Row, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from backend.domain import Report
from backend.store import versions
from backend.store.archive_tables import ReportAddressRow, ReportRow
from backend.store.base import storable
from backend.store.inserting import insert_into

AT_ONCE = 500
"""Reports in one statement."""

_LONGEST_LANGUAGE = 35
"""The length of tag that RFC 5646, 4.4.1 says is enough."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A report that came in.

    `found_at` is the address that led to it, `summary` what the feed there says of it, `seen_at`
    when its page was fetched; "" and None where it is the report's own address and now.
    """

    report: Report
    found_at: str = ""
    summary: str = ""
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of arrivals: how many are new, an edited text, or as they were."""

    new: int = 0
    edited: int = 0
    same: int = 0

    def __add__(self, other: Kept) -> Kept:
        return Kept(self.new + other.new, self.edited + other.edited, self.same + other.same)

    @property
    def total(self) -> int:
        """All that arrived."""
        return self.new + self.edited + self.same


def keep(session: Session, arrivals: Iterable[Arrival], now: datetime) -> Kept:
    """Keep reports and the addresses that lead to them."""
    rounds = (_keep(session, group, now) for group in _rounds(arrivals))
    return sum(rounds, Kept())


def _rounds(arrivals: Iterable[Arrival]) -> Iterator[Mapping[str, Arrival]]:
    """The arrivals in groups, in none of which two have one address."""
    rest = iter(arrivals)
    while chunk := list(islice(rest, AT_ONCE)):
        group: dict[str, Arrival] = {}
        for arrival in chunk:
            if arrival.report.url in group:
                yield group
                group = {}
            group[arrival.report.url] = arrival
        yield group


def _keep(session: Session, group: Mapping[str, Arrival], now: datetime) -> Kept:
    _drop_entries(session, group.values())
    known = _known(session, list(group))
    ids = _insert(session, [group[url] for url in group if url not in known], now)
    # What another process inserted in between is known by now.
    known |= _known(session, [url for url in group if url not in known and url not in ids])
    kept = Kept(new=len(ids))
    for url, row in known.items():
        kept += _renew(session, row, group[url], now)
    ids |= {url: row.id for url, row in known.items()}
    _remember(session, group, ids, now)
    return kept


def _drop_entries(session: Session, arrivals: Iterable[Arrival]) -> None:
    """A feed's entry may have been kept under its own address before its page could be read."""
    moved = [a.found_at for a in arrivals if a.found_at and a.found_at != a.report.url]
    if moved:
        unread = and_(ReportRow.url.in_(moved), ReportRow.text.is_(None))
        session.execute(delete(ReportRow).where(unread))


def _known(session: Session, urls: Sequence[str]) -> dict[str, Row[Any]]:
    if not urls:
        return {}
    query = select(*ReportRow.__table__.columns).where(ReportRow.url.in_(urls))
    return {row.url: row for row in session.execute(query)}


def _insert(session: Session, arrivals: Sequence[Arrival], now: datetime) -> dict[str, int]:
    if not arrivals:
        return {}
    rows = [
        {
            **values_of(arrival.report),
            "url": arrival.report.url,
            "summary": arrival.summary,
            "kept_at": arrival.seen_at or now,
        }
        for arrival in arrivals
    ]
    statement = insert_into(session, ReportRow).on_conflict_do_nothing(index_elements=["url"])
    inserted = session.execute(statement.returning(ReportRow.url, ReportRow.id), rows)
    return {row.url: row.id for row in inserted}


def values_of(report: Report) -> dict[str, Any]:
    """What is kept of a report, by column, as it comes back."""
    return {
        "outlet_name": storable(report.outlet.name),
        "outlet_domain": storable(report.outlet.domain),
        "title": storable(report.title),
        "text": storable(report.text),
        "published": report.published,
        "author": storable(report.author) if report.author else report.author,
        "language": storable(report.language)[:_LONGEST_LANGUAGE] if report.language else None,
        "modified": report.modified,
        "corrections": storable("\n".join(report.corrections)),
        "unread_reason": None,
    }


def _renew(session: Session, row: Row[Any], arrival: Arrival, now: datetime) -> Kept:
    """Bring a report that is kept up to date; its text goes to the versions if it was edited."""
    seen_at = arrival.seen_at or now
    values = values_of(arrival.report)
    if arrival.summary:
        values["summary"] = storable(arrival.summary)
    if row.text is None:
        _update(session, row, {**values, "kept_at": seen_at})
        return Kept(new=1)
    unedited = (row.title, row.text) == (values["title"], values["text"])
    if seen_at < row.kept_at:
        if not unedited:
            versions.remember(session, row.id, values["title"], values["text"], seen_at)
    elif unedited:
        _update(session, row, values)
    else:
        versions.remember(session, row.id, row.title, row.text, row.kept_at)
        _update(session, row, {**values, "kept_at": seen_at})
    return Kept(same=1) if unedited else Kept(edited=1)


def _update(session: Session, row: Row[Any], values: dict[str, Any]) -> None:
    """Write what differs; the index is made anew for every row that is written."""
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    if differing:
        session.execute(update(ReportRow).where(ReportRow.id == row.id).values(differing))


def _remember(
    session: Session, group: Mapping[str, Arrival], ids: Mapping[str, int], now: datetime
) -> None:
    """Keep the addresses that lead to the reports, each with when it was read."""
    leading: dict[str, dict[str, Any]] = {}
    for url, arrival in group.items():
        for address in (url, arrival.found_at or url):
            read_at = arrival.seen_at or now
            leading[address] = {"address": address, "report_id": ids[url], "read_at": read_at}
    remember_addresses(session, list(leading.values()))


def remember_addresses(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Keep addresses with the report they lead to and when they were read.

    Those of a later reading stay as they are.
    """
    statement = insert_into(session, ReportAddressRow).values(rows)
    excluded = statement.excluded
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["address"],
            set_={"report_id": excluded.report_id, "read_at": excluded.read_at},
            where=or_(
                ReportAddressRow.read_at.is_(None), ReportAddressRow.read_at <= excluded.read_at
            ),
        )
    )
