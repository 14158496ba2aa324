"""A note among its versions: which it is, and which verdict it had before the one it has.

Pure. A document that was stored before versions were written down lacks both fields.
"""

from __future__ import annotations

from backend.checking.document import Document, note_document
from backend.domain import Note


def new_note(note_id: str, note: Note) -> Document:
    """The note as it is handed to the store: nobody has decided about it."""
    return {"id": note_id, "decision": None, "known": [], **note_document(note)}


def as_version(note: Document, number: int, previous: Document | None) -> Document:
    """The note as the version with that number, counted from 1, that follows on `previous`."""
    return {**note, "version": number, "changed_from": changed_from(note, number - 1, previous)}


def changed_from(note: Document, last: int, previous: Document | None) -> Document | None:
    """The last verdict that differs from the note's, in which version it was, and until when.

    `last` is the number of the version before. None where the verdict was always the same.
    """
    if previous is None:
        return None
    if previous["verdict"] == note["verdict"]:
        return previous.get("changed_from")
    return {
        "version": last,
        "verdict": previous["verdict"],
        "checked_at": previous["checked_at"],
        "changed_at": (note.get("decision") or {}).get("at") or note["checked_at"],
    }
