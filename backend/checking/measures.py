"""What a number measures: money, percent, a length, a weight, a temperature, a time, or a count.

Units of one measure are brought to one unit, so that kilometres meet miles. Currencies are not
brought together: what a euro was worth that day is not known here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

COUNT = "count"
PERCENT = "percent"
TEMPERATURE = "temperature"
AGE = "age"

_POUND = 0.45359237
"""Kilograms in a pound of weight, which a text may also write as it writes the money."""
_HOUR = 3600.0
_DAY = 24 * _HOUR
_YEAR = 365.25 * _DAY
_MEASURES: dict[str, dict[str, float]] = {
    PERCENT: {r"%|per\s?cent|percent|pct": 1.0},
    "points": {r"(?:percentage|basis)\spoints?|pp": 1.0},
    "money USD": {r"(?:u\.?s\.?\s)?dollars?|usd": 1.0, "cents": 0.01},
    "money EUR": {r"euros?|eur": 1.0},
    "money GBP": {r"pounds\ssterling|pounds?|gbp|quid": 1.0},
    "money JPY": {r"yen": 1.0},
    "money CNY": {r"yuan|renminbi": 1.0},
    "money INR": {r"rupees?": 1.0},
    "money RUB": {r"roubles?|rubles?": 1.0},
    "money UAH": {r"hryvnias?": 1.0},
    "speed": {
        r"km/h|kph|kmh|kilomet(?:er|re)s\s(?:per|an)\shour": 1.0,
        r"mph|miles\s(?:per|an)\shour": 1.609344,
        r"knots?": 1.852,
    },
    "area": {
        r"square\skilomet(?:er|re)s?|sq\skm|km2|km²": 1e6,
        r"square\smiles?|sq\smi": 2.589988e6,
        r"hectares?|ha": 1e4,
        r"acres?": 4046.856,
        r"square\smet(?:er|re)s?|sq\sm|m2|m²": 1.0,
        r"square\s(?:feet|foot)|sq\sft": 0.09290304,
    },
    "length": {
        r"kilomet(?:er|re)s?|kms?": 1e3,
        r"miles?": 1609.344,
        r"centimet(?:er|re)s?|cm": 0.01,
        r"millimet(?:er|re)s?|mm": 0.001,
        r"met(?:er|re)s?|m": 1.0,
        r"feet|foot|ft": 0.3048,
        r"inch(?:es)?": 0.0254,
        r"yards?": 0.9144,
    },
    "mass": {
        r"kilogram(?:me)?s?|kilos?|kgs?": 1.0,
        r"(?:metric\s)?(?:tonnes?|tons?)": 1000.0,
        r"lbs?|pounds\sof": _POUND,
        r"grams?|g": 0.001,
    },
    "volume": {r"lit(?:er|re)s?": 1.0, r"gallons?": 3.785412},
    "power": {r"gigawatts?|gw": 1e3, r"megawatts?|mw": 1.0, r"kilowatts?|kw": 1e-3},
    AGE: {r"years?[\s-]olds?|years\sof\sage": 1.0},
    "duration": {
        r"seconds?": 1.0,
        r"minutes?": 60.0,
        r"hours?": _HOUR,
        r"days?": _DAY,
        r"weeks?": 7 * _DAY,
        r"months?": _YEAR / 12,
        r"years?": _YEAR,
    },
    TEMPERATURE: {
        r"(?:°\s?|degrees?\s)(?:celsius|centigrade|c)|°\s?c|celsius": 1.0,
        r"(?:°\s?|degrees?\s)(?:fahrenheit|f)|°\s?f|fahrenheit": -1.0,
    },
}
_ORDER = (AGE, "points", PERCENT, TEMPERATURE, "speed", "area", "mass", "length", "volume", "power")
_FORMS = [
    (measure, index, form)
    for measure in (*_ORDER, *(name for name in _MEASURES if name not in _ORDER))
    for index, form in enumerate(_MEASURES[measure])
]
_UNIT = re.compile(
    r"[\s-]{0,2}(?:(?:more|extra|further|additional|long|full|whole)\s)?(?:"
    + "|".join(f"(?P<u{at}>{form})" for at, (_, _, form) in enumerate(_FORMS))
    + r")(?![\w²])",
    re.IGNORECASE,
)
_SIGNS = {
    "$": "money USD",
    "us$": "money USD",
    "€": "money EUR",
    "£": "money GBP",
    "¥": "money JPY",
    "₹": "money INR",
    "₽": "money RUB",
}
_SIGN = re.compile(r"(?<![A-Za-z])(?:US\$|[$€£¥₹₽])\s?$", re.IGNORECASE)
_MAGNITUDE = re.compile(r"\bmagnitude(?:\sof|-|\s)?\s?$", re.IGNORECASE)
_OF_MAGNITUDE = re.compile(r"[\s-]magnitude\b|\s(?:on\sthe\s)?richter", re.IGNORECASE)
_AGED = re.compile(r"\b(?:aged|age of|age)\s$", re.IGNORECASE)
_LONG_AGO = re.compile(r"\s(?:ago|earlier|later|before|after|from now)\b", re.IGNORECASE)
_TALL = re.compile(
    r"\s?(?:m|metres?|meters?)[\s-](?:high|tall|long|deep|wide|above|below)\b", re.IGNORECASE
)
_WEIGHS = re.compile(r"\b(?:weigh\w*|weights?)\b[^.;]*$", re.IGNORECASE)
_NEAR = 32
_TOO_FAR = 32
"""Characters beyond a number in which its unit ends, at most."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a number measures, from where to where its unit is written, and what one unit is."""

    measure: str
    start: int
    end: int
    factor: float = 1.0
    unit: str = ""


