"""Times as readers are told them: in UTC, and how long ago. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from backend.web.labels import count


@dataclass(frozen=True, slots=True)
class When:
    """A moment for a `time` element: `iso` for programs, `text` for people."""

    iso: str
    text: str


def when(iso: str | None) -> When | None:
    """A date or a time in UTC, from its ISO form."""
    return None if iso is None else moment(iso)


def moment(iso: str) -> When:
    """The day, with the hour in UTC unless it is midnight, which a bare date stands for."""
    at = datetime.fromisoformat(iso)
    if at.tzinfo is not None:
        at = at.astimezone(UTC)
    day = f"{at.day} {at:%B %Y}"
    return When(iso, f"{day}, {at:%H:%M} UTC" if (at.hour, at.minute) != (0, 0) else day)


_UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"))


def age(then: datetime, now: datetime) -> str:
    """`3 hours ago`, in the largest unit that fits; both times are timezone-aware."""
    seconds = (now - then).total_seconds()
    for length, unit in _UNITS:
        if seconds >= length:
            return f"{count(int(seconds // length), unit)} ago"
    return "just now"
