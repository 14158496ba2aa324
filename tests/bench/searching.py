"""How long the archive takes to answer a claim, and how often it finds the report that does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from time import perf_counter

from backend.checking.queries import query_for
from backend.domain import Claim, Query
from backend.store.archive import ArchiveStore
from backend.store.archive_search import ArchiveSearch, Index
from backend.store.engine import Sessions, make_engine, make_sessions
from backend.store.fulltext import Budget
from backend.store.fulltext_postgresql import PostgresqlIndex
from backend.store.fulltext_sqlite import SqliteIndex
from tests.bench import archives
from tests.bench.corpus import Corpus, Planted
from tests.bench.figures import Figure, middle, say, worst_twentieth

_HITS = 50
_BARS = {"sqlite": (15.0, 60.0), "postgresql": (40.0, 150.0)}
_NO_BUDGET = Budget(leading=10**12, beside=0, alone=0, most=10**9)
_EXHAUSTIVE = 60
"""Claims that are asked exhaustively on PostgreSQL, where one takes many seconds; all on
SQLite."""


def run(*, quick: bool) -> Iterator[Figure]:
    """The figures on each database that is there."""
    size, plants = (20_000, 100) if quick else (1_000_000, 400)
    for dialect in _BARS:
        corpus = Corpus(size, plants)
        try:
            with archives.filled(dialect, corpus) as url:
                yield from _figures(dialect, url, corpus)
            yield _keeping(dialect, 1_000 if quick else 10_000)
        except archives.NoServer as absent:
            say(f"{dialect}: skipped, {absent}")


def _figures(dialect: str, url: str, corpus: Corpus) -> Iterator[Figure]:
    engine = make_engine(url)
    sessions = make_sessions(engine)
    named = f"{dialect}, {corpus.size:,} reports"
    search = ArchiveSearch()
    say(f"{named}: asking {len(corpus.planted)} claims")
    _asked(sessions, search, corpus.planted)  # the first to ask wait for the disk
    seconds, found = _asked(sessions, search, corpus.planted)
    p50, p95 = _BARS[dialect]
    yield Figure(f"{named}: top {_HITS}, p50", 1000 * middle(seconds), "ms", at_most=p50)
    yield Figure(f"{named}: top {_HITS}, p95", 1000 * worst_twentieth(seconds), "ms", at_most=p95)
    yield Figure(f"{named}: planted answers found", 100 * sum(found) / len(found), "%")
    yield from _against_all(dialect, sessions, corpus.planted, found)
    dated_seconds, dated = _asked(sessions, search, corpus.planted, within_days=3)
    yield Figure(f"{named}: found with their week", 100 * sum(dated) / len(dated), "%")
    yield Figure(f"{named}: the same, p50", 1000 * middle(dated_seconds), "ms", at_most=p50 * 2)
    engine.dispose()


def _against_all(
    dialect: str, sessions: Sessions, planted: Sequence[Planted], found: Sequence[bool]
) -> Iterator[Figure]:
    claims = planted if dialect == "sqlite" else planted[:_EXHAUSTIVE]
    say(f"{dialect}: asking {len(claims)} claims exhaustively")
    indexes: dict[str, Index] = {
        "sqlite": SqliteIndex(_NO_BUDGET),
        "postgresql": PostgresqlIndex(_NO_BUDGET),
    }
    seconds, by_all = _asked(sessions, ArchiveSearch(indexes), claims)
    yield Figure(f"{dialect}: an exhaustive OR, p50", 1000 * middle(seconds), "ms")
    share = 100 * sum(found[: len(claims)]) / max(1, sum(by_all))
    yield Figure(f"{dialect}: found, of what it finds", share, "%", at_least=98)


def _asked(
    sessions: Sessions,
    search: ArchiveSearch,
    planted: Sequence[Planted],
    within_days: int | None = None,
) -> tuple[list[float], list[bool]]:
    seconds, found = [], []
    for plant in planted:
        query = _query(plant, within_days)
        began = perf_counter()
        with sessions.read() as session:
            hits = search.search(session, query, _HITS)
        seconds.append(perf_counter() - began)
        found.append(any(hit.url == plant.url for hit in hits))
    return seconds, found


def _query(plant: Planted, within_days: int | None) -> Query:
    query = query_for(Claim(plant.claim, 0, len(plant.claim)))
    if within_days is None:
        return query
    day, reach = plant.published.date(), timedelta(days=within_days)
    return replace(query, since=day - reach, until=day + reach)


def _keeping(dialect: str, size: int) -> Figure:
    """How fast reports are kept one transaction a hundred, with their index."""
    reports = list(Corpus(size, 10).reports())
    with archives.empty(dialect) as engine:
        store = ArchiveStore(make_sessions(engine))
        began = perf_counter()
        for start in range(0, size, 100):
            store.put_reports(reports[start : start + 100], archives.KEPT_AT)
        seconds = perf_counter() - began
    return Figure(f"{dialect}: reports kept with their index", size / seconds, "a second")
