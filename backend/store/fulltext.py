"""How the archive's index is asked, on each database. Pure: queries in, SQL out.

Every term is quoted or bound, so that no text of a claim is ever read as query syntax. A search is
a list of attempts, strictest first: all words together, all names with any word, any word at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backend.domain import Query

MOST_TERMS = 12
"""Names, and other words, that are asked for; a claim's later ones tell less than they cost."""

_NO_TEXT = re.compile("[\x00\ud800-\udfff]")

_SQLITE = """
    SELECT report.id FROM report_index JOIN report ON report.id = report_index.rowid
    WHERE report_index MATCH :expression
    ORDER BY bm25(report_index, 4.0, 2.0, 1.0), report.id LIMIT :limit"""

_POSTGRESQL = """
    SELECT report_id FROM report_index, (SELECT {expression} AS asked) AS query
    WHERE words @@ asked
    ORDER BY ts_rank(words, asked, 1) DESC, report_id LIMIT :limit"""


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL that gives report ids, best first, with the values that it binds besides `limit`."""

    sql: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Attempt:
    """Phrases that must all stand in a report, and phrases of which at least one must."""

    every: tuple[str, ...]
    some: tuple[str, ...]


def attempts(query: Query) -> list[Attempt]:
    """What to ask for, strictest first, without an attempt that says nothing."""
    names = _askable(query.names)[:MOST_TERMS]
    terms = _askable((*query.numbers, *query.terms))[:MOST_TERMS]
    strict = Attempt((*names, *terms), ())
    named = Attempt(names, terms if names else ())
    loose = Attempt((), (*names, *terms))
    ordered = dict.fromkeys((strict, named, loose))
    return [attempt for attempt in ordered if attempt.every or attempt.some]


def _askable(phrases: Sequence[str]) -> tuple[str, ...]:
    """The phrases with a letter or digit in them, the only ones that an index can hold."""
    clean = (_NO_TEXT.sub(" ", phrase) for phrase in phrases)
    return tuple(dict.fromkeys(phrase for phrase in clean if any(map(str.isalnum, phrase))))


def sqlite_statement(attempt: Attempt) -> Statement:
    """The attempt for FTS5; a phrase in double quotes holds no syntax but the doubled quote."""
    every = [_quoted(phrase) for phrase in attempt.every]
    if attempt.some:
        every.append(f"({' OR '.join(_quoted(phrase) for phrase in attempt.some)})")
    return Statement(_SQLITE, {"expression": " AND ".join(every)})


def _quoted(phrase: str) -> str:
    return '"' + phrase.replace('"', '""') + '"'


def postgresql_statement(attempt: Attempt) -> Statement:
    """The attempt for PostgreSQL: each phrase a bound value of `phraseto_tsquery`."""
    every = [_phrase(f"e{number}") for number, _ in enumerate(attempt.every)]
    some = [_phrase(f"s{number}") for number, _ in enumerate(attempt.some)]
    parts = every + ([f"({' || '.join(some)})"] if some else [])
    return Statement(_POSTGRESQL.format(expression=" && ".join(parts)), dict(_bound(attempt)))


def _phrase(name: str) -> str:
    return f"phraseto_tsquery('english', :{name})"


def _bound(attempt: Attempt) -> Iterator[tuple[str, str]]:
    for letter, phrases in (("e", attempt.every), ("s", attempt.some)):
        for number, phrase in enumerate(phrases):
            yield f"{letter}{number}", phrase
