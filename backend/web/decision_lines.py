"""What a note's page says of what moderators decided about it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from backend.checking.document import Document
from backend.domain import Verdict
from backend.web import labels
from backend.web.times import When, when


@dataclass(frozen=True, slots=True)
class DecisionLines:
    """A decision: when, why, and what was changed, in words.

    `version` is the note that it was made on, `was` that note's verdict where the decision changed
    it; `same_as` is the note that has the same claim.
    """

    at: When | None
    reason: str
    changes: tuple[str, ...]
    hidden: bool
    same_as: str | None
    version: int | None
    was: str | None


def decision_lines(decision: Document | None) -> DecisionLines | None:
    """The lines of a note's `decision`; None where nobody decided about it."""
    if decision is None:
        return None
    verdict = decision.get("verdict") or {}
    changed = verdict.get("was") != verdict.get("is")
    return DecisionLines(
        at=when(decision.get("at")),
        reason=decision.get("reason") or "",
        changes=tuple(edit["words"] for edit in decision.get("edits", ())),
        hidden=bool(decision.get("hidden")),
        same_as=decision.get("same_as"),
        version=decision.get("version"),
        was=labels.VERDICTS[Verdict(verdict["was"])].label if changed else None,
    )
