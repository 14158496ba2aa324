"""How much of a limit is left: a bucket that fills up evenly (Turner 1986)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import ceil


@dataclass(frozen=True, slots=True)
class Limit:
    """So many at once, and so many in each `per` after that."""

    most: int
    per: timedelta


def refilled(left: float, waited: timedelta, limit: Limit) -> float:
    """What is left after a time in which nothing was taken. A clock that went back adds nothing."""
    gained = max(0.0, waited / limit.per) * limit.most
    return min(float(limit.most), left + gained)


def wait_for(left: float, limit: Limit) -> int:
    """Whole seconds until one more may be taken; 0 for at once."""
    if left >= 1:
        return 0
    return ceil((1 - left) * limit.per.total_seconds() / limit.most)
