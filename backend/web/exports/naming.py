"""What the forms share: addresses, times, the maker's name, and what a decision says.

`base` is the server's own address as the asker knows it, with a slash at its end.
"""

from __future__ import annotations

from datetime import UTC, datetime

from backend.checking.document import Document
from backend.domain import Checkability, Verdict
from backend.web import labels

MAKER = "Second Source"


def page_address(base: str, note: Document) -> str:
    """Where people read the note."""
    return f"{base}n/{note['id']}"


def utc(iso: str) -> str:
    """A moment as XML Schema writes it in UTC, to the second: `2026-11-22T09:30:00Z`."""
    return datetime.fromisoformat(iso).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def verdict_label(note: Document) -> str:
    """The note's verdict in plain words; for a single claim without one, what it is instead."""
    reasons = [claim.get("reason") for claim in note["claims"]]
    if len(reasons) == 1 and reasons[0]:
        return labels.NOT_CHECKABLE[Checkability(reasons[0])].label
    return labels.VERDICTS[Verdict(note["verdict"])].label


def decided_at(note: Document) -> str:
    """When a moderator decided about the note, as `utc` writes it."""
    return utc(note["decision"].get("at") or note["checked_at"])


def reason(note: Document) -> str:
    """The reason that is published with the decision, "" where none is given."""
    return str(note["decision"].get("reason") or "")
