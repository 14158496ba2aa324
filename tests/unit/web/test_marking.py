from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.web.marking import Piece, Wanted, pieces, places

EXTENSION = Path(__file__).parents[3] / "extension"
CASES: list[dict[str, Any]] = json.loads((EXTENSION / "tests" / "marks.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_the_words_of_a_difference_are_found_as_the_extension_finds_them(
    case: dict[str, Any],
) -> None:
    found = places(case["text"], Wanted(case["words"], case["near"]))
    assert [case["text"][start:end] for start, end in found] == case["marked"]
    assert "at" not in case or [start for start, _ in found] == case["at"]


def test_what_is_marked_twice_is_marked_once() -> None:
    wanted = [Wanted("12,000 residents", ""), Wanted("12,000", ""), Wanted("residents left", "")]
    assert pieces("Some 12,000 residents left.", wanted) == (
        Piece("Some "),
        Piece("12,000 residents", marked=True),
        Piece(" left", marked=True),
        Piece("."),
    )


@given(st.text(), st.lists(st.tuples(st.text(), st.text()), max_size=4))
def test_pieces_joined_are_the_text_again(text: str, wanted: list[tuple[str, str]]) -> None:
    parts = pieces(text, [Wanted(*each) for each in wanted])
    assert "".join(part.text for part in parts) == text


@given(st.text(), st.text(), st.text())
def test_what_is_found_lies_in_the_text_in_order(text: str, words: str, near: str) -> None:
    found = places(text, Wanted(words, near))
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert found == sorted(found)


@given(st.text(), st.from_regex(r"[a-z]{1,8}( [a-z]{1,8}){0,2}", fullmatch=True))
def test_words_that_stand_in_the_text_alone_are_always_found(text: str, words: str) -> None:
    whole = f"{text} {words} {text}"
    assert places(whole, Wanted(words, ""))
