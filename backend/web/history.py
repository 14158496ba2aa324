"""A note's versions as its page shows them: which there are, and which is shown.

Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from backend.checking.document import Document
from backend.domain import Verdict
from backend.web import labels
from backend.web.times import When, moment


class Version(Protocol):
    """One version of a note."""

    @property
    def number(self) -> int:
        """Its number, counted from 1."""
        ...

    @property
    def verdict(self) -> Verdict:
        """The verdict that it gives."""
        ...

    @property
    def checked_at(self) -> datetime:
        """When it was made."""
        ...


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version in the list; `shown` is the one that the page shows."""

    number: int
    label: str
    checked: When
    shown: bool


@dataclass(frozen=True, slots=True)
class History:
    """A note's versions, the newest first. `newer` is whether a newer one than the shown exists."""

    versions: tuple[VersionLine, ...] = ()
    newer: bool = False


def history(versions: Sequence[Version], document: Document) -> History:
    """What the page says of the versions of which it shows this document; empty for a first one."""
    shown = document.get("version")
    lines = tuple(
        VersionLine(
            one.number,
            labels.VERDICTS[one.verdict].label,
            moment(one.checked_at.isoformat()),
            one.number == shown,
        )
        for one in versions
    )
    newer = shown is not None and any(line.number > shown for line in lines)
    several = len(lines) > 1 or (bool(lines) and shown is None)
    return History(lines if several else (), newer)
