"""From evidence to verdict: each origin has one voice, however many copies it has.

What a row counts is decided before (`counting`). An origin says what most of its rows say, weighed
by their chances, and as surely as its earliest report that says so: copies that follow add nothing.

The measure of a side is the chance that at least one of its voices says what it is taken to say,
as if the judge's errors were independent; they are not, so it is no confidence yet. Confidence
(`calibration`) is how often, where the measure was such, people who had read the evidence found the
verdict's side in it. It is no probability that the claim is true. What rests on one origin stays
below `high`, whatever the measure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import prod

from backend.checking.calibration import Calibration, shipped
from backend.checking.confidence import MOST_OF_ONE
from backend.checking.counting import Counted
from backend.checking.reasons import reasons
from backend.domain import Claim, Stance, Verdict, Weighed

_LATEST = datetime.max.replace(tzinfo=UTC)
_ONE_ORIGIN = "A side that rests on one origin never has high confidence."


@dataclass(frozen=True, slots=True)
class Voice:
    """What one origin says of the claim, and how surely, 0 to 1."""

    origin: str
    stance: Stance
    chance: float


@dataclass(frozen=True, slots=True)
class Balance:
    """The voices on each side of a claim."""

    supporting: tuple[Voice, ...]
    disputing: tuple[Voice, ...]

    @property
    def verdict(self) -> Verdict:
        """What the numbers of origins on each side amount to."""
        match len(self.supporting), len(self.disputing):
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

    @property
    def measure(self) -> float:
        """How surely each side that has voices says what it says, 0 to 1; see the module."""
        return prod(_any_of(side) for side in self._sides)

    @property
    def rests_on_one(self) -> bool:
        """Whether a side of the verdict goes back to one origin."""
        return any(len(side) == 1 for side in self._sides)

    @property
    def _sides(self) -> list[tuple[Voice, ...]]:
        return [side for side in (self.supporting, self.disputing) if side]


def weigh(
    claim: Claim, counted: Sequence[Counted], calibration: Calibration | None = None
) -> Weighed:
    """The claim's verdict from its rows, whose origins are final; None is what ships."""
    if not claim.checkable:
        return Weighed(claim, Verdict.NOT_CHECKABLE, None)
    sides = balance(counted)
    return Weighed(
        claim,
        sides.verdict,
        confidence_in(sides, calibration),
        supporting=_origins(sides.supporting),
        disputing=_origins(sides.disputing),
        why=(*reasons(counted), *((_ONE_ORIGIN,) if sides.rests_on_one else ())),
    )


def balance(counted: Iterable[Counted]) -> Balance:
    """The voices of the rows, one an origin, in the order of the origins' ids."""
    by_origin: dict[str, list[Counted]] = defaultdict(list)
    for one in counted:
        if one.share:
            by_origin[one.row.origin.id].append(one)
    voices = [_voice(origin, by_origin[origin]) for origin in sorted(by_origin)]
    return Balance(
        tuple(voice for voice in voices if voice.stance is Stance.SUPPORTS),
        tuple(voice for voice in voices if voice.stance is Stance.DISPUTES),
    )


def overall(claims: Iterable[Weighed]) -> Weighed | None:
    """The checkable claim with the most cautionary verdict; None where no claim is checkable."""
    checkable = [weighed for weighed in claims if weighed.claim.checkable]
    return min(checkable, key=lambda weighed: weighed.verdict.caution, default=None)


def _voice(origin: str, rows: Sequence[Counted]) -> Voice:
    total = {
        stance: sum(one.chance for one in rows if one.row.stance is stance)
        for stance in (Stance.DISPUTES, Stance.SUPPORTS)  # the more cautionary where they are even
    }
    stance = max(total, key=lambda each: total[each])
    first = min((one for one in rows if one.row.stance is stance), key=_age)
    return Voice(origin, stance, first.chance)


def _age(one: Counted) -> tuple[datetime, str, float]:
    report = one.row.passage.report
    return report.published or _LATEST, report.url, one.chance


def _any_of(voices: Iterable[Voice]) -> float:
    return 1 - prod(1 - voice.chance for voice in voices)


def _origins(voices: Iterable[Voice]) -> tuple[str, ...]:
    return tuple(voice.origin for voice in voices)


def confidence_in(sides: Balance, calibration: Calibration | None = None) -> float | None:
    """How sure the verdict of a balance is, 0 to 1; None where there is nothing to be sure of.

    Without a calibration it is by the one that ships.
    """
    if sides.verdict is Verdict.INSUFFICIENT:
        return None
    chance = (calibration or shipped()).confidence(sides.verdict, sides.measure)
    return round(min(chance, MOST_OF_ONE) if sides.rests_on_one else chance, 4)
