"""What rows of evidence are called, so that one of them can be spoken of."""

from __future__ import annotations

import hashlib

from backend.checking.document import Document

_LENGTH = 16


def row_id(row: Document) -> str:
    """The name of a row: of a note's rows, one alone is of this report about this claim.

    It is made from the row and kept nowhere. A row has the same name after its note was checked
    again, whatever the report was found to say then.
    """
    return name_of(row["claim"], row["report"]["url"])


def name_of(claim: int, url: str) -> str:
    """The name of the row that a report makes about the claim with that index."""
    spoken_of = f"{claim} {url}"
    return hashlib.sha256(spoken_of.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


def with_row_id(row: Document) -> Document:
    """The row with its name as `id`."""
    return {"id": row_id(row), **row}


def with_row_ids(note: Document) -> Document:
    """The note, or the note so far, with the name of each row as its `id`."""
    return {**note, "evidence": [with_row_id(row) for row in note["evidence"]]}
