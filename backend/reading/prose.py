"""Text as we keep it: once normalised, quotes are taken from it word for word."""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BLANKS = re.compile(r"[^\S\n]+")
_NEWLINES = re.compile(r" ?\n[ \n]*")
# Control characters, lone surrogates and the zero-width and direction marks that hide in
# copied text; the joiners U+200C and U+200D stay, since scripts and emoji need them.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
    r"\ud800-\udfff]"
)


def clean_text(text: str) -> str:
    """Unicode NFC, one newline between paragraphs, single blanks, nothing invisible.

    Cleaning what is clean changes nothing.
    """
    lines = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text))
    spaced = _NEWLINES.sub("\n", _BLANKS.sub(" ", lines))
    return unicodedata.normalize("NFC", spaced.strip())


def clean_line(text: str) -> str:
    """The same on one line, for titles and names."""
    return clean_text(text).replace("\n", " ")


def count_words(text: str) -> int:
    """Words between blanks; a script without blanks counts about two characters a word."""
    spaced = text.split()
    return sum(1 if word.isascii() else max(1, len(word) // 12) for word in spaced)
