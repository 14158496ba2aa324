"""What pictures are made of: labels, marks and lines at their places.

Places are in the picture's own units, from its upper left corner. A picture is as wide as the
narrowest screen leaves room for, so that it is never shrunk and its text stays legible.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from backend.web.pictures.lettering import isolated, width_of

WIDTH = 288.0
"""A screen of 320 CSS pixels less the page's margins."""

NAME_SIZE = 13.0
SMALL_SIZE = 11.5
MARK_SIZE = 16.0
_MARK_GAP = 3.0
_ASCENT, _DESCENT = 0.95, 0.25


class Anchor(StrEnum):
    """Which end of a label stands at its place."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that something fills."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def inside(self, width: float, height: float) -> bool:
        """Whether it lies within a picture of that size."""
        within_sides = self.left >= 0 and self.right <= width
        return within_sides and self.top >= 0 and self.bottom <= height


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text; `y` is its baseline."""

    x: float
    y: float
    text: str
    size: float = SMALL_SIZE
    anchor: Anchor = Anchor.START
    strong: bool = False

    @property
    def shown(self) -> str:
        """The text, set apart so that one in another direction turns nothing around it."""
        return isolated(self.text)

    @property
    def box(self) -> Box:
        """The room that the text takes at most."""
        width = width_of(self.text, self.size, strong=self.strong)
        before = {Anchor.START: 0.0, Anchor.MIDDLE: width / 2, Anchor.END: width}[self.anchor]
        left = self.x - before
        top, bottom = self.y - self.size * _ASCENT, self.y + self.size * _DESCENT
        return Box(left, top, left + width, bottom)


@dataclass(frozen=True, slots=True)
class Mark:
    """A stance's shape around its middle; `code` is that of a `StanceMark`."""

    x: float
    y: float
    code: str

    @property
    def box(self) -> Box:
        """The room that it takes."""
        half = MARK_SIZE / 2
        return Box(self.x - half, self.y - half, self.x + half, self.y + half)


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float


def marks_from(left: float, y: float, codes: tuple[str, ...]) -> tuple[Mark, ...]:
    """Marks side by side, the first beginning at `left`."""
    step = MARK_SIZE + _MARK_GAP
    return tuple(
        Mark(left + MARK_SIZE / 2 + place * step, y, code) for place, code in enumerate(codes)
    )


def marks_width(count: int) -> float:
    """How wide so many marks are side by side."""
    return count * MARK_SIZE + max(0, count - 1) * _MARK_GAP
