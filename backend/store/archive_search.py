"""Searching the archive: which reports answer a query, best first."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from backend.domain import Found, Outlet, Query, Report
from backend.store.archive_tables import ReportRow
from backend.store.fulltext import Attempt, attempts, postgresql_statement, sqlite_statement


def search(session: Session, query: Query, limit: int) -> list[Found]:
    """Return at most `limit` reports, best first: strict attempts before loose ones."""
    ids: dict[int, None] = {}
    for attempt in attempts(query):
        ids |= dict.fromkeys(_matching(session, attempt, limit))
        if len(ids) >= limit:
            break
    best = list(ids)[:limit]
    rows = session.scalars(select(ReportRow).where(ReportRow.id.in_(best)))
    by_id = {row.id: _found(row) for row in rows}
    return [by_id[report_id] for report_id in best]


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
            row.url,
            row.title,
            row.text,
            outlet,
            row.published,
            row.author,
            row.language,
            row.modified,
            tuple(row.corrections.splitlines()),
        )
    return Found(row.url, row.title, outlet, row.published, report)
