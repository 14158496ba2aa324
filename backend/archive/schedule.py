"""When a feed is asked again. Pure: times in, times out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

FIRST = timedelta(minutes=30)
SOONEST = timedelta(minutes=10)
LATEST = timedelta(hours=24)

_FASTER = 0.5
_SLOWER = 1.5
_LONGEST_RETRY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Turn:
    """How often a feed is asked from now on, and when next."""

    interval: timedelta
    at: datetime


def after_reading(interval: timedelta | None, *, news: bool, now: datetime) -> Turn:
    """The turn after a feed was read.

    One that brings something new is asked twice as often, one that doesn't at longer and longer
    intervals, between ten minutes and a day.
    """
    before = interval or FIRST
    wanted = before * (_FASTER if news else _SLOWER) if interval else before
    kept = min(max(wanted, SOONEST), LATEST)
    return Turn(kept, now + kept)


def after_failure(
    interval: timedelta | None, failures: int, now: datetime, retry_after: float | None = None
) -> Turn:
    """The turn after the feed failed `failures` times in a row, 1 or more: each time twice as late.

    Not before `retry_after` seconds are over, as the site asked (up to a week). The interval that
    it had stays, for when it is well again.
    """
    kept = interval or FIRST
    wait = min(kept * 2 ** min(failures - 1, 10), LATEST)
    asked = min(timedelta(seconds=min(retry_after or 0.0, 1e6)), _LONGEST_RETRY)
    return Turn(kept, now + max(wait, asked))
