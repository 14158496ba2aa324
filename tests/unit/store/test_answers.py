from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from backend.domain import Query
from backend.errors import SearchFailed
from backend.searchers.cached import Cached, key_of
from backend.store.answers import AnswerStore
from backend.store.engine import Sessions
from tests.factories import NOW, a_hit, a_report
from tests.fakes import FakeClock, FakeSearcher

HITS = [
    a_hit(a_report("The text\x00 of it.", "http://held.test/1")),
    a_hit(a_report("x", "http://found.test/1", published=None), held=False),
]
QUERY = Query("North Korea sent troops.", short="North Korea sent troops")
HOUR = timedelta(hours=1)


@pytest.fixture
def store(sessions: Sessions) -> AnswerStore:
    return AnswerStore(sessions)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def cached(inner: FakeSearcher, store: AnswerStore, clock: FakeClock) -> Cached:
    return Cached(inner, store, HOUR, clock)


def test_an_answer_is_given_again_while_it_holds(store: AnswerStore, clock: FakeClock) -> None:
    inner = FakeSearcher(HITS)
    searcher = cached(inner, store, clock)
    first = searcher.search(QUERY, 5)
    clock.advance(minutes=59)
    again = searcher.search(QUERY, 5)
    assert len(inner.asked) == 1
    assert [hit.url for hit in again] == [hit.url for hit in first]
    assert again[0].report is not None
    assert again[0].report.text == "The text\N{REPLACEMENT CHARACTER} of it."
    assert again[1] == first[1]
    assert searcher.name == "fake"


def test_an_answer_whose_time_is_over_is_asked_for_again(
    store: AnswerStore, clock: FakeClock
) -> None:
    inner = FakeSearcher(HITS)
    cached(inner, store, clock).search(QUERY, 5)
    clock.advance(hours=1)
    cached(inner, store, clock).search(QUERY, 5)
    assert len(inner.asked) == 2


def test_expired_answers_are_swept(store: AnswerStore) -> None:
    store.put("old", "fake", HITS, now=NOW, until=NOW + HOUR)
    store.put("new", "fake", HITS, now=NOW + HOUR, until=NOW + 2 * HOUR)
    assert store.count() == 1
    assert store.get("new", NOW + HOUR) is not None


def test_finding_nothing_is_an_answer(store: AnswerStore, clock: FakeClock) -> None:
    inner = FakeSearcher([])
    cached(inner, store, clock).search(QUERY, 5)
    assert list(cached(inner, store, clock).search(QUERY, 5)) == []
    assert len(inner.asked) == 1


def test_a_failure_is_not_kept(store: AnswerStore, clock: FakeClock) -> None:
    broken = cached(FakeSearcher(error=SearchFailed("no")), store, clock)
    with pytest.raises(SearchFailed):
        broken.search(QUERY, 5)
    assert store.count() == 0


def test_the_claim_is_not_kept_in_clear(
    store: AnswerStore, clock: FakeClock, engine: Engine
) -> None:
    cached(FakeSearcher([]), store, clock).search(QUERY, 5)
    with engine.connect() as connection:
        row = connection.execute(text("SELECT * FROM answer")).one()
    assert "Korea" not in str(row)


def test_what_is_asked_otherwise_is_another_answer() -> None:
    others = [
        key_of("other", QUERY, 5),
        key_of("fake", QUERY, 6),
        key_of("fake", Query(QUERY.claim, short="Kursk"), 5),
        key_of("fake", Query(QUERY.claim, short=QUERY.short, since=NOW.date()), 5),
        key_of("fake", QUERY, 5),
    ]
    assert len(set(others)) == len(others)


def test_an_answer_kept_by_another_version_is_asked_for_again(
    store: AnswerStore, engine: Engine
) -> None:
    store.put("key", "fake", HITS, now=NOW, until=NOW + HOUR)
    with engine.begin() as connection:
        connection.execute(text("""UPDATE answer SET hits = '{"hits": [{"a": 1}]}'"""))
    assert store.get("key", NOW) is None


def test_the_same_answer_kept_twice_is_one(store: AnswerStore) -> None:
    store.put("key", "fake", HITS, now=NOW, until=NOW + HOUR)
    store.put("key", "fake", [], now=NOW, until=NOW + HOUR)
    assert store.get("key", NOW) == []
