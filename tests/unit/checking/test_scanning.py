from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.checking.ports import CheckWorthiness
from backend.checking.scanning import overlapping, worth_checking

TEXT = """A headline of few words

Crime fell by 40 percent in two years. Is that not good? We should all be glad.
Thank you. Crime fell by 40 percent in two years. The wall cost 350 million euros."""


@dataclass
class ByDigits(CheckWorthiness):
    """The more digits, the likelier."""

    def scores(self, sentences: Sequence[str]) -> list[float]:
        return [min(1.0, sum(map(str.isdigit, sentence)) / 4) for sentence in sentences]


def test_sentences_come_best_first_each_once_with_where_they_stand() -> None:
    found = worth_checking(TEXT, ByDigits(), 10)
    assert [one.quote.exact for one in found] == [
        "The wall cost 350 million euros.",
        "Crime fell by 40 percent in two years.",
    ]
    assert found[1].start == TEXT.index("Crime")


@given(st.text(max_size=300))
def test_every_selector_is_the_texts_own(text: str) -> None:
    given_text = f"{text} In 2020 it cost 30."
    for one in worth_checking(given_text, ByDigits(), 50):
        assert given_text[one.start : one.end] == one.quote.exact
        around = one.quote.prefix + one.quote.exact + one.quote.suffix
        assert around in given_text


def test_only_so_many_are_given() -> None:
    text = " ".join(f"The town of number {at} has {at}000 people." for at in range(30))
    assert len(worth_checking(text, ByDigits(), 5)) == 5
    assert worth_checking("", ByDigits(), 5) == []


@pytest.mark.parametrize(
    ("sentence", "at"),
    [("One two.", 0), ("Zero. One two. Three.", 0), ("Four five.", 1), ("Six.", None), (" ", None)],
)
def test_a_sentence_goes_with_the_highlight_that_it_overlaps(sentence: str, at: int | None) -> None:
    assert overlapping(sentence, ["One two.", "Three. Four five. Seven."]) == at
