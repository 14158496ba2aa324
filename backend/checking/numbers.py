"""Numbers in text, what they count, and where a report's number differs from the claim's.

A number is compared only with a number that counts the same thing: the same noun (by stem) within
the next few words. Years, days and clock times count nothing and are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from backend.checking.words import stem, words
from backend.domain import Difference, DifferenceKind

HEDGE_TOLERANCE = 0.1
"""How far "about 10,000" reaches to either side. A rule of ours, stated in the note's terms: a
figure within a tenth of a hedged one is no difference."""

_UNITS = {
    name: value
    for value, name in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    name: 10 * value
    for value, name in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "k": 1e3, "bn": 1e9}
_SPELLED = "|".join([*_TENS, *_UNITS])
_NUMBER = re.compile(
    rf"(?<![\w.,])(?<!\d[-:])(?:(?P<digits>\d{{1,3}}(?:[,  ]\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"|(?P<spelled>(?:{_SPELLED})(?:-(?:{_SPELLED}))?|a dozen))"
    rf"(?P<scale>(?:\s?(?:k|bn)|[\s-](?:hundred|thousand|million|billion))*)\b"
    rf"(?P<percent>\s?%|\sper\s?cent\b|\spercent\b)?",
    re.IGNORECASE,
)
_MONTHS = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
).split()
_BEFORE_DATE = re.compile(rf"\b(?:{'|'.join(_MONTHS)})\.?\s$", re.IGNORECASE)
_AFTER_DATE = re.compile(
    rf"(?:st|nd|rd|th)?\s(?:of\s)?(?:{'|'.join(_MONTHS)})\b|(?::\d\d|\s?[ap]\.?m\b)",
    re.IGNORECASE,
)
_YEARS = range(1900, 2101)
_REACH = 4
"""How many words after a number may name what it counts."""

_ONE_NOUN = {
    stem(other): stem(noun)
    for noun, others in {
        "troops": "soldiers servicemen servicewomen personnel fighters combatants men recruits",
        "people": "persons citizens residents civilians",
        "dead": "deaths killed fatalities",
    }.items()
    for other in others.split()
}
"""Nouns that news uses for each other when it counts."""


class Hedge(Enum):
    """How a number is meant."""

    EXACT = re.compile(r"(?!)")
    ABOUT = re.compile(
        r"\b(?:about|around|approximately|roughly|nearly|almost|some|circa|close to)\s$",
        re.IGNORECASE,
    )
    AT_LEAST = re.compile(
        r"\b(?:more than|over|at least|upwards of|no fewer than|no less than|above)\s$",
        re.IGNORECASE,
    )
    AT_MOST = re.compile(
        r"\b(?:up to|at most|fewer than|less than|no more than|under|below)\s$", re.IGNORECASE
    )


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written (`text`), its value, how it is meant and the stems of what it counts."""

    text: str
    value: float
    hedge: Hedge
    counts: frozenset[str]


def quantities(text: str) -> list[Quantity]:
    """The numbers of a text that count something, in order."""
    return [
        Quantity(match.group().strip(), _value(match), _hedge(text, match), counted)
        for match in _NUMBER.finditer(text)
        if not _is_date(text, match) and (counted := _counted(text, match))
    ]


def number_differences(claim: str, passage: str) -> tuple[Difference, ...]:
    """Where the passage counts the same thing as the claim and no such count agrees."""
    reported = quantities(passage)
    differences = []
    for claimed in quantities(claim):
        same_thing = [quantity for quantity in reported if claimed.counts & quantity.counts]
        if same_thing and not any(agrees(claimed, quantity) for quantity in same_thing):
            differences.append(Difference(DifferenceKind.NUMBER, claimed.text, same_thing[0].text))
    return tuple(differences)


def agrees(claimed: Quantity, reported: Quantity) -> bool:
    """Whether the reported number lies within what the claim's hedge allows.

    A report's own "about" widens nothing: "about 12,000" is no support for "10,000".
    """
    low, high = _bounds(claimed)
    if reported.hedge is Hedge.ABOUT:
        return low <= reported.value <= high
    other_low, other_high = _bounds(reported)
    return low <= other_high and other_low <= high


def _bounds(quantity: Quantity) -> tuple[float, float]:
    value = quantity.value
    match quantity.hedge:
        case Hedge.ABOUT:
            return value * (1 - HEDGE_TOLERANCE), value * (1 + HEDGE_TOLERANCE)
        case Hedge.AT_LEAST:
            return value, float("inf")
        case Hedge.AT_MOST:
            return 0.0, value
        case _:
            return value, value


def _value(match: re.Match[str]) -> float:
    digits, spelled = match["digits"], match["spelled"]
    value = float(re.sub(r"[,\s ]", "", digits)) if digits else _spelled_value(spelled.lower())
    for scale in re.findall(r"[a-z]+", match["scale"].lower()):
        value *= _SCALES[scale]
    return value


def _spelled_value(spelled: str) -> float:
    if spelled == "a dozen":
        return 12.0
    return float(sum(_TENS.get(part, _UNITS.get(part, 0)) for part in spelled.split("-")))


def _hedge(text: str, match: re.Match[str]) -> Hedge:
    before = text[max(0, match.start() - 20) : match.start()]
    return next((hedge for hedge in Hedge if hedge.value.search(before)), Hedge.EXACT)


def _is_date(text: str, match: re.Match[str]) -> bool:
    digits = match["digits"] or ""
    if match["scale"] or match["percent"]:
        return False
    if digits.isdecimal() and int(digits) in _YEARS:
        return True
    before, after = text[: match.start()][-12:], text[match.end() :][:14]
    return bool(digits and (_BEFORE_DATE.search(before) or _AFTER_DATE.match(after)))


def _counted(text: str, match: re.Match[str]) -> frozenset[str]:
    """The stems of what the number counts: the telling words that follow it closely.

    A capitalised word ("North Korean") tells whose they are, not what they are.
    """
    if match["percent"]:
        return frozenset({"%"})
    following = []
    for word in words(text[match.end() : match.end() + 60])[:_REACH]:
        if not word.tells or word.text[0].isdigit():
            break
        if word.text[0].islower():
            following.append(_ONE_NOUN.get(word.stem, word.stem))
    return frozenset(following)
