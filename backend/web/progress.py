"""A running check's events as what its page shows so far. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from backend.checking.document import Document
from backend.web import labels
from backend.web.evidence import Row, evidence_row
from backend.web.labels import count
from backend.web.lines import SearchLine, UnreadLine, search_line, unread_line


class Event(Protocol):
    """One thing told of a check: `seq` counts 1, 2, 3 … within the check."""

    @property
    def seq(self) -> int:
        """Its number."""
        ...

    @property
    def kind(self) -> str:
        """Its name on the wire."""
        ...

    @property
    def data(self) -> Document:
        """What it tells."""
        ...


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a check is. `last_event` is the number from which to listen on."""

    claims: tuple[str, ...]
    searches: tuple[SearchLine, ...]
    read: int
    unread: tuple[UnreadLine, ...]
    rows: tuple[Row, ...]
    last_event: int

    @property
    def sentence(self) -> str:
        """The same in one sentence."""
        if not self.searches:
            return labels.NONE_ASKED
        answered = sum(search.answered for search in self.searches)
        return (
            f"{answered} of {count(len(self.searches), 'searcher')} answered, "
            f"{count(self.read, 'report')} read, "
            f"{len(self.unread)} could not be read, "
            f"{count(len(self.rows), 'piece')} of evidence."
        )


def progress(events: Sequence[Event]) -> Progress:
    """What has been told since a worker last took up the check."""
    told = _since_started(events)
    return Progress(
        claims=tuple(claim["text"] for data in _data(told, "claims") for claim in data["claims"]),
        searches=_searches(told),
        read=len(_data(told, "read")),
        unread=tuple(unread_line(data) for data in _data(told, "unread")),
        rows=tuple(evidence_row(data) for data in _data(told, "evidence")),
        last_event=events[-1].seq if events else 0,
    )


def _since_started(events: Sequence[Event]) -> Sequence[Event]:
    begins = [place for place, event in enumerate(events) if event.kind in {"queued", "started"}]
    return events[begins[-1] :] if begins else events


def _data(events: Sequence[Event], kind: str) -> list[Document]:
    return [event.data for event in events if event.kind == kind]


def _searches(events: Sequence[Event]) -> tuple[SearchLine, ...]:
    asked = {
        data["searcher"]: SearchLine(data["searcher"], labels.ASKED, answered=False)
        for data in _data(events, "searching")
    }
    answered = {data["searcher"]: search_line(data) for data in _data(events, "searched")}
    return tuple((asked | answered).values())
