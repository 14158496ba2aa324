from __future__ import annotations

import pytest

from backend.checking.phrases import listed, number, sentence


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ("a", "a"),
        ("ab", "a and b"),
        ("abc", "a, b and c"),
        ("abcde", "a, b, c and 2 more"),
    ],
)
def test_names_are_listed_as_people_list_them(names: str, said: str) -> None:
    assert listed(names) == said


def test_one_is_no_plural() -> None:
    assert (number(1, "report"), number(2, "report")) == ("1 report", "2 reports")


def test_a_sentence_has_its_facts_in_a_row_and_none_that_is_empty() -> None:
    assert sentence(["one says so", "", "it is denied"]) == "One says so; it is denied."
    assert sentence(["", ""]) == ""
