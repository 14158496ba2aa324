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


_JUST = re.compile(r"\b(?:exactly|precisely|only|just)\s$", re.IGNORECASE)
"""Words before a number that hedge nothing and go with it."""
_REACH = 20
"""Characters before a number in which a hedge stands."""


def hedge_of(text: str, start: int, end: int) -> Hedge:
    """How the number at `text[start:end]` is meant, by the words around it."""
    before = text[max(0, start - _REACH) : start]
    looser = _LOOSER.match(text, end)
    if looser:
        word = looser.group().strip().lower()
        return (
            Hedge.ABOUT if "so" in word else Hedge.AT_MOST if word[-1] in "rs" else Hedge.AT_LEAST
        )
    return next((hedge for hedge in Hedge if hedge.value.search(before)), Hedge.EXACT)


def with_hedge(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the number at `text[start:end]` begins and ends with the words that hedge it."""
    from_ = max(0, start - _REACH)
    forms = (*(hedge.value for hedge in Hedge), _JUST)
    before = next((m for form in forms if (m := form.search(text, from_, start))), None)
    after = _LOOSER.match(text, end)
    return before.start() if before else start, after.end() if after else end
