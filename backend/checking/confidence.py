"""How sure a verdict is, in one of three words; the figure always stands beside the word."""

from __future__ import annotations

LEVELS = ((60, "low"), (80, "medium"), (101, "high"))
"""Each level of confidence with the percentage that it stays below, lowest first."""

MOST_OF_ONE = 0.79
"""The most confidence that what rests on one origin can have: the top of `medium`."""


def confidence_level(confidence: float | None) -> str | None:
    """`low`, `medium` or `high` for a confidence from 0 to 1; None where there is none.

    The level is that of the whole percentage shown, so that the two never disagree.
    """
    if confidence is None:
        return None
    percent = round(confidence * 100)
    return next(level for limit, level in LEVELS if percent < limit)
