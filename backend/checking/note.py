"""The note: evidence with its origins, the verdict, and what is said of them in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from backend.checking import counting, editing, origins, verdict
from backend.checking.calibration import Calibration
from backend.checking.edits import NO_EDITS, Edits
from backend.checking.freshness import freshness
from backend.checking.summary import summarise
from backend.checking.would_change import would_change
from backend.domain import (
    Claim,
    Evidence,
    Highlight,
    Note,
    Origin,
    Searched,
    SearchStatus,
    Stance,
    Unread,
    Verdict,
)

_STANCE_ORDER = (Stance.SUPPORTS, Stance.DISPUTES, Stance.MENTIONS)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a check has brought together before it is weighed; origins still provisional."""

    highlight: Highlight
    claims: tuple[Claim, ...]
    evidence: tuple[Evidence, ...]
    unread: tuple[Unread, ...]
    searched: tuple[Searched, ...]


def write(
    gathered: Gathered,
    judge: str,
    checked_at: datetime,
    calibration: Calibration | None = None,
    edits: Edits = NO_EDITS,
) -> Note:
    """Group origins, weigh each claim and say in plain words what it amounts to.

    What people changed by hand is weighed by the same rules, so that the verdict follows.
    """
    gathered = _with_added(gathered, edits)
    groups, rows = _traced(gathered)
    if edits.any:
        groups, rows = editing.origins_of(editing.rows_with(rows, edits))
    stated = editing.claims_with(gathered.claims, edits)
    counted = [
        counting.count(claim, _in_order(rows, index), gathered.highlight.page.published)
        for index, claim in enumerate(stated)
    ]
    weighed = [
        verdict.weigh(claim, own, calibration) for claim, own in zip(stated, counted, strict=True)
    ]
    claims = editing.weighed_with(weighed, edits)
    evidence = tuple(one.row for own in counted for one in own)
    leading = verdict.overall(claims)
    return Note(
        highlight=gathered.highlight,
        claims=claims,
        verdict=leading.verdict if leading else Verdict.NOT_CHECKABLE,
        confidence=leading.confidence if leading else None,
        summary=editing.told_with(summarise(weighed, evidence, gathered.searched), claims, edits),
        evidence=evidence,
        unread=gathered.unread,
        searched=gathered.searched,
        would_change=would_change(
            claims,
            editing.weighed_alone(leading, claims, edits),
            gathered.unread,
            gathered.searched,
        ),
        checked_at=checked_at,
        judge=judge,
        origins=groups,
        freshness=freshness(evidence, checked_at),
    )


def _with_added(gathered: Gathered, edits: Edits) -> Gathered:
    """What was gathered, with the reports that people added; those are unread no longer."""
    added = {one.url for one in edits.added}
    return replace(
        gathered,
        evidence=(*gathered.evidence, *(row for one in edits.added for row in one.rows)),
        unread=tuple(row for row in gathered.unread if row.url not in added),
    )


def _traced(gathered: Gathered) -> tuple[tuple[Origin, ...], list[Evidence]]:
    """The origins, and the rows with theirs. What is satire ties no two reports that are none."""
    earnest = [row for row in gathered.evidence if not counting.is_satire(row)]
    satire = [row for row in gathered.evidence if counting.is_satire(row)]
    found = origins.traced(earnest, gathered.claims)
    aside = origins.traced(satire, gathered.claims)
    after = {
        origin.id: replace(origin, id=f"o{number}")
        for number, origin in enumerate(aside.origins, start=len(found.origins) + 1)
    }
    rows = [replace(row, origin=after[row.origin.id]) for row in aside.evidence]
    return (*found.origins, *after.values()), [*found.evidence, *rows]


def _in_order(rows: Iterable[Evidence], claim: int) -> list[Evidence]:
    """A claim's rows in the order in which they are read: by stance, then the earliest first."""
    return sorted((row for row in rows if row.claim == claim), key=_reading_order)


def _reading_order(row: Evidence) -> tuple[int, str, str]:
    published = row.passage.report.published
    stance = _STANCE_ORDER.index(row.stance)
    return stance, published.isoformat() if published else "9", row.passage.report.url


def merge_searched(rows: Iterable[Searched]) -> tuple[Searched, ...]:
    """One row a searcher: the hits together, and a failure if any of its answers failed."""
    merged: dict[str, Searched] = {}
    for row in rows:
        known = merged.get(row.searcher)
        if known is None:
            merged[row.searcher] = row
            continue
        status = known.status if row.status is SearchStatus.ANSWERED else row.status
        merged[row.searcher] = Searched(row.searcher, status, known.found + row.found)
    return tuple(merged.values())
