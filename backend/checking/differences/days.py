"""The days that a text names, relative ones too, and what its sentence says of them.

"Monday", "yesterday" and "two days ago" are told from the day on which the text was written;
without that day they are not known and are left out. A weekday is the latest that had come,
unless the clause looks forward.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from backend.checking.dates import dates, month_of, span_of
from backend.checking.numerals import numerals

_A_DAY = timedelta(days=1)
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_RELATIVE = re.compile(
    rf"\b(?:(?P<which>last|next|this|previous|earlier this|later this|earlier in the)\s)?"
    rf"(?P<weekday>{'|'.join(_WEEKDAYS)})\b"
    r"|\b(?P<day>yesterday|today|tonight|last\snight|tomorrow|this\s(?:morning|afternoon|evening))\b"
    r"|\b(?P<turn>last|next|this|previous)\s(?P<span>week|month|year)\b",
    re.IGNORECASE,
)
_AGO = re.compile(r"\s(?P<unit>day|week|month|year)s?\s(?:ago|earlier)\b", re.IGNORECASE)
_A_AGO = re.compile(r"\ba\s(?P<unit>day|week|month|year)\sago\b", re.IGNORECASE)
_DAYS_IN = {"day": 1, "week": 7, "month": 30, "year": 365}
_SLACK = {"day": 0, "week": 2, "month": 15, "year": 183}
"""Days by which "three weeks ago" may be off to either side: half of what it counts in."""
_FORWARD = re.compile(
    r"\b(?:will|would|to be|is to|are to|set to|due|plans?|planned|expected|scheduled|next)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:said|says|told|announced|reported|wrote|tweeted|posted|added|published|confirmed|stated"
    r"|statement|denied|warned|spokes\w+|reporters|Reuters|updated|interview)(?:\s\w+){0,3}?"
    r"\s(?:(?:on|late|early|in)\s){0,2}$",
    re.IGNORECASE,
)
_BY_OR_SINCE = {
    "by": "by", "until": "by", "till": "by", "before": "by",
    "since": "since", "after": "since", "from": "since",
}  # fmt: skip
_LAST_WORDS = re.compile(
    r"(\w+)\s(?:(?:late|early|the|last|this|next|end of|mid)\s?){0,3}$", re.IGNORECASE
)
_BARE_YEAR = re.compile(
    r"(?<![\w.,$€£-])(?P<year>(?:19|20)\d\d|(?<=\b[Ii]n )1[5-8]\d\d(?=[.,;)]|$))"
    r"(?![\w.,%-]?\w)(?!\s[A-Z])"
)
_CENTURY = 100
_YEARS = re.compile(
    r"\b(?P<first>(?:19|20)\d\d)(?:\s?[-–/]\s?|\sand\s|\sto\s)(?P<last>(?:19|20)\d\d|\d\d)(?![\w-])"
)
"""Years from one to another: "1989 and 2005", "2003/04"."""
_DECADE = re.compile(r"\b(?P<decade>(?:19|20)\d0)['’]?s\b")
_IN_NAME = re.compile(
    r"(?<=[a-z,;] )(?!(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December|In|Since|By|On)\b)[A-Z]\w+\s$"
)
"""A name before a year: "Blade Runner 2049"."""
_MONTH_ALONE = re.compile(
    r"\b(?:(?:last|this|next)\s)?(?P<month>January|February|March|April|June|July|August|September"
    r"|October|November|December|(?<=\b(?:in|of|by)\s)May|(?<=\b(?:last|this|next)\s)May"
    r"|(?<=\b(?:since|until|early|after)\s)May)\b(?!\s\d)"
)


@dataclass(frozen=True, slots=True)
class Named:
    """Days named at `text[start:end]`, from `first` to `last`.

    `relation` is whether the matter is on, by or since them; `slack` is how many days the words
    themselves leave open.
    """

    start: int
    end: int
    first: date
    last: date
    relation: str
    slack: int = 0


def named_days(text: str, written: date | None) -> list[Named]:
    """The days that a text names, but for those on which something was merely said."""
    return [one for one in _every(text, written) if not _is_told(text, one.start)]


def told_days(text: str, written: date | None) -> list[Named]:
    """The days on which a text tells that something was said."""
    return [one for one in _every(text, written) if _is_told(text, one.start)]


def _every(text: str, written: date | None) -> list[Named]:
    found: list[Named] = []
    for start, end, (first, last), slack in _all(text, written):
        if not any(one.start < end and start < one.end for one in found):
            span = bool(_YEARS.fullmatch(text, start, end))
            relation = "on" if span else _relation(text, start)
            found.append(Named(start, end, first, last, relation, slack))
    return sorted(found, key=lambda one: one.start)


_Days = tuple[date, date]


def _all(text: str, written: date | None) -> Iterator[tuple[int, int, _Days, int]]:
    for match in _YEARS.finditer(text):
        first, last = int(match["first"]), int(match["last"])
        last = last if last > _CENTURY else first - first % _CENTURY + last
        if first <= last:
            yield match.start(), match.end(), (date(first, 1, 1), date(last, 12, 31)), 0
    for match in _DECADE.finditer(text):
        year = int(match["decade"])
        yield match.start(), match.end(), (date(year, 1, 1), date(year + 9, 12, 31)), 0
    for dated in dates(text, written):
        if dated.first and dated.last:
            yield _start_of(text, dated.start, dated.end), dated.end, (dated.first, dated.last), 0
    if written:
        try:
            yield from _relative(text, written)
        except OverflowError:
            return
    for match in _BARE_YEAR.finditer(text):
        if not _IN_NAME.search(text[max(0, match.start() - 24) : match.start()]):
            year = int(match["year"])
            yield match.start(), match.end(), (date(year, 1, 1), date(year, 12, 31)), 0


def _start_of(text: str, start: int, end: int) -> int:
    """Where a date's own words begin, without the preposition that its form may take in."""
    lead = re.match(
        r"(?:(?:on|in|since|until|till|by|during|from|of|before|after|late|early|last|this|the)\s+)+",
        text[start:end],
        re.IGNORECASE,
    )
    return start + lead.end() if lead else start


