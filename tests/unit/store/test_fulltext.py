from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from backend.domain import Outlet, Query, Report
from backend.store.archive import ArchiveStore
from backend.store.engine import Sessions, make_engine, make_sessions
from backend.store.fulltext import (
    MOST_TERMS,
    Ask,
    Budget,
    Hit,
    Term,
    best_first,
    nearness,
    phrases,
    plan,
    rarest_first,
)
from backend.store.fulltext_postgresql import PostgresqlIndex
from backend.store.fulltext_sqlite import SqliteIndex, expression
from backend.store.remembering import Remembered
from tests import databases

NOW = datetime(2026, 11, 22, tzinfo=UTC)
BUDGET = Budget(leading=100, beside=1_000, alone=10, most=500)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_names_are_asked_for_word_by_word_and_numbers_whole() -> None:
    query = Query("", ("Kim Jong Un", "Kim"), ("10,000",), ("Sent", "—"))
    assert phrases(query) == ["kim", "jong", "un", "10,000", "sent"]


def test_rare_terms_come_first_and_absent_ones_not_at_all() -> None:
    terms = [Term("said", 900), Term("absent", 0), Term("kursk", 3)]
    assert rarest_first(terms) == [Term("kursk", 3), Term("said", 900)]
    assert len(rarest_first(Term(str(n), 1) for n in range(50))) == MOST_TERMS


def test_rare_terms_lead_and_common_ones_stand_beside_them() -> None:
    terms = [Term("kursk", 5), Term("troops", 60), Term("sent", 300), Term("said", 90_000)]
    planned = plan(terms, BUDGET)
    assert planned.first == (Ask((("kursk", "troops"), ("sent",))), Ask((("kursk",),)))
    assert planned.then == (Ask((("sent",), ("said",))), Ask((("sent",),)))


def test_rare_terms_alone_are_asked_for_once() -> None:
    planned = plan([Term("kursk", 5), Term("troops", 60)], BUDGET)
    assert planned.first == (Ask((("kursk", "troops"),)),)
    assert planned.then == ()


def test_common_terms_must_stand_together_and_are_let_go_one_by_one() -> None:
    planned = plan([Term("a", 200), Term("b", 300), Term("c", 400)], BUDGET)
    assert planned.first == ()
    assert [len(ask.groups) for ask in planned.then] == [3, 2, 1]
    assert planned.then[-1] == Ask((("a",),))


@given(st.lists(st.integers(1, 2_000), max_size=20))
def test_no_plan_leads_with_more_than_its_budget(rows: list[int]) -> None:
    terms = rarest_first(Term(str(number), count) for number, count in enumerate(rows))
    count = {term.phrase: term.rows for term in terms}
    planned = plan(terms, BUDGET)
    assert all(sum(count[one] for one in ask.groups[0]) <= 100 for ask in planned.first)
    assert all(planned.first or planned.then for _ in terms)


def test_a_phrase_holds_no_syntax() -> None:
    assert expression(Ask((('a" OR "b', "c"), ("NOT",)))) == '("a"" OR ""b" OR "c") AND ("NOT")'


def test_a_report_found_twice_counts_by_its_best_score() -> None:
    hits = [Hit(1, 2.0, NOW), Hit(2, 3.0, NOW), Hit(1, 4.0, NOW)]
    assert [(hit.id, hit.score) for hit in best_first(hits, Query(""))] == [(1, 4.0), (2, 3.0)]


@given(st.dates(), st.dates(), st.none() | st.datetimes(timezones=st.just(UTC)))
def test_no_date_excludes_a_report(since: date, until: date, published: datetime | None) -> None:
    assert 0 < nearness(published, since, until) <= 1
    assert nearness(published, None, None) == 1


def test_a_common_terms_count_is_forgotten_after_a_while() -> None:
    clock = Clock()
    remembered = Remembered(clock)
    remembered.put("said", 5)
    assert remembered.get("said") == 5
    clock.now += 3600
    assert remembered.get("said") is None


def test_no_more_than_so_many_counts_are_remembered() -> None:
    remembered = Remembered(Clock())
    for number in range(20_001):
        remembered.put(str(number), number)
    assert remembered.get("0") is None
    assert remembered.get("20000") == 20_000


@pytest.fixture
def archive(sessions: Sessions) -> ArchiveStore:
    return ArchiveStore(sessions)


def keep(archive: ArchiveStore, count: int, body: str) -> None:
    outlet = Outlet("The Paper", "paper.example")
    urls = (f"https://paper.example/{body.replace(' ', '-')}{number}" for number in range(count))
    archive.put_reports([Report(url, "Title", body, outlet, NOW) for url in urls], NOW)


def test_counts_follow_what_is_kept_edited_and_deleted(
    archive: ArchiveStore, sessions: Sessions, engine: Engine
) -> None:
    index = SqliteIndex() if engine.dialect.name == "sqlite" else None

    def rows(*words: str) -> list[int]:
        with engine.begin() as connection:
            connection.execute(text("ANALYZE"))
        fresh = index or PostgresqlIndex()
        with sessions.read() as session:
            return [term.rows for term in fresh.terms(session, words)]

    keep(archive, 40, "The minister spoke")
    keep(archive, 10, "The caldera opened")
    assert rows("minister", "calderas") == [40, 10]
    with engine.begin() as connection:
        connection.execute(text("UPDATE report SET text = 'caldera' WHERE text LIKE '%spoke'"))
    assert rows("caldera") == [50]
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM report WHERE text = 'caldera'"))
    assert rows("caldera") == [10]


def test_postgresql_reads_its_statistics_again_after_a_while(postgresql_url: str) -> None:
    clock = Clock()
    index = PostgresqlIndex(clock=clock)
    engine = make_engine(postgresql_url)
    databases.empty(engine)
    sessions = make_sessions(engine)
    archive = ArchiveStore(sessions)
    seen: list[int] = []
    for _ in range(2):
        keep(archive, 20 + 20 * len(seen), "The minister spoke again" * (1 + len(seen)))
        with engine.begin() as connection:
            connection.execute(text("ANALYZE"))
        with sessions.read() as session:
            seen.append(index.terms(session, ["minister"])[0].rows)
            clock.now += timedelta(hours=1).total_seconds()
    engine.dispose()
    assert seen[0] == 20
    assert seen[1] > seen[0]
