"""A rerank of the claims that were found: the judge reads the first of them beside the query."""

from __future__ import annotations

from collections.abc import Sequence

from backend.checking.ports import Judge, Pair
from backend.evaluation.known_claims import Rerank
from backend.known.terms import plain

_READ = 10
"""Claims that are read for a query; the others stay where they are."""

_WEIGHS = 0.3
"""What a claim gains that the judge surely finds borne out."""


def by_judge(judge: Judge) -> Rerank:
    """A rerank by how likely the query bears out each claim."""

    def rerank(text: str, found: Sequence[str]) -> Sequence[float]:
        judged = judge.judge([Pair(claim, plain(text)) for claim in found[:_READ]])
        gains = [_WEIGHS * one.about * one.supports for one in judged]
        return [*gains, *[0.0] * (len(found) - len(gains))]

    return rerank
