"""What a fetch may be for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Want:
    """What a fetch is for.

    `media_types` are those that can be used; an answer without a type passes. `max_bytes`
    tightens the limit, and `truncate` takes the beginning of what is larger. `takes_turn` is
    False for the small requests that only serve another. `any_status` is True where an error's
    body says what is wrong, as an API's does: the answer comes back whatever its status.
    `cached` lets an answer that was kept be used, and this one be kept.
    """

    accept: str
    media_types: frozenset[str] = frozenset()
    max_bytes: int | None = None
    truncate: bool = False
    takes_turn: bool = True
    any_status: bool = False
    cached: bool = False


PAGE = Want(
    "text/html,application/xhtml+xml;q=0.9",
    frozenset({"text/html", "application/xhtml+xml", "application/xml", "text/xml"}),
    cached=True,
)
ANYTHING = Want("*/*")
