"""Searching the archive: which reports answer a query, best first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.domain import Found, Outlet, Query, Report
from backend.store.archive_tables import ReportRow
from backend.store.fulltext import Ask, Budget, Hit, Term, best_first, phrases, plan, rarest_first
from backend.store.fulltext_postgresql import PostgresqlIndex
from backend.store.fulltext_sqlite import SqliteIndex

_IN_WINDOW = 6
"""How many times the reports asked for are looked at for their dates, where a query has days."""
_AMONG_EQUALS = 2
"""The same without days, since of equals the newest are wanted."""


class Index(Protocol):
    """A database's full-text index."""

    @property
    def budget(self) -> Budget:
        """What one ask may cost."""
        ...

    def terms(self, session: Session, phrases: Sequence[str]) -> list[Term]:
        """How many reports hold each of the phrases."""
        ...

    def ask(self, session: Session, ask: Ask, terms: Sequence[Term], limit: int) -> list[Hit]:
        """At most `limit` reports that the ask finds."""
        ...


class ArchiveSearch:
    """Finds reports by the words of a query. Safe to share between threads.

    Knows how often words stand in the archive, and so belongs to one database. `indexes` are by
    SQLAlchemy's name of the dialect.
    """

    def __init__(self, indexes: Mapping[str, Index] | None = None) -> None:
        self._indexes = indexes or {"sqlite": SqliteIndex(), "postgresql": PostgresqlIndex()}

    def search(self, session: Session, query: Query, limit: int) -> list[Found]:
        """Return at most `limit` reports: those with the most and rarest words first."""
        index = self._indexes[session.get_bind().dialect.name]
        asked = phrases(query)
        terms = rarest_first(index.terms(session, asked)) if asked else []
        hits = best_first(_hits(session, index, terms, query, limit), query)[:limit]
        return _found_in(session, [hit.id for hit in hits])


def _hits(
    session: Session, index: Index, terms: Sequence[Term], query: Query, limit: int
) -> list[Hit]:
    dated = query.since or query.until
    candidates = limit * (_IN_WINDOW if dated else _AMONG_EQUALS)
    planned = plan(terms, index.budget)
    hits = [hit for ask in planned.first for hit in index.ask(session, ask, terms, candidates)]
    for ask in planned.then:
        if len({hit.id for hit in hits}) >= limit:
            break
        hits += index.ask(session, ask, terms, candidates)
    return hits


def _found_in(session: Session, ids: Sequence[int]) -> list[Found]:
    rows = session.scalars(select(ReportRow).where(ReportRow.id.in_(ids)))
    by_id = {row.id: _found(row) for row in rows}
    return [by_id[report_id] for report_id in ids]


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
