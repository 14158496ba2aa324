"""The archive's index on SQLite: FTS5, weighed by bm25.

Every phrase stands in double quotes, within which FTS5 knows no syntax but the doubled quote, so
that no text of a claim is ever read as one. At a million reports, counting costs 26 ns for each
report that holds a word, and so does each word of an expression that is weighed, since bm25 counts
them again; weighing costs 0.8 µs a report. The budget follows from that.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Float, Integer, text
from sqlalchemy.orm import Session

from backend.store.base import UtcDateTime
from backend.store.fulltext import Ask, Budget, Hit, Term
from backend.store.remembering import Remembered

BUDGET = Budget(leading=8_000, beside=250_000, alone=300, most=16_000)
_COUNTED = 400_000
"""A word in more reports than this is beyond every budget: no need to know by how much."""
_COMMON = 2_000
"""A word in fewer reports than this is counted afresh for each query."""

_COUNT = text("""
    SELECT asked.value AS phrase, (
        SELECT count(*) FROM (
            SELECT 1 FROM report_index WHERE report_index MATCH asked.value LIMIT :most)) AS held
    FROM json_each(:expressions) AS asked ORDER BY asked.key""")

# Newest first where there is more than can be weighed.
_RANK = text("""
    WITH matched AS (
        SELECT rowid AS id, bm25(report_index, 4.0, 2.0, 1.0) AS distance FROM report_index
        WHERE report_index MATCH :expression ORDER BY rowid DESC LIMIT :most),
    best AS (SELECT id, distance FROM matched ORDER BY distance, id DESC LIMIT :limit)
    SELECT report.id AS id, -best.distance AS score, report.published AS published
    FROM best CROSS JOIN report INDEXED BY ix_report_dated ON report.id = best.id
    """).columns(id=Integer, score=Float, published=UtcDateTime)


class SqliteIndex:
    """Counts and weighs with FTS5. How often common words stand is remembered for a while."""

    def __init__(self, budget: Budget = BUDGET) -> None:
        self.budget = budget
        self._common = Remembered()

    def terms(self, session: Session, phrases: Sequence[str]) -> list[Term]:
        """The phrases with the number of reports that hold each, exact up to 400,000."""
        known = {phrase: self._common.get(phrase) for phrase in phrases}
        unknown = [phrase for phrase, rows in known.items() if rows is None]
        values = {"expressions": json.dumps([_quoted(one) for one in unknown]), "most": _COUNTED}
        rows = session.execute(_COUNT, values).all() if unknown else []
        for phrase, row in zip(unknown, rows, strict=True):
            known[phrase] = row.held
            if row.held >= _COMMON:
                self._common.put(phrase, row.held)
        return [Term(phrase, known[phrase] or 0) for phrase in phrases]

    def ask(self, session: Session, ask: Ask, terms: Sequence[Term], limit: int) -> list[Hit]:
        """At most `limit` reports that the ask finds, weighed by the phrases in it."""
        del terms
        values = {"expression": expression(ask), "most": self.budget.most, "limit": limit}
        return [Hit(*row) for row in session.execute(_RANK, values)]


def expression(ask: Ask) -> str:
    """The ask as FTS5 reads it."""
    return " AND ".join(f"({' OR '.join(map(_quoted, group))})" for group in ask.groups)


def _quoted(phrase: str) -> str:
    return '"' + phrase.replace('"', '""') + '"'
