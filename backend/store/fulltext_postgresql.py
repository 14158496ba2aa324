"""The archive's index on PostgreSQL: a GIN index over tsvectors.

Every phrase is a bound value of `phraseto_tsquery`, which knows no syntax. `ts_rank` does not know
which words are rare, so a report's score is the sum of its words' inverse document frequencies; how
often and where they stand decides between equals. Counting a word costs as much as fetching its
reports, so frequencies are those that ANALYZE (autovacuum runs it) has measured.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from time import monotonic
from typing import Any

from sqlalchemy import Float, Integer, TextualSelect, text
from sqlalchemy.orm import Session

from backend.store.base import UtcDateTime
from backend.store.fulltext import Ask, Budget, Hit, Term

_BUDGET = Budget(leading=7_000, beside=0, alone=0)
_MOST_WEIGHED = 20_000
_REFRESH_SECONDS = 600

# An element's frequency is the share of reports that hold it; two or three more figures follow
# those of the elements, the least of all first among them.
_STATISTICS = text("""
    SELECT greatest(pg_class.reltuples, 0)::bigint AS reports,
        most_common_elems::text::text[] AS lexemes, most_common_elem_freqs AS frequencies
    FROM pg_class LEFT JOIN pg_stats ON schemaname = current_schema()
        AND tablename = 'report_index' AND attname = 'words'
    WHERE pg_class.oid = 'report_index'::regclass""")

_LEXEMES = text("""
    SELECT tsvector_to_array(to_tsvector('english', asked.phrase)) AS lexemes
    FROM unnest(cast(:phrases AS text[])) WITH ORDINALITY AS asked(phrase, number)
    ORDER BY number""")

_RANK = """
    SELECT best.id, best.score, report.published
    FROM (
        SELECT id, score FROM (
            SELECT report_id AS id, {score} + ts_rank(words, {any}, 1) AS score
            FROM report_index WHERE words @@ ({match}) LIMIT :most) AS weighed
        ORDER BY score DESC, id DESC LIMIT :limit) AS best
    JOIN report ON report.id = best.id"""


@dataclass(frozen=True, slots=True)
class _Statistics:
    """What the server knows of the index: how many reports, and its commonest lexemes."""

    reports: int
    shares: Mapping[str, float]

    def rows(self, lexemes: Sequence[str]) -> int:
        """In how many reports a phrase stands, at most: as many as its rarest word."""
        if not lexemes:
            return 0
        least = min(self.shares.values(), default=0.0) / 2
        share = min(self.shares.get(lexeme, least) for lexeme in lexemes)
        return max(1, round(self.reports * share))


class PostgresqlIndex:
    """Weighs with tsvectors, by statistics that are read again every ten minutes."""

    budget = _BUDGET

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._read_at = float("-inf")
        self._statistics = _Statistics(0, {})

    def terms(self, session: Session, phrases: Sequence[str]) -> list[Term]:
        """The phrases with about how many reports hold each; 0 for words that say nothing."""
        statistics = self._fresh(session)
        found = session.execute(_LEXEMES, {"phrases": list(phrases)}).scalars()
        return [
            Term(phrase, statistics.rows(lexemes))
            for phrase, lexemes in zip(phrases, found, strict=True)
        ]

    def ask(self, session: Session, ask: Ask, terms: Sequence[Term], limit: int) -> list[Hit]:
        """At most `limit` reports that the ask finds, weighed by all of the terms."""
        names = {term.phrase: f"t{number}" for number, term in enumerate(terms)}
        groups = tuple(tuple(names[phrase] for phrase in group) for group in ask.groups)
        values: dict[str, Any] = {"most": _MOST_WEIGHED, "limit": limit}
        for term in terms:
            values[names[term.phrase]] = term.phrase
            values[f"weight_{names[term.phrase]}"] = self._weight(term)
        statement = _statement(groups, tuple(names.values()))
        return [Hit(*row) for row in session.execute(statement, values)]

    def _weight(self, term: Term) -> float:
        return log(1 + (self._statistics.reports + 1) / (term.rows + 0.5))

    def _fresh(self, session: Session) -> _Statistics:
        if self._clock() - self._read_at >= _REFRESH_SECONDS:
            row = session.execute(_STATISTICS).one()
            shares = dict(zip(row.lexemes or (), row.frequencies or (), strict=False))
            self._statistics = _Statistics(row.reports, shares)
            self._read_at = self._clock()
        return self._statistics


@lru_cache(maxsize=500)
def _statement(groups: tuple[tuple[str, ...], ...], names: tuple[str, ...]) -> TextualSelect:
    """The search for one shape of ask; `names` are those of the values that are bound."""
    score = " + ".join(
        f"(words @@ {_phrase(name)})::int * cast(:weight_{name} AS float8)" for name in names
    )
    match = " && ".join(f"({' || '.join(map(_phrase, group))})" for group in groups)
    any_of = f"({' || '.join(map(_phrase, names))})"
    statement = text(_RANK.format(score=score, any=any_of, match=match))
    return statement.columns(id=Integer, score=Float, published=UtcDateTime)


def _phrase(name: str) -> str:
    return f"phraseto_tsquery('english', :{name})"
