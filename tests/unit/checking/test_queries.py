from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from backend.checking.queries import DENIAL, MOST_WORDS, query_for
from backend.domain import Claim, Query

TROOPS = "On 21 October 2024, North Korea sent 10,000 troops to Russia's Kursk region, NATO said."


def query(text: str, published: date | None = None) -> Query:
    return query_for(Claim(text, 0, len(text)), published)


def test_a_query_has_the_names_numbers_and_other_words_of_its_claim() -> None:
    asked = query(TROOPS)
    assert asked.names == ("North Korea", "Russia", "Kursk", "NATO")
    assert asked.numbers == ("10,000",)
    assert asked.terms == ("sent", "troops", "region", "said")


def test_dates_are_a_window_and_no_words() -> None:
    asked = query(TROOPS, date(2024, 11, 2))
    assert (asked.since, asked.until) == (date(2024, 10, 20), date(2024, 12, 2))
    assert "October" not in " ".join((*asked.names, *asked.terms, asked.short))


def test_the_short_line_says_who_and_how_many_before_what_happened() -> None:
    assert query(TROOPS).short == "North Korea Russia Kursk NATO 10,000 troops sent"


def test_names_leave_room_for_what_happened() -> None:
    asked = query(
        "Kim Jong Un met Vladimir Putin in Vladivostok at the Eastern Economic Forum and agreed."
    )
    assert asked.short == "Kim Jong Un Vladimir Putin met agreed"


def test_who_says_otherwise_is_asked_for_in_the_words_of_a_denial() -> None:
    asked = query("North Korea sent 10,000 troops to Russia.")
    assert asked.denying == "North Korea Russia sent troops denies false no evidence debunked"


def test_a_claim_that_is_a_denial_is_not_asked_for_twice() -> None:
    assert query("The Kremlin denied that troops had come.").denying == ""


def test_a_claim_without_a_telling_word_asks_for_nothing() -> None:
    assert query("It was so.") == Query("It was so.")


@given(st.text(max_size=300))
def test_a_line_is_short_whatever_the_claim(text: str) -> None:
    asked = query(text)
    assert len(asked.short.split()) <= MOST_WORDS
    assert len(asked.short) <= 50 * MOST_WORDS
    assert len(asked.denying) <= 50 * MOST_WORDS


@given(st.lists(st.sampled_from('troops Kursk 10,000 OR AND NOT -x site:a.test (b) "c" *'.split())))
def test_no_word_of_a_claim_is_an_operator_of_a_search_engine(pieces: list[str]) -> None:
    asked = query(" ".join(pieces))
    for word in (*asked.short.split(), *asked.denying.split()):
        assert word not in {"OR", "AND", "NOT"}
        assert word[0].isalnum()
        assert not set(word) & set(':"()*')


@given(st.text(alphabet="abc ABC 12,.", max_size=80))
def test_every_word_of_the_short_line_stands_in_the_claim(text: str) -> None:
    folded = text.lower()
    assert all(word.lower() in folded for word in query(text).short.split())


@given(st.text(max_size=120))
def test_a_denying_line_says_so(text: str) -> None:
    denying = query(text).denying
    assert denying == "" or denying.endswith(" ".join(DENIAL))
