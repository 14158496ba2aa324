"""The lines of a note's page that tell what was checked before. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from backend.checking.document import Document
from backend.domain import Verdict
from backend.web import labels
from backend.web.lines import safe_link
from backend.web.times import When, when


@dataclass(frozen=True, slots=True)
class KnownLine:
    """The same claim checked before: `note` is the earlier note's id, or `link` the fact check's.

    `said` is the earlier verdict, or the fact checker's own rating; `by` names the fact checker.
    """

    text: str
    note: str | None
    link: str | None
    by: str
    said: str
    on: When | None
    fresh: bool
    decided: bool


def known_line(known: Document) -> KnownLine:
    """The line of one row of the note's `known`."""
    source, verdict = known["source"], known["verdict"]
    return KnownLine(
        text=known["text"],
        note=known["note"],
        link=safe_link(source["url"]) if source else None,
        by=source["publisher"] if source else "",
        said=source["rating"] if source else labels.VERDICTS[Verdict(verdict)].label,
        on=when(known["checked_at"]),
        fresh=known["fresh"],
        decided=known["decision"] is not None,
    )