def measured(text: str, start: int, end: int) -> Measured | None:
    """What the number at `text[start:end]` measures; None where it merely counts."""
    before, after = text[max(0, start - 16) : start], text[end : end + _TOO_FAR]
    if sign := _SIGN.search(before):
        mark = sign.group().strip().lower()
        return Measured(_SIGNS[mark], start - len(sign.group()), end)
    if _MAGNITUDE.search(before) or _OF_MAGNITUDE.match(after):
        return Measured("magnitude", start, end)
    if match := _UNIT.match(after):
        at = int(str(match.lastgroup)[1:])
        measure, index, form = _FORMS[at]
        if measure == "money GBP" and _WEIGHS.search(text[max(0, start - _NEAR) : start]):
            return Measured("mass", start, end + match.end(), _POUND, "lb")
        if measure == "duration" and _LONG_AGO.match(after[match.end() :]):
            return Measured("ago", start, end)
        return Measured(measure, start, end + match.end(), _factor(measure, index), form)
    if _AGED.search(before):
        return Measured(AGE, start, end)
    return None


def unit_named(word: str, start: int, end: int) -> Measured | None:
    """What a unit's own name measures ("hour"), written at `start` to `end`; None for others."""
    match = _UNIT.fullmatch(f" {word}")
    if match is None:
        return None
    measure, index, form = _FORMS[int(str(match.lastgroup)[1:])]
    return Measured(measure, start, end, _factor(measure, index), form)


def _factor(measure: str, index: int) -> float:
    return list(_MEASURES[measure].values())[index]


def in_one_unit(what: Measured, value: float) -> float:
    """The value in its measure's own unit; Fahrenheit becomes Celsius."""
    if what.measure == TEMPERATURE and what.factor < 0:
        return (value - 32) / 1.8
    return value * what.factor


def is_length(text: str, at: int) -> bool:
    """Whether the "m" that ends at `text[at]` or follows there is metres and not millions."""
    return bool(_TALL.match(text[at - 1 : at + 12]) or _TALL.match(text[at : at + 12]))
