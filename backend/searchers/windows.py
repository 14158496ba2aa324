"""A query's window of days as providers want it: both ends, and none in the future."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from backend.domain import Query

Today = Callable[[], date]
"""Gives the day that it is, in UTC."""

_A_DAY = timedelta(days=1)


def today() -> date:
    """The day that it is, in UTC."""
    return datetime.now(UTC).date()


def closed(query: Query, now: Today) -> tuple[date, date] | None:
    """The first and the last day to ask for; None where the query leaves the past open.

    A provider's day ends before ours somewhere, so that today is asked for until tomorrow.
    """
    tomorrow = now() + _A_DAY
    if query.since is None or query.since > tomorrow:
        return None
    return query.since, min(query.until or tomorrow, tomorrow)
