"""Whether sums of two currencies may be one: what rates there have been.

What a euro was worth on a given day is not known here, only between which rates it has traded since
2015. Two sums that no such rate makes one are held apart; others may be one.
"""

from __future__ import annotations

_US_DOLLARS: dict[str, tuple[float, float]] = {
    "money USD": (1.0, 1.0),
    "money EUR": (0.95, 1.26),
    "money GBP": (1.03, 1.59),
    "money JPY": (1 / 162, 1 / 99),
    "money CNY": (1 / 7.36, 1 / 6.18),
    "money INR": (1 / 91, 1 / 61),
    "money RUB": (1 / 121, 1 / 48),
    "money UAH": (1 / 43, 1 / 15),
}
"""The least and the most US dollars that one of each was worth from 2015 to 2025: round figures
outside the extremes of the daily rates of the European Central Bank, the Bank of England, the
Federal Reserve and the central banks of Russia and Ukraine."""


def known(measure: str) -> bool:
    """Whether a measure is money whose rates are known."""
    return measure in _US_DOLLARS


def in_dollars(measure: str, low: float, high: float) -> tuple[float, float]:
    """From how little to how much a sum, itself from `low` to `high`, has been worth."""
    least, most = _US_DOLLARS[measure]
    return low * least, high * most