def _relative(text: str, written: date) -> Iterator[tuple[int, int, _Days, int]]:
    for match in _RELATIVE.finditer(text):
        if days := _days_of(match, text, written):
            yield match.start(), match.end(), days, 1 if match["day"] else 0
    for start, end, count, unit in _agos(text):
        day = written - timedelta(days=round(count * _DAYS_IN[unit]))
        if unit == "year":
            yield start, end, (date(day.year, 1, 1), date(day.year, 12, 31)), 0
        else:
            yield start, end, (day, day), _SLACK[unit] or 1
    for match in _MONTH_ALONE.finditer(text):
        month = month_of(match["month"].lower()) or 1
        year = _year_of(month, _looks_forward(text, match.start()), written)
        if days := span_of(year, month, None):
            yield match.start(), match.end(), days, 0


def _year_of(month: int, forward: bool, written: date) -> int:  # noqa: FBT001 - read by name
    """The year of a month without one: the latest that had come, or the next that will."""
    if forward:
        return written.year + (month < written.month)
    return written.year - (month > written.month)


def _looks_forward(text: str, start: int) -> bool:
    return bool(_FORWARD.search(text[max(0, start - 60) : start]))


def _agos(text: str) -> Iterator[tuple[int, int, float, str]]:
    for numeral in numerals(text):
        if match := _AGO.match(text, numeral.end):
            yield numeral.start, match.end(), min(numeral.low, 5_000), match["unit"].lower()
    for match in _A_AGO.finditer(text):
        yield match.start(), match.end(), 1, match["unit"].lower()


def _days_of(match: re.Match[str], text: str, written: date) -> _Days | None:
    if weekday := match["weekday"]:
        return _weekday(weekday.lower(), match, text, written)
    if day := match["day"]:
        shift = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(
            " ".join(day.lower().split()), 0
        )
        return written + shift * _A_DAY, written + shift * _A_DAY
    turn = {"last": -1, "previous": -1, "next": 1}.get(match["turn"].lower(), 0)
    return _span(match["span"].lower(), turn, written)


def _weekday(name: str, match: re.Match[str], text: str, written: date) -> _Days:
    back = (written.weekday() - _WEEKDAYS.index(name)) % 7
    day = written - back * _A_DAY
    which = (match["which"] or "").lower()
    if which in {"last", "previous"} and back == 0:
        day -= 7 * _A_DAY
    forward = which not in {"last", "previous"} and _looks_forward(text, match.start())
    if which == "next" or (back and forward):
        day += 7 * _A_DAY
    return day, day


def _span(name: str, turn: int, written: date) -> _Days:
    if name == "week":
        monday = written - written.weekday() * _A_DAY + 7 * turn * _A_DAY
        return monday, monday + 6 * _A_DAY
    if name == "year":
        return date(written.year + turn, 1, 1), date(written.year + turn, 12, 31)
    months = written.year * 12 + written.month - 1 + turn
    return span_of(months // 12, months % 12 + 1, None) or (written, written)


def _is_told(text: str, start: int) -> bool:
    """Whether the day is when something was said, and not when it happened."""
    return bool(_TOLD.search(text[max(0, start - 60) : start]))


def _relation(text: str, start: int) -> str:
    last = _LAST_WORDS.search(text[max(0, start - 30) : start])
    return _BY_OR_SINCE.get(last[1].lower(), "on") if last else "on"


def weekdays(text: str) -> frozenset[str]:
    """The weekdays that a text names, in lower case."""
    return frozenset(
        match["weekday"].lower() for match in _RELATIVE.finditer(text) if match["weekday"]
    )
