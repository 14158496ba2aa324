"""What the archive's index is asked for. Pure: words and their frequencies in, asks out.

What makes a search slow is common words: every report that holds one has to be weighed. What makes
it find is rare ones. So rare words lead: a report is weighed if it holds at least one of them, and
then by all of the query's words. Where no word is rare, reports must hold several: all of them
first, then all but the commonest, and so on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from backend.domain import Query

MOST_WORDS = 40
"""Words of a query that are looked up; a claim's later ones tell less than they cost."""
MOST_TERMS = 14
"""Words, the rarest of those, that are asked for."""
_LONGEST = 200
"""No word that is worth looking for has more characters."""

_NO_TEXT = re.compile("[\x00\ud800-\udfff]")
_NEAR_DAYS = 30
_NEARNESS = {"inside": 1.0, "near": 0.85, "unknown": 0.75, "far": 0.65}
"""What a report's score is multiplied with for standing outside the days that a query expects: a
window puts first and excludes nothing, since dates are wrong at times and stories are told again.
"""


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a number of a query, and in how many reports it stands, about."""

    phrase: str
    rows: int


@dataclass(frozen=True, slots=True)
class Budget:
    """How many reports may be weighed, and how many occurrences read to weigh them.

    Counted in reports that hold a word, summed over words: `leading` for the words that lead,
    `beside` for those that only add to the score, `alone` for those rare enough to need no other.
    `most` is where weighing ends, should the counts have been wrong.
    """

    leading: int
    beside: int
    alone: int
    most: int


@dataclass(frozen=True, slots=True)
class Ask:
    """A report must hold at least one phrase of each of these groups."""

    groups: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask always, and what to ask after it, one by one, until enough is found."""

    first: tuple[Ask, ...]
    then: tuple[Ask, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A report in the index, how well it fits (more is better) and when it was published."""

    id: int
    score: float
    published: datetime | None


def phrases(query: Query) -> list[str]:
    """The words of a query, names apart, each once, most telling first.

    A name is asked for word by word: reports say "Kim" for "Kim Jong Un". A number of several
    words stays together.
    """
    named = (word for name in query.names for word in name.split())
    askable = _askable((*named, *query.numbers, *query.terms))
    return list(dict.fromkeys(phrase.lower() for phrase in askable))[:MOST_WORDS]


def _askable(texts: Iterable[str]) -> Iterator[str]:
    """Those with a letter or digit in them, the only ones that an index can hold."""
    clean = (_NO_TEXT.sub(" ", phrase) for phrase in texts)
    return (text for text in clean if len(text) <= _LONGEST and any(map(str.isalnum, text)))


def rarest_first(terms: Iterable[Term]) -> list[Term]:
    """The terms that stand in any report at all, as many as are asked for."""
    held = sorted((term for term in terms if term.rows), key=lambda term: term.rows)
    return held[:MOST_TERMS]


def plan(terms: Sequence[Term], budget: Budget) -> Plan:
    """What to ask for, given the terms rarest first."""
    leading = _within(terms, budget.leading)
    beside = _within(terms[len(leading) :], budget.beside)
    alone = _within(leading, budget.alone) if beside else leading
    groups = tuple(_phrases(group) for group in (leading, beside) if group)
    first = [Ask(groups)] if leading else []
    if alone and len(groups) > 1:
        first.append(Ask((_phrases(alone),)))
    return Plan(tuple(first), tuple(_relaxing(terms[len(leading) :])))


def _within(terms: Sequence[Term], rows: int) -> Sequence[Term]:
    total = 0
    for number, term in enumerate(terms):
        total += term.rows
        if total > rows:
            return terms[:number]
    return terms


def _relaxing(terms: Sequence[Term]) -> Iterator[Ask]:
    """All of the terms, all but the commonest, and so on down to the rarest alone."""
    for count in range(len(terms), 0, -1):
        yield Ask(tuple((phrase,) for phrase in _phrases(terms[:count])))


def _phrases(terms: Iterable[Term]) -> tuple[str, ...]:
    return tuple(term.phrase for term in terms)


def best_first(hits: Iterable[Hit], query: Query) -> list[Hit]:
    """Each report once with its best score, nearest to the query's days; equals newest first."""
    best: dict[int, Hit] = {}
    for hit in hits:
        if hit.id not in best or hit.score > best[hit.id].score:
            best[hit.id] = hit
    return sorted(best.values(), key=lambda hit: _rank(hit, query))


def _rank(hit: Hit, query: Query) -> tuple[float, float, int]:
    newest = -hit.published.timestamp() if hit.published else 0.0
    return (-hit.score * nearness(hit.published, query.since, query.until), newest, hit.id)


def nearness(published: datetime | None, since: date | None, until: date | None) -> float:
    """What a report's score is multiplied with: 1 within the days, less outside of them."""
    if since is None and until is None:
        return 1.0
    if published is None:
        return _NEARNESS["unknown"]
    day = published.date()
    early = (since - day).days if since else 0
    late = (day - until).days if until else 0
    if max(early, late) <= 0:
        return _NEARNESS["inside"]
    return _NEARNESS["near" if max(early, late) <= _NEAR_DAYS else "far"]
