"""What `fnc1` scores: whoever decides what a whole report says of a claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from backend.checking.ports import Judge
from backend.checking.stance import evidence_from
from backend.domain import Claim, Report, Stance


@dataclass(frozen=True, slots=True)
class ReportPair:
    """A claim and a whole report to be judged against it."""

    claim: str
    report: Report


class ReportJudge(Protocol):
    """Decides what whole reports say of claims."""

    def stances(self, pairs: Sequence[ReportPair]) -> Sequence[Stance]:
        """Return one stance a pair, in order; `unrelated` where the report is about other things.

        Pairs of one report follow each other and share the same `Report`, so that what is worked
        out of its text serves them all. Never raises for any text.
        """
        ...


class BestEvidence(ReportJudge):
    """A report says what its best passage says, as a note would show it; none is unrelated."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge

    def stances(self, pairs: Sequence[ReportPair]) -> list[Stance]:
        """The stance of each pair's evidence, a report at a time."""
        return [
            stance
            for _, run in groupby(pairs, key=lambda pair: id(pair.report))
            for stance in self._of_one(list(run))
        ]

    def _of_one(self, pairs: Sequence[ReportPair]) -> list[Stance]:
        claims = [Claim(pair.claim, 0, len(pair.claim)) for pair in pairs]
        evidence = evidence_from(pairs[0].report, claims, self._judge)
        found = {row.claim: row.stance for row in evidence}
        return [found.get(at, Stance.UNRELATED) for at in range(len(pairs))]
