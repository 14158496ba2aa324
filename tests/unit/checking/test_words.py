from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.checking.words import content_stems, names, sentences, stem, words


def test_words_keep_hyphens_and_lose_possessives() -> None:
    assert [word.text for word in words("NATO’s well-known men's U.S. bases")] == [
        "NATO",
        "well-known",
        "men",
        "U.S",
        "bases",
    ]


def test_forms_of_a_word_share_a_stem() -> None:
    assert content_stems("Soldiers were deployed") == content_stems("a soldier is deploying")


@pytest.fixture
def _threads_that_change_often() -> Iterator[None]:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("_threads_that_change_often")
def test_threads_that_look_for_stems_at_once_do_not_disturb_each_other() -> None:
    beginnings, endings = ("organ", "hope", "relat", "nation"), ("isations", "fulness", "ing", "ed")
    made = [f"{n}{begun}{ending}" for n, begun, ending in product(range(100), beginnings, endings)]
    with ThreadPoolExecutor(8) as threads:
        at_once = list(threads.map(stem, made))
    stem.cache_clear()
    assert at_once == [stem(word) for word in made]


def test_names_are_runs_of_capitalised_words() -> None:
    assert names("It said North Korea and the Black Sea, in Kazan.") == (
        "North Korea",
        "Black Sea",
        "Kazan",
    )


def test_a_word_that_only_opens_a_sentence_is_no_name() -> None:
    assert names("Soldiers marched in Kursk.") == ("Kursk",)


def test_an_opening_word_is_a_name_when_it_is_one_elsewhere_or_owns_something() -> None:
    assert names("Ukraine’s army left. NATO stayed.") == ("Ukraine", "NATO")


def test_a_line_break_ends_a_sentence() -> None:
    text = "A headline\nDr. Kim said so. Then he left."
    assert [text[start:end] for start, end in sentences(text)] == [
        "A headline",
        "Dr. Kim said so.",
        "Then he left.",
    ]


@given(st.text(max_size=300))
def test_sentences_lie_in_order_inside_any_text_without_white_space_around(text: str) -> None:
    spans = sentences(text)
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)


@given(st.text(max_size=300))
def test_no_letter_or_digit_is_lost_between_sentences(text: str) -> None:
    kept = "".join(text[start:end] for start, end in sentences(text))
    assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum()]
