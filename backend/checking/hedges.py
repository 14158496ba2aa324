"""How a number is meant: exactly, about, at least or at most."""

from __future__ import annotations

import re
from enum import Enum


class Hedge(Enum):
    """How a number is meant."""

    EXACT = re.compile(r"(?!)")
    ABOUT = re.compile(
        r"\b(?:about|around|approximately|roughly|nearly|almost|some|circa|close to|an estimated"
        r"|estimated|just under|just over|near)\s(?:a\s)?$",
        re.IGNORECASE,
    )
    AT_LEAST = re.compile(
        r"\b(?:more than|over|at least|upwards of|no fewer than|no less than|not less than|above"
        r"|exceeding|exceeded|as a minimum)\s(?:a\s)?$",
        re.IGNORECASE,
    )
    AT_MOST = re.compile(
        r"\b(?:up to|at most|fewer than|less than|no more than|under|below"
        r"|not more than)\s(?:a\s)?$",
        re.IGNORECASE,
    )


_LOOSER = re.compile(r"\s(?:or so|or more|or fewer|or less|-plus|plus)\b|\+", re.IGNORECASE)


def hedge_of(text: str, start: int, end: int) -> Hedge:
    """How the number at `text[start:end]` is meant, by the words around it."""
    before = text[max(0, start - 20) : start]
    looser = _LOOSER.match(text, end)
    if looser:
        word = looser.group().strip().lower()
        return (
            Hedge.ABOUT if "so" in word else Hedge.AT_MOST if word[-1] in "rs" else Hedge.AT_LEAST
        )
    return next((hedge for hedge in Hedge if hedge.value.search(before)), Hedge.EXACT)
