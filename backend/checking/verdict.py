"""From evidence to verdict: each origin has one voice, however many copies it has.

Confidence is how likely the evidence says what the verdict says it says, by the judge's own
measured probabilities: that at least two of the supporting origins really support
(`corroborated`), that the one does (`single_source`), that at least one on each side does
(`contested`), that at least one disputes (`disputed`). It is no probability that the claim is true.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import prod

from backend.domain import Claim, Evidence, Stance, Verdict, Weighed


def weigh(claim: Claim, evidence: Sequence[Evidence]) -> Weighed:
    """The claim's verdict from its evidence, whose origins are final."""
    if not claim.checkable:
        return Weighed(claim, Verdict.NOT_CHECKABLE, None)
    voices = _voices(evidence)
    supporting = _side(voices, Stance.SUPPORTS)
    disputing = _side(voices, Stance.DISPUTES)
    verdict = _verdict(len(supporting), len(disputing))
    confidence = _confidence(verdict, list(supporting.values()), list(disputing.values()))
    return Weighed(claim, verdict, confidence, tuple(supporting), tuple(disputing))


def overall(claims: Iterable[Weighed]) -> Weighed | None:
    """The checkable claim with the most cautionary verdict; None where no claim is checkable."""
    checkable = [weighed for weighed in claims if weighed.claim.checkable]
    return min(checkable, key=lambda weighed: weighed.verdict.caution, default=None)


def _voices(evidence: Sequence[Evidence]) -> list[Evidence]:
    """One row an origin: its surest one that takes a side, if any does.

    A party's denial is shown and takes no side: that it denies is no finding.
    """
    sided = [row for row in evidence if row.stance is not Stance.MENTIONS and not _is_denial(row)]
    surest: dict[str, Evidence] = {}
    for row in sorted(sided, key=lambda row: row.judgement.probability):
        surest[row.origin.id] = row
    return [surest[origin] for origin in sorted(surest)]


def _is_denial(row: Evidence) -> bool:
    return row.stance is Stance.DISPUTES and row.judgement.denied_by is not None


def _side(voices: Iterable[Evidence], stance: Stance) -> dict[str, float]:
    return {row.origin.id: row.judgement.probability for row in voices if row.stance is stance}


def _verdict(supporting: int, disputing: int) -> Verdict:
    match supporting, disputing:
        case 0, 0:
            return Verdict.INSUFFICIENT
        case 0, _:
            return Verdict.DISPUTED
        case 1, 0:
            return Verdict.SINGLE_SOURCE
        case _, 0:
            return Verdict.CORROBORATED
        case _:
            return Verdict.CONTESTED


def _confidence(
    verdict: Verdict, supporting: Sequence[float], disputing: Sequence[float]
) -> float | None:
    match verdict:
        case Verdict.CORROBORATED:
            chance = _at_least_two(supporting)
        case Verdict.SINGLE_SOURCE:
            chance = _at_least_one(supporting)
        case Verdict.CONTESTED:
            chance = _at_least_one(supporting) * _at_least_one(disputing)
        case Verdict.DISPUTED:
            chance = _at_least_one(disputing)
        case _:
            return None
    return round(chance, 4)


def _at_least_one(chances: Sequence[float]) -> float:
    return 1 - prod(1 - chance for chance in chances)


def _at_least_two(chances: Sequence[float]) -> float:
    none = prod(1 - chance for chance in chances)
    exactly_one = sum(
        chance * prod(1 - other for j, other in enumerate(chances) if j != i)
        for i, chance in enumerate(chances)
    )
    return max(0.0, 1 - none - exactly_one)
