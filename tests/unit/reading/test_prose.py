from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from backend.reading.prose import clean_line, clean_text, count_words


@given(st.text())
def test_cleaning_what_is_clean_changes_nothing(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)


@given(st.text())
def test_clean_text_can_be_stored_and_shown_anywhere(text: str) -> None:
    clean = clean_text(text)
    assert clean.encode("utf-8").decode("utf-8") == clean
    assert unicodedata.is_normalized("NFC", clean)
    assert all(char == "\n" or unicodedata.category(char) not in {"Cc", "Cs"} for char in clean)
    assert "\n\n" not in clean
    assert "  " not in clean
    assert clean == clean.strip()


@given(st.text())
def test_a_line_is_one_line(text: str) -> None:
    assert len(clean_line(text).splitlines()) <= 1


def test_paragraphs_stand_on_lines_of_their_own() -> None:
    assert clean_text(" One.\r\n\r\n \tTwo,\u00a0\u00a0still two.\u2028Three. ") == (
        "One.\nTwo, still two.\nThree."
    )


def test_marks_that_only_hide_in_copied_text_are_dropped() -> None:
    assert (
        clean_text("Prime\u00ad Min\u200bister\ufeff \u202eMeloni\x00") == "Prime Minister Meloni"
    )


def test_joiners_that_scripts_need_are_kept() -> None:
    assert clean_text("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645") == (
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    )


def test_accents_are_composed() -> None:
    assert clean_text("Cafe\u0301") == "Caf\u00e9"


def test_a_script_without_blanks_has_words_too() -> None:
    assert count_words("one two three") == 3
    assert count_words("\u65e5\u672c\u8a9e" * 100) > 20
