"""The days and hours by which a span of time is read: at most three, at round places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import takewhile

_MOST = 3
_DAY = timedelta(days=1)
_STEPS = tuple(timedelta(hours=hours) for hours in (1, 3, 6, 12)) + tuple(
    timedelta(days=days) for days in (1, 2, 4, 7, 14, 30, 60, 120, 240, 365)
)
_YEARS = (1, 2, 5, 10, 20, 50, 100, 1_000, 10_000)
_LONG = timedelta(days=365 * 3)


@dataclass(frozen=True, slots=True)
class Tick:
    """A round moment, and the few words for it."""

    at: datetime
    text: str


def ticks(start: datetime, end: datetime) -> tuple[Tick, ...]:
    """The round moments after `start` and before `end` (UTC), earliest first."""
    span = end - start
    if span > _LONG:
        return _years(start, end)
    step = next((step for step in _STEPS if span / step <= _MOST), _STEPS[-1])
    is_long = start.year != end.year and step >= _DAY
    return tuple(Tick(at, _text(at, is_long=is_long)) for at in _every(step, start, end))


def _years(start: datetime, end: datetime) -> tuple[Tick, ...]:
    step = next(step for step in _YEARS if (end.year - start.year) / step <= _MOST)
    first = start.year - start.year % step + step
    moments = (datetime(year, 1, 1, tzinfo=UTC) for year in range(first, end.year + 1, step))
    return tuple(Tick(at, str(at.year)) for at in moments if at < end)


def _every(step: timedelta, start: datetime, end: datetime) -> Iterator[datetime]:
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    first = midnight + step * (1 + (start - midnight) // step)
    return takewhile(lambda at: at < end, (first + step * place for place in range(_MOST + 1)))


def _text(at: datetime, *, is_long: bool) -> str:
    if is_long:
        return f"{at:%b %Y}"
    is_midnight = (at.hour, at.minute) == (0, 0)
    return f"{at.day} {at:%b}" if is_midnight else f"{at:%H:%M}"
