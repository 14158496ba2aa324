"""When a second person has to look at a decision, and what comes of what they find. Pure.

Whoever looks second sees the note and its evidence and not what the first decided. Where the two
come to the same, the first decision stands; where not, a third settles it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backend.checking.document import Document


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a decision makes of a note, as far as two people have to agree on it."""

    verdicts: tuple[str, ...]
    hidden: bool = False
    same_as: str | None = None
    recheck: bool = False


def outcome_of(note: Document, *, recheck: bool = False) -> Outcome:
    """What a note amounts to."""
    decision = note["decision"] or {}
    return Outcome(
        tuple(claim["verdict"] for claim in note["claims"]),
        bool(decision.get("hidden")),
        decision.get("same_as"),
        recheck,
    )


def needs_second(before: Outcome, after: Outcome, reach: int, large: int) -> bool:
    """Whether a decision waits for somebody else: it changes what many have read.

    `large` is the reach from which a note's is large; 0 asks for a second look at none.
    """
    changes = (before.verdicts, before.hidden) != (after.verdicts, after.hidden)
    return bool(large) and reach >= large and changes


def settled(proposed: Sequence[Outcome]) -> int | None:
    """Which of the decisions so far stands; None where somebody else has to look.

    The first of two that agree; with a third, the one that the third agrees with, or else the
    third's own.
    """
    *earlier, last = proposed
    if not earlier:
        return None
    if last in earlier:
        return earlier.index(last)
    return len(earlier) if len(proposed) > 2 else None  # noqa: PLR2004 (a third settles it)
