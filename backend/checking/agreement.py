"""When two numbers agree: within what a hedge allows, one rounded, or in another unit."""

from __future__ import annotations

from backend.checking.currencies import in_dollars
from backend.checking.hedges import Hedge
from backend.checking.measures import COUNT, PERCENT, TEMPERATURE
from backend.checking.numbers import Quantity

HEDGE_TOLERANCE = 0.1
"""How far "about 10,000" in a claim reaches to either side. A rule of ours, stated in the note's
terms: a figure within a tenth of a hedged one is no difference."""
REPORT_TOLERANCE = 0.05
"""How far "about" in a report reaches: half of that, since it is the claim that is checked."""
ABOVE = 0.25
"""How far "more than 40" in a report reaches upward: the next round number is seldom further."""
ROUNDING = 0.025
"""How far a round figure ("5 million") may lie from the exact one that it stands for."""
CONVERTED = 0.05
"""How far two figures in different units may lie apart, since one of them was rounded;
never less than half of the larger unit."""
_DEGREE = 0.6
"""The same in degrees Celsius, where a share says nothing."""
_ROUND_FROM = 1000
"""Counts below this are given to the unit; above it they are rounded."""


def agrees(claimed: Quantity, reported: Quantity) -> bool:
    """Whether the reported number lies within what the claim's hedge allows.

    Sums of two currencies agree where some rate since 2015 makes them one.
    """
    low, high = _allowed(claimed)
    other_low, other_high = _covered(reported)
    if claimed.measure != reported.measure:
        low, high = in_dollars(claimed.measure, low, high)
        other_low, other_high = in_dollars(reported.measure, other_low, other_high)
    if low <= other_high and other_low <= high:
        return True
    return claimed.measure == reported.measure and _rounds(claimed, reported)


def _allowed(claimed: Quantity) -> tuple[float, float]:
    """From where to where the claim's words reach."""
    low, high = claimed.low, claimed.high
    match claimed.hedge:
        case Hedge.ABOUT:
            return low * (1 - HEDGE_TOLERANCE), high * (1 + HEDGE_TOLERANCE)
        case Hedge.AT_LEAST:
            return low, float("inf")
        case Hedge.AT_MOST:
            return 0.0, high
        case _:
            return low, high


def _covered(reported: Quantity) -> tuple[float, float]:
    """From where to where the report's words reach: less far than a claim's, as they are the test.

    "up to 100,000" is no support for "10,000", nor is "more than 1,000".
    """
    low, high = reported.low, reported.high
    match reported.hedge:
        case Hedge.ABOUT:
            return low * (1 - REPORT_TOLERANCE), high * (1 + REPORT_TOLERANCE)
        case Hedge.AT_LEAST:
            return low, high * (1 + ABOVE)
        case Hedge.AT_MOST:
            return low * (1 - HEDGE_TOLERANCE), high
        case _:
            return low, high


def _rounds(one: Quantity, other: Quantity) -> bool:
    """Whether one is the other rounded, or the other in another unit."""
    gap = max(one.low - other.high, other.low - one.high, 0.0)
    if one.measure == TEMPERATURE:
        return gap <= _DEGREE and one.what.unit != other.what.unit
    largest = max(abs(one.high), abs(other.high))
    if one.what.unit != other.what.unit and one.measure != COUNT:
        unit = max(abs(one.what.factor), abs(other.what.factor))
        return gap <= max(CONVERTED * largest, unit / 2)
    coarse = max(one.step, other.step)
    fine = min(one.step, other.step)
    rounded = one.measure != COUNT or largest >= _ROUND_FROM or 0.0 in (one.step, other.step)
    is_round = fine < coarse and gap <= coarse / 2
    return rounded and (is_round or _is_fraction(one, other)) and gap <= ROUNDING * largest


def _is_fraction(one: Quantity, other: Quantity) -> bool:
    """Whether one is "two-thirds", which no percentage gives exactly."""
    return one.measure == PERCENT and 0.0 in (one.step, other.step)
