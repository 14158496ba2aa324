"""What a note would be if something else were said of its outlets. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from backend.checking.frozen import Frozen
from backend.domain import Evidence

Say = Callable[[Evidence], Evidence]
"""A row with what is to be said of its outlet: its ratings and its owner."""


def said_otherwise(frozen: Frozen, say: Say) -> Frozen:
    """The same evidence, each row with what is now said of its outlet; added rows, too."""
    gathered, edits = frozen.gathered, frozen.edits
    added = tuple(replace(one, rows=tuple(map(say, one.rows))) for one in edits.added)
    return replace(
        frozen,
        gathered=replace(gathered, evidence=tuple(map(say, gathered.evidence))),
        edits=replace(edits, added=added),
    )
