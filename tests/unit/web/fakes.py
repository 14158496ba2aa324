"""A service of checks that keeps the real one's promises in memory, moved on by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Condition

from backend.checking.document import Document, highlight_document, note_document, step_document
from backend.checking.highlights import clean, fingerprint
from backend.checking.steps import Step
from backend.checking.versions import as_version
from backend.domain import CheckStatus, Highlight, Note, Verdict
from backend.errors import Busy, NotFound

_LISTS = ("claims", "searched", "unread", "evidence")
_UNKNOWN_YET: Document = {
    "verdict": None,
    "confidence": None,
    "summary": "",
    "origins": {"supporting": 0, "disputing": 0},
    "reports": {"supporting": 0, "disputing": 0, "mentioning": 0},
    "origin_groups": [],
    "would_change": "",
    "checked_at": None,
    "judge": None,
}


@dataclass(frozen=True, slots=True)
class FakeEvent:
    seq: int
    kind: str
    data: Document


@dataclass(frozen=True, slots=True)
class FakeVersion:
    number: int
    verdict: Verdict
    checked_at: datetime


@dataclass(slots=True)
class _Check:
    highlight: Highlight
    status: CheckStatus = CheckStatus.QUEUED
    events: list[FakeEvent] = field(default_factory=list)
    error: Document | None = None
    note: Document | None = None
    earlier: list[Document] = field(default_factory=list)


class FakeChecks:
    def __init__(self) -> None:
        self._checks: dict[str, _Check] = {}
        self.told = Condition()
        self.busy = False

    def open(self, highlight: Highlight, address: str | None = None) -> str:
        del address
        highlight = clean(highlight)
        if self.busy:
            raise Busy("Many checks are waiting. Try again in a minute.", retry_after=60)
        check_id = fingerprint(highlight)[:32]
        known = self._checks.setdefault(check_id, _Check(highlight))
        ended_badly = known.status in {CheckStatus.FAILED, CheckStatus.CANCELLED}
        if not known.events or ended_badly:
            self._move(check_id, CheckStatus.QUEUED, "queued", {})
        return check_id

    def so_far(self, check_id: str) -> Document:
        check = self._find(check_id)
        return {
            "claim": check.highlight.quote.exact,
            **_UNKNOWN_YET,
            **_told_since_started(check.events),
            **(check.note or {}),
            "highlight": highlight_document(check.highlight),
            "id": check_id,
            "decision": None,
            "status": check.status.value,
            "error": check.error,
            "events": f"/api/v1/checks/{check_id}/events",
            "note": f"/api/v1/notes/{check_id}",
            "last_event": len(check.events),
        }

    def note(self, note_id: str, version: int | None = None) -> Document:
        found = [one for one in self._find(note_id).earlier if one["version"] == version]
        if not found:
            raise NotFound("There is no such version of this note.")
        return found[0]

    def versions(self, note_id: str) -> Sequence[FakeVersion]:
        return [
            FakeVersion(
                note["version"],
                Verdict(note["verdict"]),
                datetime.fromisoformat(note["checked_at"]),
            )
            for note in reversed(self._find(note_id).earlier)
        ]

    def events_after(self, check_id: str, seq: int) -> Sequence[FakeEvent]:
        return self._find(check_id).events[seq:]

    def cancel(self, check_id: str) -> None:
        if self._find(check_id).status in {CheckStatus.QUEUED, CheckStatus.RUNNING}:
            self._move(check_id, CheckStatus.CANCELLED, "cancelled", {})

    def step(self, check_id: str, *told: Step) -> None:
        """What a worker tells."""
        for step in told:
            self._move(check_id, CheckStatus.RUNNING, step.kind, step_document(step))

    def finish(self, check_id: str, note: Note) -> None:
        check = self._find(check_id)
        previous = check.earlier[-1] if check.earlier else None
        document = as_version(note_document(note), len(check.earlier) + 1, previous)
        check.note = document
        check.earlier.append(document)
        self._move(check_id, CheckStatus.DONE, "note", {"id": check_id, **document})

    def fail(self, check_id: str, title: str, detail: str) -> None:
        self._find(check_id).error = {"title": title, "detail": detail}
        self._move(check_id, CheckStatus.FAILED, "failed", {"title": title, "detail": detail})

    def note_of(self, check_id: str) -> Document:
        """The finished note's document, for a test to change."""
        note = self._find(check_id).note
        assert note is not None
        return note

    def _find(self, check_id: str) -> _Check:
        try:
            return self._checks[check_id]
        except KeyError as error:
            raise NotFound("No check has this id.") from error

    def _move(self, check_id: str, status: CheckStatus, kind: str, data: Document) -> None:
        check = self._find(check_id)
        with self.told:
            check.status = status
            if status is not CheckStatus.FAILED:
                check.error = None
            check.events.append(FakeEvent(len(check.events) + 1, kind, data))
            self.told.notify_all()


def _told_since_started(events: Sequence[FakeEvent]) -> Document:
    so_far: Document = {name: [] for name in _LISTS}
    for event in events:
        if event.kind == "started":
            so_far = {name: [] for name in _LISTS}
        elif event.kind == "claims":
            so_far["claims"] = event.data["claims"]
        elif event.kind in _LISTS:
            so_far[event.kind] = [*so_far[event.kind], event.data]
    return so_far
