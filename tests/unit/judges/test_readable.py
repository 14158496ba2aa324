from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.judges.readable import is_latin, readable, well_formed


@pytest.mark.parametrize(
    "text",
    [
        "Pyongyang denied it.",
        "Ça n’a pas été confirmé à Malmö.",
        "Kyiv (Київ) was hit.",
        "12,000 – 0.5 %",
        "",
    ],
)
def test_text_in_latin_letters_is_read(text: str) -> None:
    assert is_latin(text)


@pytest.mark.parametrize(
    "text", ["Войска отправлены.", "部队", "قوات", "στρατεύματα", "सैनिक", "Київ (Kyiv)  під ударом"]
)
def test_text_in_another_script_is_not(text: str) -> None:
    assert not is_latin(text)
    assert readable("It was so.", text) is None
    assert readable(text, "It was so.") is None


@pytest.mark.parametrize("text", ["", " ", "\n\t\u2028"])
def test_nothing_is_not_read(text: str) -> None:
    assert readable(text, "It was so.") is None
    assert readable("It was so.", text) is None


def test_half_of_a_character_is_replaced_and_the_rest_stays() -> None:
    assert readable("a \ud83d b", "c \udc00") == ("a ? b", "c ?")


def test_a_text_is_looked_at_up_to_its_limit() -> None:
    read = readable("c" * 200_000, "p" * 200_000)
    assert read is not None
    assert [len(text) for text in read] == [1_000, 100_000]


@given(st.text(st.characters()))
def test_every_text_becomes_well_formed(text: str) -> None:
    assert len(well_formed(text)) == len(text)
    well_formed(text).encode()


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_well_formed_text_stays_as_it_is(text: str) -> None:
    assert well_formed(text) == text
