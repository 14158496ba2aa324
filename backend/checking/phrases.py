"""Small pieces of English that several sentences of a note are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

_MOST_LISTED = 3


def number(count: int, noun: str) -> str:
    """`1 report`, `9 reports`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def listed(names: Sequence[str], most: int = _MOST_LISTED) -> str:
    """`a`, `a and b`, `a, b and c`, `a, b, c and 2 more`."""
    shown = list(names[:most])
    left = len(names) - len(shown)
    if left:
        shown.append(f"{left} more")
    *first, last = shown
    return f"{', '.join(first)} and {last}" if first else last


def sentence(facts: Iterable[str]) -> str:
    """The facts as one sentence, those that are empty left out; "" without any."""
    said = "; ".join(fact for fact in facts if fact)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def day(of: date) -> str:
    """`7 October 2024`."""
    return f"{of.day} {of:%B %Y}"
