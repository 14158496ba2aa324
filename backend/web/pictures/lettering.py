"""Text in a picture: how wide it is drawn, and what of it fits.

A picture is laid out on the server, where no font is known. Widths are therefore estimated from
above, by the widest of the usual interface fonts (DejaVu Sans, Verdana), so that what fits here
fits in any browser. Units are those of the picture.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

ELLIPSIS = "…"
_FIRST_STRONG_ISOLATE = "\u2068"
_POP_ISOLATE = "\u2069"

_MARKS = frozenset(("Mn", "Me"))
_MOST_MARKS = 3
"""How many combining marks one letter may carry: more are no writing, and paint over lines."""

_STRONG = 1.13
"""How much wider bold letters are."""

_NARROW = frozenset("iljtrfI.,:;!'’|()[]/· ")
_BROAD = frozenset("mwMWQO@%&—жшщюфымЖШЩЮФЫМ")
_SLIM, _USUAL, _CAPITAL, _WIDE, _SQUARE = 0.43, 0.65, 0.79, 1.08, 1.2
_SCRIPTS = ((0x0370, _USUAL), (0x0600, 0.7), (0x0700, 0.9), (0x10000, _WIDE))
"""The width of a usual letter below each code point; what stands above is drawn as a square."""


def plain(text: str) -> str:
    """The text on one line, without control characters and without more marks than letters bear.

    The controls that turn the direction of text go too: what follows must not turn with it.
    """
    kept = (char for char in unicodedata.normalize("NFC", text) if not _is_control(char))
    return " ".join("".join(_with_few_marks(kept)).split())


def isolated(text: str) -> str:
    """The text in the direction of its own letters, whatever stands around it."""
    return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}"


def width_of(text: str, size: float, *, strong: bool = False) -> float:
    """How wide the text may be drawn at a font size, at most; `strong` for bold."""
    return sum(map(_advance, text)) * size * (_STRONG if strong else 1.0)


def fit(text: str, room: float, size: float, *, strong: bool = False) -> str:
    """The text, or as much of its beginning as fits in the room, with an ellipsis after it."""
    if width_of(text, size, strong=strong) <= room:
        return text
    room -= width_of(ELLIPSIS, size, strong=strong)
    length = _fitting(text, room, size, strong=strong)
    return text[:length].rstrip() + ELLIPSIS


def wrap(text: str, room: float, size: float, lines: int, *, strong: bool = False) -> list[str]:
    """The text on at most so many lines, broken at blanks where it can be, cut at the end."""
    wrapped: list[str] = []
    while text and len(wrapped) < lines - 1:
        length = _fitting(text, room, size, strong=strong)
        blank = text.rfind(" ", 0, length + 1)
        if length < len(text) and blank > 0:
            length = blank
        wrapped.append(text[:length].rstrip())
        text = text[length:].lstrip()
    return [*wrapped, fit(text, room, size, strong=strong)] if text else wrapped


def _fitting(text: str, room: float, size: float, *, strong: bool) -> int:
    """How many characters fit; one at least, so that a line is never empty."""
    taken = 0.0
    for place, char in enumerate(text):
        taken += width_of(char, size, strong=strong)
        if taken > room and place:
            return place
    return len(text)


def _is_control(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn"} and not char.isspace()


def _with_few_marks(chars: Iterable[str]) -> Iterator[str]:
    marks = 0
    for char in chars:
        marks = marks + 1 if unicodedata.category(char) in _MARKS else 0
        if marks <= _MOST_MARKS:
            yield char


def _advance(char: str) -> float:
    if unicodedata.category(char) in _MARKS:
        return 0.0
    if char in _NARROW:
        return _SLIM
    if char in _BROAD:
        return _WIDE
    if unicodedata.east_asian_width(char) in {"W", "F"}:
        return _SQUARE
    usual = next((width for below, width in _SCRIPTS if ord(char) < below), _SQUARE)
    return max(usual, _CAPITAL) if char.isupper() else usual
