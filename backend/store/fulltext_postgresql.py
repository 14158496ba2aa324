"""The archive's index on PostgreSQL: a GIN index over tsvectors, weighed by BM25.

Every phrase is a bound value of `phraseto_tsquery`, which knows no syntax. `ts_rank` of a whole
query knows neither which words are rare nor how long a report is for its kind, so BM25 is computed
here, as FTS5 does on the other database. How often a word stands in a report is read off `ts_rank`
of that word alone: with equal weights that is the sum of 1/k² over its occurrences, as a share of
what it is for infinitely many (π²/6 = 1.645), of which it lacks about 1 / (occurrences + 0.5).

Counting a word costs as much as fetching its reports, so frequencies are those that ANALYZE
(autovacuum runs it) has measured.
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

BUDGET = Budget(leading=6_000, beside=0, alone=0, most=16_000)
_REFRESH_SECONDS = 600
_WEIGHTS = "{0.1, 0.1, 0.15, 0.25}"
"""How much a word counts that stands in the text (twice), the summary and the title."""

# An element's frequency is the share of reports that hold it; two or three more figures follow
# those of the elements.
_STATISTICS = text("""
    SELECT greatest(pg_class.reltuples, 0)::bigint AS reports,
        most_common_elems::text::text[] AS lexemes, most_common_elem_freqs AS frequencies
    FROM pg_class LEFT JOIN pg_stats ON schemaname = current_schema()
        AND tablename = 'report_index' AND attname = 'words'
    WHERE pg_class.oid = 'report_index'::regclass""")

_LENGTH = text("""
    SELECT avg(length(words))::float8 FROM report_index TABLESAMPLE SYSTEM (:percent)""")
_SAMPLED = 2_000
"""Reports, about, from which the usual length is taken."""

_LEXEMES = text("""
    SELECT tsvector_to_array(to_tsvector('english', asked.phrase)) AS lexemes
    FROM unnest(cast(:phrases AS text[])) WITH ORDINALITY AS asked(phrase, number)
    ORDER BY number""")

_RANK = """
    SELECT best.id, best.score, report.published
    FROM (
        SELECT id, {score} AS score FROM (
            SELECT report_id AS id, words,
                0.3 + 0.9 * length(words) / cast(:usual_length AS float8) AS slack
            FROM report_index WHERE words @@ ({match}) LIMIT :most) AS held
        ORDER BY score DESC, id DESC LIMIT :limit) AS best
    JOIN report ON report.id = best.id"""

# BM25 with k1 = 1.2 and b = 0.75: weight · n / (n + slack), where n occurrences are 0 for 0.
_WEIGHED = (
    "cast(:weight_{name} AS float8) * (1 - slack / (slack - 0.60784"
    " + 1 / (1.645 * (1.0001 - ts_rank('{{1, 1, 1, 1}}', words, {phrase})))))"
)


@dataclass(frozen=True, slots=True)
class _Statistics:
    """What the server knows of the index: how many reports, and its commonest lexemes.

    `usual_length` is in different lexemes a report.
    """

    reports: int
    shares: Mapping[str, float]
    usual_length: float

    def rows(self, lexemes: Sequence[str]) -> int:
        """In how many reports a phrase stands, at most: as many as its rarest word."""
        if not lexemes:
            return 0
        least = min(self.shares.values(), default=0.0) / 2
        share = min(self.shares.get(lexeme, least) for lexeme in lexemes)
        return max(1, round(self.reports * share))


class PostgresqlIndex:
    """Weighs with tsvectors, by statistics that are read again every ten minutes."""

    def __init__(self, budget: Budget = BUDGET, clock: Callable[[], float] = monotonic) -> None:
        self.budget = budget
        self._clock = clock
        self._read_at = float("-inf")
        self._statistics = _Statistics(0, {}, 1.0)

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
        values: dict[str, Any] = {
            "most": self.budget.most,
            "limit": limit,
            "usual_length": self._statistics.usual_length,
        }
        for term in terms:
            values[names[term.phrase]] = term.phrase
            values[f"weight_{names[term.phrase]}"] = self._weight(term)
        statement = _statement(groups, tuple(names.values()))
        return [Hit(*row) for row in session.execute(statement, values)]

    def _weight(self, term: Term) -> float:
        return log(1 + (self._statistics.reports + 1) / (term.rows + 0.5))

    def _fresh(self, session: Session) -> _Statistics:
        if self._clock() - self._read_at >= _REFRESH_SECONDS:
            self._statistics = _read_statistics(session)
            self._read_at = self._clock()
        return self._statistics


def _read_statistics(session: Session) -> _Statistics:
    row = session.execute(_STATISTICS).one()
    shares = dict(zip(row.lexemes or (), row.frequencies or (), strict=False))
    percent = min(100.0, 100 * _SAMPLED / max(1, row.reports))
    usual_length = session.execute(_LENGTH, {"percent": percent}).scalar_one()
    return _Statistics(row.reports, shares, usual_length or 1.0)


@lru_cache(maxsize=500)
def _statement(groups: tuple[tuple[str, ...], ...], names: tuple[str, ...]) -> TextualSelect:
    """The search for one shape of ask; `names` are those of the values that are bound."""
    score = " + ".join(_WEIGHED.format(name=name, phrase=_phrase(name)) for name in names)
    match = " && ".join(f"({' || '.join(map(_phrase, group))})" for group in groups)
    statement = text(_RANK.format(score=score, match=match))
    return statement.columns(id=Integer, score=Float, published=UtcDateTime)


def _phrase(name: str) -> str:
    return f"phraseto_tsquery('english', :{name})"
