"""Written numbers and their values: digits, words, fractions, and the vague ones ("dozens").

Own rules rather than a parser of numerals alone: what is needed beside the value is where it
stands, how finely it is given, and that "no one", "the first half" and "one of" are no numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_UNITS = {
    name: float(value)
    for value, name in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    name: 10.0 * value
    for value, name in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
_SMALL = _UNITS | _TENS
_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "dozen": 12.0,
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "bn": 1e9,
    "tn": 1e12,
}
_LONG_SCALES = "hundred|thousand|million|billion|trillion|dozen"
_PARTS = {
    "half": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5,
    "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "tenths": 10,
}  # fmt: skip
_PIECES = {"a quarter": 1 / 4, "three quarters": 3 / 4, "a third": 1 / 3, "two thirds": 2 / 3}
_VAGUE = {
    "dozens": (20, 200),
    "scores": (40, 400),
    "hundreds": (200, 2_000),
    "thousands": (2_000, 20_000),
    "tens of thousands": (20_000, 200_000),
    "hundreds of thousands": (200_000, 2_000_000),
    "millions": (2_000_000, 200_000_000),
    "billions": (2e9, 2e11),
}
"""What a vague plural covers: from two of its scale to ten times that. A choice of ours."""

_WORD = "|".join(_SMALL)
_SPELLED = (
    rf"(?:(?:{_WORD})|(?:a|an|one|half\sa)(?=[\s-](?:{_LONG_SCALES})\b))"
    rf"(?:[\s-](?:and\s)?(?:{_WORD}|{_LONG_SCALES})\b)*"
)
_NUMERAL = re.compile(
    rf"(?<![\w.,·])(?<!\d[:/])(?<!\d{{4}}-)(?<!\d{{4}}-\d\d-)(?:"
    rf"(?P<share>(?P<of>\d+|{_WORD})\s(?:in|out\sof)\s(?:every\s)?(?P<all>\d+|{_WORD})(?![\w.,-]))"
    rf"|(?P<piece>a\squarter|three[\s-]quarters|a\sthird|two[\s-]thirds)\sof\sa\s"
    rf"(?P<ofscale>million|billion|trillion)\b"
    rf"|(?P<fraction>(?:(?P<top>one|two|three|four|five|seven|nine|a)[\s-])"
    rf"(?P<bottom>{'|'.join(_PARTS)})(?=\sof\b|\sof\sthe\b)"
    rf"|(?P<tops>one|two|three|four)-(?P<bottoms>{'|'.join(_PARTS)})\b"
    rf"|(?P<bare>half)(?=\s(?:of|the|its|all|their)\b)|(?<=\bby\s)half\b"
    rf"|(?<=\bby\sa\s)(?P<bya>third|quarter|fifth)\b)"
    rf"|(?P<digits>\d{{1,3}}(?:[,\u00a0\u202f ]\d{{3}})+(?!\d)(?:[.·]\d{{1,15}})?"
    rf"|\d{{1,15}}(?:[.·]\d{{1,15}})?(?!\d))"
    rf"(?P<scale>(?:\s?(?:k|mn|m|bn|tn)\b)?(?:[\s-](?:{_LONG_SCALES})\b)*)"
    rf"|(?P<spelled>{_SPELLED})(?P<half>\sand\sa\shalf(?P<halfscale>\s(?:{_LONG_SCALES}))?)?\b"
    rf"|(?P<vague>tens\sof\sthousands|hundreds\sof\sthousands|dozens|scores|hundreds|thousands"
    rf"|millions|billions)(?=\s(?:of|more)\b|\s[a-z])"
    rf")(?![\w])",
    re.IGNORECASE,
)
_BEFORE_ONE = re.compile(
    r"\b(?:no|any|every|each|some|this|that|the|which|last|next|new|only)[\s-]$", re.IGNORECASE
)
_AFTER_ONE = re.compile(
    r"\s(?:of|another|day|such|the|after|by|that|who|is|was|in|and|or|side|hand|reason|thing|way)\b"
    r"|[.,;:!?)]|$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number written at `text[start:end]`, between `low` and `high` (the same unless vague).

    `share` tells that it is a part of a whole, given in percent. `step` is the value of its last
    written place: 100,000 for "5.2 million".
    """

    start: int
    end: int
    low: float
    high: float
    step: float
    share: bool = False
    plain: bool = False


def numerals(text: str) -> Iterator[Numeral]:
    """The numbers of a text in order, whatever they count."""
    for match in _NUMERAL.finditer(text):
        if not _is_pronoun(text, match):
            yield _numeral(match)


def _is_pronoun(text: str, match: re.Match[str]) -> bool:
    if (digits := match["digits"]) and digits.startswith("0") and digits.isdecimal():
        return len(digits) > 1
    if match.group().lower() != "one":
        return False
    before, after = text[max(0, match.start() - 8) : match.start()], text[match.end() :][:10]
    return bool(_BEFORE_ONE.search(before) or _AFTER_ONE.match(after))


def _numeral(match: re.Match[str]) -> Numeral:
    start, end = match.span()
    if match["share"]:
        part = 100 * _plain(match["of"]) / (_plain(match["all"]) or 1)
        return Numeral(start, end, part, part, 0.0, share=True)
    if match["piece"]:
        value = (
            _PIECES[match["piece"].lower().replace("-", " ")] * _SCALES[match["ofscale"].lower()]
        )
        return Numeral(start, end, value, value, 0.0)
    if match["fraction"]:
        part = _fraction(match)
        return Numeral(start, end, part, part, 0.0, share=True)
    if vague := match["vague"]:
        low, high = _VAGUE[" ".join(vague.lower().split())]
        return Numeral(start, end, low, high, 0.0)
    if digits := match["digits"]:
        value, step = _digits(digits, match["scale"])
        plain = digits.isdecimal() and not match["scale"]
        return Numeral(start, end, value, value, step, plain=plain)
    value = _spelled(match["spelled"])
    if match["half"]:
        value = (value + 0.5) * _SCALES.get((match["halfscale"] or "").strip().lower(), 1.0)
    return Numeral(start, end, value, value, 0.0)


def _fraction(match: re.Match[str]) -> float:
    bottom = match["bottom"] or match["bottoms"] or match["bya"] or "half"
    top = (match["top"] or match["tops"] or "one").lower()
    return 100 * _SMALL.get(top, 1.0) / _PARTS[bottom.lower()]


def _plain(written: str) -> float:
    return float(written) if written.isdecimal() else _SMALL[written.lower()]


def _digits(digits: str, scale: str) -> tuple[float, float]:
    """The value and the value of its last place that is not a trailing nought."""
    bare = re.sub(r"[,\s]", "", digits).replace("·", ".")
    whole, _, decimals = bare.partition(".")
    factor = 1.0
    for word in re.findall(r"[a-z]+", scale.lower()):
        factor *= _SCALES[word]
    noughts = len(whole) - len(whole.rstrip("0"))
    step = 10.0 ** -len(decimals) if decimals else 10.0 ** min(noughts, len(whole) - 1)
    return float(bare) * factor, step * factor


def _spelled(written: str) -> float:
    """The value of a number in words: "two hundred and fifty thousand", "half a million"."""
    total, group = 0.0, 0.0
    for word in re.split(r"[\s-]+", written.lower()):
        if word in _SMALL:
            group += _SMALL[word]
        elif word == "half":
            group += 0.5
        elif word == "hundred":
            group = (group or 1.0) * 100
        elif word in _SCALES:
            total += (group or 1.0) * _SCALES[word]
            group = 0.0
    return total + group
