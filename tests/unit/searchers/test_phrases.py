from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.checking.queries import query_for
from backend.domain import Claim, Query
from backend.searchers import gdelt, newsapi
from backend.searchers.phrases import MOST_NAMES, MOST_TERMS, names_and_terms


def query(text: str) -> Query:
    return query_for(Claim(text, 0, len(text)))


@pytest.mark.parametrize(
    ("claim", "gdelt_line", "newsapi_line"),
    [
        (
            "North Korea sent troops to Kursk.",
            '"North Korea" Kursk (sent OR troops)',
            '"North Korea" AND "Kursk" AND (sent OR troops)',
        ),
        ("Then it fell in Kursk.", "Kursk fell", '"Kursk" AND (fell)'),
        ("The troops were sent home again.", "troops sent home", "troops sent home"),
        ("It is up to Jean-Luc Li.", "", '"Jean-Luc Li"'),
        ("It was so.", "", ""),
    ],
)
def test_names_are_required_and_of_the_other_words_any_will_do(
    claim: str, gdelt_line: str, newsapi_line: str
) -> None:
    assert gdelt.query_line(query(claim)) == gdelt_line
    assert newsapi.query_line(query(claim)) == newsapi_line


def test_a_headline_in_capitals_is_no_name_to_be_found_word_for_word() -> None:
    names, terms = names_and_terms(query("Pyongyang Sends Ten Thousand Soldiers Abroad"))
    assert names == []
    assert terms == ["Pyongyang", "Sends", "Ten", "Thousand", "Soldiers"]


@given(st.text(max_size=300))
def test_a_line_is_well_formed_and_short_whatever_the_claim(text: str) -> None:
    names, terms = names_and_terms(query(text))
    assert len(names) <= MOST_NAMES
    assert len(terms) <= MOST_TERMS
    for line in (gdelt.query_line(query(text)), newsapi.query_line(query(text))):
        assert line.count('"') % 2 == 0
        assert line.count("(") == line.count(")") <= 1
        assert not re.search(r"\bOR\)|\(OR\b|^(?:AND|OR)|(?:AND|OR)$", line)
