"""Numbers in text with what they count or measure, and how they are meant.

Years, days, clock times and numbers that are part of a name ("Boeing 737") count nothing and are
left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from backend.checking.hedges import Hedge, hedge_of
from backend.checking.measures import COUNT, PERCENT, Measured, in_one_unit, measured, unit_named
from backend.checking.numerals import Numeral, numerals
from backend.checking.thesaurus import known, root
from backend.checking.words import FUNCTION_WORDS

_THOUSAND = 1000
_HAS_SCALE = re.compile(r"[a-z]", re.IGNORECASE)
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
_RATE = re.compile(
    r"\s(?:[\w-]+\s){0,2}(?:per|an?|each|every)\s(?:second|minute|hour|day|night|week|month|year"
    r"|head|person|capita)\b|\s(?:daily|monthly|annually|yearly)\b",
    re.IGNORECASE,
)
_SOON = 8
_WHEN = re.compile(r"\b(?:in|on|at|since|until|before|after|page|no\.?)\s$", re.IGNORECASE)
_GAPS = frozenset(" -\xa0\u202f")
"""How many words after a number may name what it counts."""
_OF_WHAT = re.compile(
    r"\s(?:(?:of|more|out of)\s)(?:(?:the|its|his|her|their|these|those|all)\s)?"
    r"|\s(?:the|its|his|her|their|these|those|all)\s"
)
_BETWEEN = re.compile(r"\s?(?:-|–|—|to|and|or)\s?(?:US\$|[$€£])?")
_FROM = re.compile(r"\bfrom\s(?:about\s|around\s|some\s)?(?:US\$|[$€£])?$", re.IGNORECASE)
_BOTH = re.compile(r"\bbetween\s(?:US\$|[$€£])?$", re.IGNORECASE)
_IN_NAME = re.compile(r"(?<=[a-z,;] )(?P<name>[A-Z][a-z]+)\s$")
_HALF_UNIT = re.compile(
    r"\b(?:(?P<part>half|(?:a\s)?quarter)\s(?:of\s)?an?\s(?P<unit>[a-z]+)"
    r"|(?:an?|one)\s(?P<whole>[a-z]+)\sand\sa\shalf)\b",
    re.IGNORECASE,
)
_HYPHENED = re.compile(r"[^\W\d_]-$")
_NOUN = re.compile(r"\s(?P<noun>[a-z]+)")
_PLAIN_WORD = re.compile(r"(?P<word>[^\W_]+(?:['’-][^\W_]+)*)(?P<stop>[^\s\w]+|)")
_PLURALS = frozenset("people men women children police troops personnel dead".split())
SCORE = re.compile(
    r"(?<![\w.,$€£-])\d{1,3}[-–]\d{1,3}(?![\w%-])"
    r"(?=[.,;:!?)]|$|\s(?:[A-Z(]|(?:in|on|at|to|over|against|after|with|by|from|and|for|as|win"
    r"|victory|defeat|loss|draw|lead|vote|decision|majority|thriller|home|away)\b))"
)
"""A score: two numbers with a dash and nothing that they could count after them."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit as written at `start`, its value, and how it is meant.

    The value is from `low` to `high`, in its measure's own unit; they differ for a range. `counts`
    are the roots of what it counts, the noun last; `step` is the value of the last place given, 0
    where that is not known; `written` is the number before its unit is brought to the measure's
    own; `rate` tells that it is so many a day or a year.
    """

    text: str
    start: int
    end: int
    low: float
    high: float
    step: float
    hedge: Hedge
    what: Measured
    counts: tuple[str, ...]
    written: float
    rate: bool

    @property
    def measure(self) -> str:
        """What it measures: money of a currency, a length, or `COUNT`."""
        return self.what.measure

    @property
    def value(self) -> float:
        """The number, or the middle of its range."""
        return (self.low + self.high) / 2


def quantities(text: str) -> list[Quantity]:
    """The numbers of a text that count or measure something, in order."""
    scores = [match.span() for match in SCORE.finditer(text)]
    halves = list(_halves(text))
    taken = [*scores, *((half.start, half.end) for half in halves)]
    single = [
        quantity
        for numeral in numerals(text)
        if not any(start <= numeral.start < end for start, end in taken)
        if (quantity := _quantity(text, numeral))
    ]
    return list(_ranges(text, sorted([*halves, *single], key=lambda one: one.start)))


def _halves(text: str) -> Iterator[Quantity]:
    """Parts of one unit, which have no numeral: "half an hour", "a mile and a half"."""
    for match in _HALF_UNIT.finditer(text):
        unit = match["unit"] or match["whole"]
        what = unit_named(unit, *match.span())
        if what is None or what.measure == COUNT:
            continue
        amount = 1.5 if match["whole"] else 0.25 if match["part"].lower() != "half" else 0.5
        value = in_one_unit(what, amount)
        hedge = hedge_of(text, *match.span())
        start, end = match.span()
        yield Quantity(
            match.group(), start, end, value, value, 0.0, hedge, what, (), amount, rate=False
        )


def _quantity(text: str, numeral: Numeral) -> Quantity | None:
    if numeral.share:
        what: Measured | None = Measured(PERCENT, numeral.start, numeral.end)
    else:
        what = measured(text, numeral.start, numeral.end)
    if what is None and (_is_date(text, numeral) or _is_name(text, numeral)):
        return None
    if what and what.measure == "ago":
        return None
    counted = _counted(text, numeral.end) if what is None else ()
    if what is None and not counted and _WHEN.search(text[: numeral.start][-_SOON:]):
        return None
    what = what or Measured(COUNT, numeral.start, numeral.end)
    return Quantity(
        text[what.start : max(what.end, numeral.end)].strip(),
        what.start,
        max(what.end, numeral.end),
        in_one_unit(what, numeral.low),
        in_one_unit(what, numeral.high),
        numeral.step * abs(what.factor),
        hedge_of(text, what.start, numeral.end),
        what,
        counted,
        numeral.high,
        bool(_RATE.match(text, max(what.end, numeral.end))),
    )


def _ranges(text: str, single: list[Quantity]) -> Iterator[Quantity]:
    """Join "10,000 to 12,000" and "between 5 and 7"; leave out what a change starts from."""
    at = 0
    while at < len(single):
        one, other = single[at], single[at + 1] if at + 1 < len(single) else None
        if other and _belong(text, one, other):
            at += 2
            if _FROM.search(text[max(0, one.start - 16) : one.start]):
                yield other
            else:
                yield _range(text, one, other)
            continue
        yield one
        at += 1


def _belong(text: str, one: Quantity, other: Quantity) -> bool:
    if not _BETWEEN.fullmatch(text[one.end : other.start] or "."):
        return False
    if COUNT not in {one.measure, other.measure} and one.measure != other.measure:
        return False
    joined = text[one.end : other.start].strip().lower()
    return joined != "and" or bool(_BOTH.search(text[max(0, one.start - 12) : one.start]))


def _range(text: str, one: Quantity, other: Quantity) -> Quantity:
    """The two ends as one: in "$5-7 million" the sign and the scale are said once, for both."""
    what = other.what if one.measure == COUNT else one.what
    low, high = one.written, other.written
    if _HAS_SCALE.search(other.text) and not _HAS_SCALE.search(one.text):
        while 0 < low * _THOUSAND <= high:
            low *= _THOUSAND
    ends = sorted((in_one_unit(what, low), in_one_unit(what, high)))
    return replace(
        other,
        text=text[one.start : other.start] + other.text,
        start=one.start,
        low=ends[0],
        high=ends[1],
        hedge=one.hedge,
        what=what,
    )


def _is_date(text: str, numeral: Numeral) -> bool:
    written = text[numeral.start : numeral.end]
    if not numeral.plain:
        return False
    if int(written) in _YEARS:
        return True
    before, after = text[: numeral.start][-12:], text[numeral.end :][:14]
    return bool(_BEFORE_DATE.search(before) or _AFTER_DATE.match(after))


def _is_name(text: str, numeral: Numeral) -> bool:
    """Whether it is part of a name, "a Boeing 737 crashed", with nothing counted after it."""
    before = text[max(0, numeral.start - 24) : numeral.start]
    if _HYPHENED.search(before):
        return True
    named = _IN_NAME.search(before)
    if not (numeral.plain and named) or known(named["name"]):
        return False
    following = _NOUN.match(text, numeral.end)
    return not (following and is_plural(following["noun"]))


def is_plural(word: str) -> bool:
    """Whether a word looks like a noun in the plural."""
    return word.lower() in _PLURALS or (word[-1:] == "s" and word[-2:] not in {"ss", "us", "is"})


def _counted(text: str, end: int) -> tuple[str, ...]:
    """The roots of what the number counts, the noun itself last: "12 fighter jets crossed".

    A capitalised word ("North Korean") tells whose they are, not what they are.
    """
    of_what = _OF_WHAT.match(text, end)
    start = of_what.end() - 1 if of_what else end
    following: list[str] = []
    if text[end : end + 1] not in _GAPS:
        return ()
    for match in _PLAIN_WORD.finditer(text[start : start + 60].partition("\n")[0]):
        word = match["word"]
        if len(following) == _REACH or word.lower() in FUNCTION_WORDS or word[0].isdigit():
            break
        if word[0].islower():
            following.append(root(word))
            if is_plural(word):
                break
        if match["stop"]:
            break
    return tuple(following)
