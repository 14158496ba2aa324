"""A check as a reader sees it at this moment: what it has told so far, in the form of a note.

Pure. The field names are those of the note, so that one reader reads both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from backend.checking.document import Document, highlight_document
from backend.checking.rows import with_row_id, with_row_ids
from backend.domain import Highlight, Stance
from backend.store.checks import Check, CheckEvent
from backend.store.status import LAST_KINDS

_NOTHING_YET: Document = {"verdict": None, "confidence": None, "confidence_level": None}


def so_far_document(check: Check, events: Sequence[CheckEvent]) -> Document:
    """The note so far, from all of a check's events in their order."""
    note = _finished_note(events) or _note_so_far(check.highlight, since_start(events))
    return {
        "id": check.id,
        "decision": None,
        "known": [row for told in _told(since_start(events), "known") for row in told["known"]],
        **note,
        "status": check.status.value,
        "error": check.error,
        "events": f"/api/v1/checks/{check.id}/events",
        "note": f"/api/v1/notes/{check.id}",
        "last_event": check.last_event,
    }


def latest_run(events: Sequence[CheckEvent]) -> Sequence[CheckEvent]:
    """The events without those of runs that ended and were followed by another.

    Who follows a check that was queued anew is not to take an earlier end for its end.
    """
    ends = [at for at, event in enumerate(events[:-1]) if event.kind in LAST_KINDS]
    return events[ends[-1] + 1 :] if ends else events


def named_rows(events: Sequence[CheckEvent]) -> Sequence[CheckEvent]:
    """The events as they are told: each row of evidence in them with its id."""
    return [replace(event, data=_with_ids(event)) for event in events]


def _with_ids(event: CheckEvent) -> Document:
    match event.kind:
        case "evidence":
            return with_row_id(event.data)
        case "note":
            return with_row_ids(event.data)
        case _:
            return event.data


def since_start(events: Sequence[CheckEvent]) -> Sequence[CheckEvent]:
    """The events that still hold: those after the last `started`, which voids what was before."""
    current = latest_run(events)
    starts = [at for at, event in enumerate(current) if event.kind == "started"]
    return current[starts[-1] + 1 :] if starts else current


def _finished_note(events: Sequence[CheckEvent]) -> Document | None:
    return events[-1].data if events and events[-1].kind == "note" else None


def _note_so_far(highlight: Highlight, events: Sequence[CheckEvent]) -> Document:
    claims = [claim for told in _told(events, "claims") for claim in told["claims"]]
    evidence = _told(events, "evidence")
    return {
        "version": None,
        "changed_from": None,
        "claim": _claim_text(claims) or highlight.quote.exact,
        "highlight": highlight_document(highlight),
        "claims": [_unweighed(claim) for claim in claims],
        **_NOTHING_YET,
        "summary": "",
        "origins": {"supporting": 0, "disputing": 0},
        "reports": _count_reports(evidence),
        "origin_groups": [],
        "evidence": evidence,
        "unread": _told(events, "unread"),
        "searched": _told(events, "searched"),
        "would_change": "",
        "freshness": "",
        "checked_at": None,
        "judge": None,
    }


def _told(events: Sequence[CheckEvent], kind: str) -> list[Document]:
    return [event.data for event in events if event.kind == kind]


def _claim_text(claims: Sequence[Document]) -> str:
    return " ".join(claim["text"] for claim in claims if claim["checkable"])


def _unweighed(claim: Document) -> Document:
    return {**claim, **_NOTHING_YET, "origins": {"supporting": [], "disputing": []}, "why": []}


def _count_reports(evidence: Sequence[Document]) -> Document:
    return {
        "supporting": _reports_with(evidence, Stance.SUPPORTS),
        "disputing": _reports_with(evidence, Stance.DISPUTES),
        "mentioning": _reports_with(evidence, Stance.MENTIONS),
    }


def _reports_with(evidence: Sequence[Document], stance: Stance) -> int:
    return len({row["report"]["url"] for row in evidence if row["stance"] == stance})
