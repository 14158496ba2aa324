"""Stored notes to be exported: as the store has them, decided and hostile ones too."""

from __future__ import annotations

from backend.checking.document import Document
from backend.checking.versions import as_version, new_note
from tests.unit.web import newsroom

BASE = "https://second-source.example/"
NOTE_ID = "ab" * 16
NO_LINK = "javascript:alert(1)"
LINK = "https://ok.example/?a=1&b=<2>"
HOSTILE = "</script><b onclick='x'>&amp;\x00\x0b\ud800]]> “words” 🌊"


def a_stored_note() -> Document:
    """A note of several claims with rows of every stance."""
    return as_version(new_note(NOTE_ID, newsroom.rich_note()), 1, None)


def decided(note: Document, reason: str = "The ministry’s count was left out.") -> Document:
    """The note after a moderator decided about it."""
    return {**note, "decision": {"at": "2026-11-23T12:00:00+01:00", "reason": reason}}


def hostile(note: Document) -> Document:
    """The note with hostile text wherever text comes from outside."""
    page = {**note["highlight"]["page"], "title": HOSTILE}
    rows = [
        {
            **row,
            "quote": HOSTILE,
            "report": {**row["report"], "title": HOSTILE, "outlet": HOSTILE, "url": url},
        }
        for row, url in zip(note["evidence"][:2], (NO_LINK, LINK), strict=True)
    ]
    return {
        **note,
        "claim": HOSTILE,
        "summary": HOSTILE,
        "evidence": rows,
        "highlight": {**note["highlight"], "exact": HOSTILE, "prefix": HOSTILE, "page": page},
    }
