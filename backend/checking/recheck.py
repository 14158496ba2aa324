"""When a note is due to be checked again by itself: often while a matter is young, then never."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

STEPS = (
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(days=1),
    timedelta(days=3),
    timedelta(days=7),
)
"""How old a matter is at each re-check. What is reported of it changes fastest at first."""

_APART = timedelta(minutes=30)
"""A step that falls so soon after a check is passed over: nothing will have happened yet."""


def born(first_checked: datetime, page_published: date | None) -> datetime:
    """When a matter began, as far as is known: on the day of the page that makes the claim.

    A page without a date, or of the very day, is taken to be as old as its first check.
    """
    if page_published is None or page_published >= first_checked.date():
        return first_checked
    return datetime.combine(page_published, time(tzinfo=UTC))


def next_check(began: datetime, checked_at: datetime) -> datetime | None:
    """When to check again after a check at that moment; None once the matter is old."""
    later = (began + step for step in STEPS)
    return next((moment for moment in later if moment > checked_at + _APART), None)
