"""What a report says of a claim: its best passages judged, with what the rules add."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from backend.checking import origins
from backend.checking.differences import compare, ruled
from backend.checking.passages import best_passages
from backend.checking.ports import Judge, Pair
from backend.domain import Claim, Evidence, Judgement, Passage, Report, Stance

PASSAGES_A_REPORT = 2
"""Passages of a report that are judged for a claim; the one that takes a side surest stands."""


def evidence_from(
    report: Report, claims: Sequence[Claim], judge: Judge, claimed_on: date | None = None
) -> list[Evidence]:
    """At most one row a checkable claim: what the report says of it, in its own words.

    `claimed_on` is the day of the page that makes the claims.
    """
    candidates = [
        (index, passage)
        for index, claim in enumerate(claims)
        if claim.checkable
        for passage in best_passages(claim, report, PASSAGES_A_REPORT)
    ]
    pairs = [Pair(claims[index].text, passage.text) for index, passage in candidates]
    rows = [
        Evidence(
            index,
            passage,
            _with_rules(claims[index], passage, judged, claimed_on),
            origins.alone(report),
        )
        for (index, passage), judged in zip(candidates, judge.judge(pairs), strict=True)
        if judged.related
    ]
    return [best for index in range(len(claims)) if (best := _surest(rows, index))]


def _with_rules(
    claim: Claim, passage: Passage, judged: Judgement, claimed_on: date | None
) -> Judgement:
    """The judge's word with what the rules see in both texts."""
    published = passage.report.published
    reported_on = published.date() if published else None
    return ruled(judged, compare(claim.text, passage.text, claimed_on, reported_on))


def _surest(rows: Sequence[Evidence], claim: int) -> Evidence | None:
    """The claim's row that takes a side most surely, else the surest mention."""
    own = [row for row in rows if row.claim == claim]
    return max(
        own,
        key=lambda row: (row.stance is not Stance.MENTIONS, row.judgement.probability),
        default=None,
    )
