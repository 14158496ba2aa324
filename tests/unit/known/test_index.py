from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.known.index import CANDIDATES, Entry, KnownIndex
from backend.known.lexical import Words
from backend.known.terms import plain, terms

CLAIMS = (
    "North Korea sent 10,000 soldiers to Russia.",
    "The mayor of Riverton resigned on Monday.",
    "A new vaccine halved hospital admissions.",
)
WAYS = (bytes([127, 0, 0]), bytes([0, 127, 0]), bytes([0, 0, 127]))


def an_index(*, vectors: bool = True, on: date | None = None) -> KnownIndex:
    index = KnownIndex(dimensions=3)
    index.add(
        [
            Entry(10 + place, claim, WAYS[place] if vectors else b"", on)
            for place, claim in enumerate(CLAIMS)
        ]
    )
    return index


def test_a_claim_is_found_by_its_words() -> None:
    hits = an_index(vectors=False).nearest("Riverton's mayor has resigned", b"", 3)
    assert [hit.id for hit in hits] == [11]
    assert hits[0].cosine == 0.0


def test_a_claim_is_found_by_its_meaning_where_it_shares_no_word() -> None:
    best = an_index().nearest("Pyongyang dispatched troops", bytes([120, 10, 0]), 1)[0]
    assert best.id == 10
    assert best.cosine == pytest.approx(0.9965, abs=0.01)


def test_words_and_meaning_are_weighed_together() -> None:
    hits = an_index().nearest("The mayor resigned.", bytes([100, 80, 0]), 3)
    assert [hit.id for hit in hits[:2]] == [11, 10]


def test_of_equal_claims_the_one_of_the_same_days_comes_first() -> None:
    index, today = KnownIndex(3), date(2024, 10, 23)
    for at, on in enumerate((None, today - timedelta(days=400), today - timedelta(days=2))):
        index.add([Entry(at, CLAIMS[0], WAYS[0], on)])
    assert index.nearest(CLAIMS[0], WAYS[0], 3, today)[0].id == 2
    assert [hit.id for hit in index.nearest(CLAIMS[0], WAYS[0], 3)] == [0, 1, 2]


def test_an_empty_index_finds_nothing() -> None:
    assert list(KnownIndex(3).nearest("Anything", WAYS[0], 5)) == []


def test_what_is_added_later_is_found() -> None:
    index = an_index()
    index.add([Entry(99, "The bridge at Elmford was closed.", WAYS[2])])
    assert index.nearest("Elmford bridge closed", WAYS[2], 1)[0].id == 99
    assert len(index) == 4


def test_asking_while_claims_are_added_breaks_nothing() -> None:
    index = an_index()

    def add(number: int) -> None:
        index.add([Entry(100 + number, f"Claim number {number} of many.", WAYS[number % 3])])

    def ask(_number: int) -> int:
        return len(index.nearest("Claim number of many", WAYS[0], 5))

    with ThreadPoolExecutor(6) as pool:
        adding = [pool.submit(add, number) for number in range(60)]
        asking = [pool.submit(ask, number) for number in range(60)]
        assert all(future.result() is None for future in adding)
        assert all(0 < future.result() <= 5 for future in asking)
    assert len(index) == 63


def test_each_search_brings_only_so_many() -> None:
    index = KnownIndex(3)
    index.add([Entry(at, "The same old claim.", WAYS[0]) for at in range(CANDIDATES * 3)])
    assert len(index.nearest("The same old claim.", WAYS[0], 1_000)) <= CANDIDATES * 2


@given(st.text(max_size=80))
def test_any_text_may_be_asked_and_added(text: str) -> None:
    index = an_index(vectors=False)
    index.add([Entry(1, text)])
    hits = index.nearest(text, b"", 4)
    assert all(0 < hit.score <= 1.75 * 2.3 for hit in hits)


def test_a_rare_word_counts_for_more_than_a_common_one() -> None:
    words = Words()
    for text in ("the report on trade", "the report on Tsukuryne", "the report on wheat"):
        words.add(text)
    assert list(words.nearest("a report on Tsukuryne", 3)) == [1, 0, 2]


def test_addresses_are_left_out_and_tags_taken_apart() -> None:
    assert plain("Look: https://t.co/abc #AustralianFires @NASAEarth pic.twitter.com/x1") == (
        "Look: Australian Fires NASA Earth"
    )


def test_a_compound_counts_whole_and_by_its_parts() -> None:
    assert terms("COVID-19 spreads") == ["covid-19", "covid", "19", "spread"]
