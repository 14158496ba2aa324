"""A check's events as a stream of Server-Sent Events (WHATWG HTML, section 9.2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backend.services.check import CheckEvent

RECONNECT_MS = 1000
BEGINNING = f"retry: {RECONNECT_MS}\n\n"
HEARTBEAT = ": heartbeat\n\n"
_LONGEST_NUMBER = 15


def stream(events: Iterable[CheckEvent | None]) -> Iterator[str]:
    """The text of the stream, piece by piece; a None among the events is a heartbeat."""
    yield BEGINNING
    for event in events:
        yield HEARTBEAT if event is None else message(event)


def message(event: CheckEvent) -> str:
    """One event; JSON keeps line ends out of the data."""
    return f"id: {event.seq}\nevent: {event.kind}\ndata: {event.text}\n\n"


def last_event_id(given: str | None) -> int:
    """The number of the last event that a reader knows; whatever is no number counts as 0."""
    text = (given or "").strip()
    is_number = text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER
    return int(text) if is_number else 0
