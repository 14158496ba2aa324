"""A claim that a fact checker has reviewed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A claim, and the fact check of it: who published it, where, its rating there and its day."""

    claim: str
    publisher: str
    url: str
    rating: str = ""
    reviewed: date | None = None
