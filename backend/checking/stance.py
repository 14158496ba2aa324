"""What a report says of a claim: its best passages judged, with what the rules add."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from backend.checking import origins
from backend.checking.denials import denying_party
from backend.checking.numbers import number_differences
from backend.checking.passages import best_passages
from backend.checking.ports import Judge, Pair
from backend.domain import Claim, Evidence, Judgement, Passage, Report, Stance

PASSAGES_A_REPORT = 2
"""Passages of a report that are judged for a claim; the one that takes a side surest stands."""


def evidence_from(report: Report, claims: Sequence[Claim], judge: Judge) -> list[Evidence]:
    """At most one row a checkable claim: what the report says of it, in its own words."""
    candidates = [
        (index, passage)
        for index, claim in enumerate(claims)
        if claim.checkable
        for passage in best_passages(claim, report, PASSAGES_A_REPORT)
    ]
    pairs = [Pair(claims[index].text, passage.text) for index, passage in candidates]
    rows = [
        Evidence(index, passage, _with_rules(claims[index], passage, judged), origins.alone(report))
        for (index, passage), judged in zip(candidates, judge.judge(pairs), strict=True)
        if judged.related
    ]
    return [best for index in range(len(claims)) if (best := _surest(rows, index))]


def _with_rules(claim: Claim, passage: Passage, judged: Judgement) -> Judgement:
    """The judge's word with the differing numbers and the party that denies."""
    denier = denying_party(claim.text, passage.text) if judged.stance is Stance.DISPUTES else None
    differences = number_differences(claim.text, passage.text)
    return replace(judged, differences=differences, denied_by=denier)


def _surest(rows: Sequence[Evidence], claim: int) -> Evidence | None:
    """The claim's row that takes a side most surely, else the surest mention."""
    own = [row for row in rows if row.claim == claim]
    return max(
        own,
        key=lambda row: (row.stance is not Stance.MENTIONS, row.judgement.probability),
        default=None,
    )
