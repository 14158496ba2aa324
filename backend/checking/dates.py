"""Dates that a claim names, as days, and the window in which reports of it are expected.

A date with its year is always one. A day or month without a year counts only after a preposition
("on 7 October", "in May"), since "the October 7 attack" names an event and "May" a person; its
year is then the latest in which it had come by the time the page was written.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

LATER = timedelta(days=30)
"""How long after the claim reports of it, denials above all, are still looked for: our choice."""
EARLIER = timedelta(days=30)
"""How long before a page that names no date its news may have happened: our choice."""
_A_DAY = timedelta(days=1)

_MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_AFTER = r"\b(?:on|in|since|until|till|by|during|from|of|before|after|late|early|last|this)\s+"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"\b(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)\b",
        rf"\b{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
        rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"\b{_MONTH},?\s+{_YEAR}",
        rf"{_AFTER}(?:the\s+)?{_DAY}\s+(?:of\s+)?{_MONTH}",
        rf"{_AFTER}{_MONTH}\s+{_DAY}\b",
        rf"\b(?:on|in|since|during|late|early)\s+{_MONTH}(?![\w-])",
        rf"\b(?:in|since|during|late|early)\s+{_YEAR}",
    )
)
"""How dates are written, most telling first; what an earlier form took is not read again."""
_TO = r"(?:\s+(?:and|to|until|till|through)\s+|\s*[–—-]\s*)"
_NAMED_MONTH = rf"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})"
_FROM = r"\b(?:(?:between|from)\s+)?(?:the\s+)?"
_YEAR_TOO = r"(?:\s+(?P<from_year>(?:19|20)\d\d))?"
_FROM_DAY = rf"{_FROM}(?P<from_day>[0-3]?\d)(?:st|nd|rd|th)?"
_FROM_MONTH = rf"(?P<from_month>{_NAMED_MONTH})\.?"
_SPANS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_FROM_DAY}(?:\s+{_FROM_MONTH})?{_YEAR_TOO}{_TO}{_DAY}\s+{_MONTH}(?:,?\s+{_YEAR})?",
        rf"{_FROM}{_FROM_MONTH}{_YEAR_TOO}{_TO}{_MONTH},?\s+{_YEAR}",
    )
)
"""How the days from one to another are written: "between 8 and 13 October"."""


_Span = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Dated:
    """A date named at `text[start:end]`: the days from `first` to `last`; None without a year."""

    start: int
    end: int
    first: date | None
    last: date | None


def dates(text: str, today: date | None = None) -> list[Dated]:
    """The dates of a text in order. `today` (when it was written) gives a date its missing year."""
    found = list(_spans(text, today))
    for form in _FORMS:
        for match in form.finditer(text):
            days = _days(match.groupdict(), today)
            if days and not any(
                one.start < match.end() and match.start() < one.end for one in found
            ):
                found.append(Dated(match.start(), match.end(), *days))
    return sorted(found, key=lambda dated: dated.start)


def _spans(text: str, today: date | None) -> Iterator[Dated]:
    """The spans of a text, from the first day of the one date to the last of the other."""
    taken = 0
    for form in _SPANS:
        for match in form.finditer(text):
            until = _days({part: match.groupdict().get(part) for part in _PARTS}, today)
            if match.start() < taken or until is None:
                continue
            parts = {
                part: match.groupdict().get(f"from_{part}") or match.groupdict().get(part)
                for part in _PARTS
            } | {"day": match.groupdict().get("from_day")}
            begun = _days(parts, today)
            if begun is not None and _in_order(begun, until):
                taken = match.end()
                yield Dated(match.start(), match.end(), begun[0], until[1])


_PARTS = ("year", "month", "day")


def _in_order(begun: _Span, until: _Span) -> bool:
    return begun[0] is None or until[1] is None or begun[0] <= until[1]


def without_dates(text: str) -> str:
    """The text with its dates cut out, so that no word of them is taken for a name or a term."""
    kept, at = "", 0
    for dated in dates(text):
        kept, at = f"{kept}{text[at : dated.start]}; ", dated.end
    return kept + text[at:]


def window(
    text: str, published: date | None = None, today: date | None = None
) -> tuple[date | None, date | None]:
    """The days, both inclusive, within which reports of a claim are expected to be published.

    From the day before the first date that the claim names (clocks differ), or `EARLIER` than the
    page; until `LATER` than the page, or than the last date where the page has none. A date that
    had not come by then bounds nothing: nobody reports from the future.
    """
    written = published or today
    come = [day for day in _named(text, written) if not written or day[0] <= written]
    until = _after(published) if published else None
    if come:
        since = _before(min(first for first, _ in come), _A_DAY)
        return since, until or _after(max(last for _, last in come))
    return (_before(published, EARLIER) if published else None), until


def _named(text: str, written: date | None) -> Iterator[tuple[date, date]]:
    for dated in dates(text, written):
        if dated.first and dated.last:
            yield dated.first, dated.last


def _days(named: dict[str, str | None], today: date | None) -> _Span | None:
    """The first and the last day; (None, None) without a year, None where there is no such day."""
    month = month_of(named.get("month"))
    day, year = (int(named.get(part) or 0) or None for part in ("day", "year"))
    if year:
        return span_of(year, month, day)
    if today is None:
        return (None, None) if span_of(2024, month, day) else None  # a leap year has every day
    spans = (span_of(year, month, day) for year in (today.year, today.year - 1))
    return next((span for span in spans if span and span[0] <= today), None)


def month_of(written: str | None) -> int | None:
    """The month's number, from its name in lower case or its digits."""
    if written is None:
        return None
    return int(written) if written.isdigit() else _MONTHS[written.lower()]


def span_of(year: int, month: int | None, day: int | None) -> tuple[date, date] | None:
    """The first and the last day of a day, month or year; None where there is no such day."""
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None


def _before(day: date, span: timedelta) -> date:
    return day - span if day - date.min > span else date.min


def _after(day: date) -> date:
    return day + LATER if date.max - day > LATER else date.max
