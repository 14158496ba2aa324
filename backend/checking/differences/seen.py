"""What one kind of comparison sees: a difference in both texts' own words, and what it weighs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from backend.domain import Difference


class Weight(Enum):
    """What a difference does to what a passage says of a claim."""

    OTHERWISE = "otherwise"
    """The passage says otherwise of the same thing."""
    LESS = "less"
    """The passage says less than the claim: only that it may be, or that another says so."""
    ANOTHER_DAY = "another day"
    """Both may be right as of their days: a count that grows."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A difference and its weight."""

    difference: Difference
    weight: Weight = Weight.OTHERWISE
