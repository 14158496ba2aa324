"""Whether a date is right: against days read by hand, and against the page's own source."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

BY_HAND = Path(__file__).with_name("days_by_hand.csv")
"""The day that a reader of the page sees it was published, by the beginning of the page's id."""

_EAST, _WEST = timedelta(hours=14), timedelta(hours=-12)
_DECLARED = re.compile(
    r"(?:datePublished|article:published_time|pubdate|publish[_-]?date|dateCreated)"
    r"[\"']?\s*(?::|content=|datetime=)\s*[\"']?\s*(\d{4}-\d\d-\d\d)",
    re.IGNORECASE,
)


def read_by_hand(path: Path = BY_HAND) -> dict[str, date]:
    """The table: `page,day`."""
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["page"]: date.fromisoformat(row["day"]) for row in csv.DictReader(lines)}


def day_by_hand(page: str, table: Mapping[str, date]) -> date | None:
    """The day in the table for a page with this id."""
    return next((day for begin, day in table.items() if page.startswith(begin)), None)


def days_declared(markup: str) -> frozenset[date]:
    """The days of publication that a page's source declares, by a search for their names alone.

    It shares nothing with the reading that it is held against.
    """
    return frozenset(_days(found[1] for found in _DECLARED.finditer(markup)))


def _days(written: Iterable[str]) -> Iterable[date]:
    for each in written:
        try:
            day = date.fromisoformat(each)
        except ValueError:
            continue
        if day.year > 1:
            yield day


def is_day(moment: datetime | None, day: date) -> bool:
    """Whether it was that day somewhere on Earth at that moment: pages show their local day.

    A moment at midnight UTC stands for a day without an hour, and has to be that day.
    """
    if moment is None:
        return False
    if (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return moment.date() == day
    return (moment + _WEST).date() <= day <= (moment + _EAST).date()
