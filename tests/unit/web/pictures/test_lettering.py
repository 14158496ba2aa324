from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.web.pictures.lettering import ELLIPSIS, fit, isolated, plain, width_of, wrap

ROOMS = st.floats(60, 400)
SIZES = st.floats(8, 20)


@given(st.text(), ROOMS, SIZES)
def test_what_is_made_to_fit_fits_and_is_the_texts_beginning(
    text: str, room: float, size: float
) -> None:
    shown = fit(text, room, size)
    assert width_of(shown, size) <= room
    assert shown == text or text.startswith(shown.removesuffix(ELLIPSIS))


@given(st.text(), ROOMS, SIZES, st.integers(1, 4))
def test_wrapped_lines_fit_and_are_no_more_than_asked(
    text: str, room: float, size: float, lines: int
) -> None:
    wrapped = wrap(text, room, size, lines)
    assert len(wrapped) <= lines
    assert all(width_of(line, size) <= room for line in wrapped)


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=6), max_size=12))
def test_words_that_have_room_are_wrapped_whole_and_none_is_lost(words: list[str]) -> None:
    wrapped = wrap(" ".join(words), 120, 12, 20)
    assert " ".join(wrapped).split() == words


def test_bold_letters_take_more_room() -> None:
    assert width_of("Baltic Wire", 13, strong=True) > width_of("Baltic Wire", 13)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("  Baltic\n Wire\t", "Baltic Wire"),
        ("\u202eeriW citlaB\u202c", "eriW citlaB"),
        ("\u2067Wire\u2069", "Wire"),
        ("a\x00\x1bb", "ab"),
        ("Z" + "\u0351" * 9, "Z" + "\u0351" * 3),
    ],
)
def test_a_name_becomes_one_line_that_turns_and_paints_over_nothing(text: str, shown: str) -> None:
    assert plain(text) == shown


@given(st.text())
def test_no_plain_text_holds_a_control_character(text: str) -> None:
    assert not {unicodedata.category(char) for char in plain(text)} & {"Cc", "Cf", "Cs"}


def test_a_name_keeps_its_own_direction_whatever_stands_around_it() -> None:
    assert isolated("הארץ") == "\u2068הארץ\u2069"
