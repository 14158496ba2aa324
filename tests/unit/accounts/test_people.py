from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.accounts.people import new_name, new_password, same_name
from backend.errors import BadInput


@pytest.mark.parametrize("written", ["ann", " Ann ", "a", "ann.b-c_d9", "9", "a" * 40])
def test_a_plain_name_is_taken_in_small_letters(written: str) -> None:
    assert new_name(written) == written.strip().lower()


@pytest.mark.parametrize("written", ["", " ", "-a", "a.", "a b", "an\nn", "änn", "a" * 41, "a/b"])
def test_another_name_is_refused(written: str) -> None:
    with pytest.raises(BadInput, match="small letters"):
        new_name(written)


@given(st.text())
def test_a_name_that_is_taken_is_found_again_however_it_is_written(written: str) -> None:
    try:
        name = new_name(written)
    except BadInput:
        return
    assert same_name(f" {name.upper()}") == name == same_name(written)


@pytest.mark.parametrize(
    "written", ["", "short", "x" * 12, "ababababababab", "ann ann ann ann", "y" * 600]
)
def test_a_password_that_is_easy_to_guess_is_refused(written: str) -> None:
    with pytest.raises(BadInput, match="password"):
        new_password(written, "ann")


def test_a_password_may_have_any_characters() -> None:
    assert new_password("ünï ☺ \x00 quite long", "ann") == "ünï ☺ \x00 quite long"
