"""Days, weeks, months and years that a sentence names from where it stands, as dates.

"Monday", "last year's offensive" and "over the past two days" are told from the day on which the
page was published. Replaced by dates they can be told from anywhere. A day without its year gets
the latest in which it had come. Seasons, "recently" and "now" are left: no date says the same.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from backend.checking.claims.replacing import Replacement, replace_words
from backend.checking.dates import dates
from backend.checking.numerals import numerals
from backend.checking.syntax import VERBS, Sentence
from backend.domain import FoundIn

_A_DAY = timedelta(days=1)
_WEEKDAYS = [name.lower() for name in calendar.day_name]
_MONTHS = [name for name in calendar.month_name if name]
_PART = r"(?:\s+(?P<part>morning|afternoon|evening|night))?"
_OWNS = r"(?P<owns>['’]s)?"
_UNITS = {"day": 1, "week": 7}
_TAKES_A_DATE = frozenset(
    """on since until till by from before after to and or through of between the a an that over
    for""".split()
)
"""Words after which a bare date stands as well as "Monday"."""
_NAMED_DAYS = frozenset(
    "black good bloody super ash easter palm sheffield cyber holy red blue rosy".split()
)
"""First words of names that end in a weekday: "Bloody Sunday"."""
_COMING = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_LONGEST_SPAN = 100
"""Years that "the past … years" may reach back; more is no date that a report has."""

Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class _Time:
    """A date in words, with what has to go before it where no preposition stands there.

    `of` is how it follows the noun that it owns: "the attack of 21 October 2024".
    """

    words: str
    before: str = "on"
    own: str = ""


def dated(sentence: Sentence, written: date | None) -> list[Replacement]:
    """What is put in for the times that the sentence names from the page's day."""
    if written is None:
        return []
    found: list[Replacement] = []
    for form, read in _FORMS:
        for match in form.finditer(sentence.text):
            places = _places(sentence, match.start(), match.end())
            if not places or any(
                one.first <= places[-1] and places[0] <= one.last for one in found
            ):
                continue
            try:
                time = read(match, sentence, written)
            except (OverflowError, ValueError):
                continue
            if time:
                found.append(_put(sentence, places, match, time))
    return sorted([*found, *_years_added(sentence, written, found)], key=lambda one: one.first)


def _places(sentence: Sentence, start: int, end: int) -> list[int]:
    return [
        place
        for place, token in enumerate(sentence.tokens)
        if start <= token.start and token.end <= end
    ]


def _put(sentence: Sentence, places: list[int], match: re.Match[str], time: _Time) -> Replacement:
    if match.groupdict().get("owns"):
        text = f"the {time.words}" if not time.own else time.own
        return replace_words(sentence, places, text, time.words, FoundIn.DATE)
    previous = sentence[places[0] - 1].lower if places[0] else ""
    bare = not time.before or previous in _TAKES_A_DATE or previous == time.before
    text = time.words if bare else f"{time.before} {time.words}"
    return replace_words(sentence, places, text, text, FoundIn.DATE)


def _weekday(match: re.Match[str], sentence: Sentence, written: date) -> _Time | None:
    before = sentence.text[: match.start()].split()
    if before and before[-1].lower() in _NAMED_DAYS:
        return None
    if _DATE_FOLLOWS.match(sentence.text, match.end()):
        return None
    back = (written.weekday() - _WEEKDAYS.index(match["weekday"].lower())) % 7
    which = (match["which"] or "").lower()
    if which == "last" and back == 0:
        back = 7
    comes = which == "next" or (which != "last" and back and _is_to_come(sentence, match.start()))
    return _part_of(written - (back - (7 if comes else 0)) * _A_DAY, match["part"])


def _is_to_come(sentence: Sentence, start: int) -> bool:
    """Whether what happens then is still to come, by the verb that the time hangs on."""
    place = next(place for place, token in enumerate(sentence.tokens) if token.end > start)
    for above in (place, *sentence.above(place)):
        if sentence[above].pos in VERBS:
            return any(sentence[one].lower in _COMING for one in sentence.children(above, "aux"))
    return False


def _near_day(match: re.Match[str], sentence: Sentence, written: date) -> _Time | None:
    words = match["day"].lower().split()
    if words == ["today"] and not _happened(sentence, match.start()):
        return None  # "today" is as often "these days"
    shift = {"yesterday": -1, "tomorrow": 1, "last": -1}.get(words[0], 0)
    part = "night" if words[0] == "tonight" else words[1] if len(words) > 1 else match["part"]
    return _part_of(written + shift * _A_DAY, part)


def _happened(sentence: Sentence, start: int) -> bool:
    place = next(place for place, token in enumerate(sentence.tokens) if token.end > start)
    above = (one for one in sentence.above(place) if sentence[one].pos in VERBS)
    verb = next(above, None)
    return verb is not None and (
        sentence[verb].tag == "VBD"
        or any(sentence[one].tag == "VBD" for one in sentence.children(verb))
    )


def _part_of(day: date, part: str | None) -> _Time:
    words = day_words(day)
    return _Time(f"the {part} of {words}") if part else _Time(words)


def _turn(match: re.Match[str], sentence: Sentence, written: date) -> _Time | None:  # noqa: ARG001
    shift = {"last": -1, "next": 1}.get(match["turn"].lower(), 0)
    match match["span"].lower():
        case "week":
            monday = written - written.weekday() * _A_DAY + 7 * shift * _A_DAY
            span = days_between(monday, monday + 6 * _A_DAY)
            return _Time(span, "", f"the {span.replace('between ', '').replace(' and ', ' to ')}")
        case "year":
            return _Time(str(written.year + shift), "in")
        case "month":
            return _Time(_month_words(_shifted(written, shift)), "in")
        case named:
            return _Time(_month_words(_turned_month(named, shift, written)), "in")


def _turned_month(name: str, shift: int, written: date) -> date:
    """The latest such month that has ended for "last August", the page's year's for "this"."""
    month = _MONTHS.index(name.capitalize()) + 1
    year = written.year
    if shift < 0 and month >= written.month:
        year -= 1
    if shift > 0 and month <= written.month:
        year += 1
    return date(year, month, 1)


def _within(match: re.Match[str], sentence: Sentence, written: date) -> _Time | None:  # noqa: ARG001
    """What "earlier this year" and "later this month" stand for."""
    words = str(written.year) if match["span"].lower() == "year" else _month_words(written)
    return _Time(f"{match['when'].lower()} in {words}", "")


def _past(match: re.Match[str], sentence: Sentence, written: date) -> _Time | None:  # noqa: ARG001
    """What "over the past two days" stands for."""
    count = _count(match["count"] or "one")
    first = _back(written, count, match["unit"].lower()) if count else None
    if first is None:
        return None
    if match["unit"].lower() in _UNITS:
        return _Time(days_between(first, written), "")
    return _Time(f"between {_month_words(first)} and {_month_words(written)}", "")


def _ago(match: re.Match[str], sentence: Sentence, written: date) -> _Time | None:  # noqa: ARG001
    count, unit = _count(match["count"]), match["unit"].lower()
    day = _back(written, count, unit) if count else None
    match unit if day else None, day:
        case "day", date():
            return _Time(day_words(day))
        case "week", date():
            return _Time(days_between(day - 2 * _A_DAY, day + 2 * _A_DAY), "")
        case "month", date():
            return _Time(_month_words(day), "in")
        case "year", date():
            return _Time(str(day.year), "in")
        case _:
            return None


def _count(words: str) -> int | None:
    if words.lower() in {"a", "an", "one"}:
        return 1
    found = list(numerals(words))
    whole = len(found) == 1 and found[0].low == found[0].high == int(found[0].low)
    return int(found[0].low) if whole else None


def _back(day: date, count: int, unit: str) -> date | None:
    if unit in _UNITS:
        return day - count * _UNITS[unit] * _A_DAY
    months = count * (12 if unit == "year" else 1)
    return _shifted(day, -months) if months <= _LONGEST_SPAN * 12 else None


def _shifted(day: date, months: int) -> date:
    """The first of the month so many months on."""
    whole = day.year * 12 + day.month - 1 + months
    return date(whole // 12, whole % 12 + 1, 1)


def day_words(day: date) -> str:
    """A day as in "21 October 2024"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _month_words(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.year}"


def days_between(first: date, last: date) -> str:
    """A span as in "between 21 and 23 October 2024"."""
    if (first.year, first.month) == (last.year, last.month):
        return f"between {first.day} and {day_words(last)}"
    return f"between {day_words(first)} and {day_words(last)}"


_DATE_FOLLOWS = re.compile(rf",?\s+(?:the\s+)?(?:\d|(?:{'|'.join(_MONTHS)})\b)")
_COUNT = (
    r"(?P<count>an?|\d+|(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[ -]?)?"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty))"
)
_MONTH_NAMES = "|".join(_MONTHS)
_Read = Callable[[re.Match[str], Sentence, date], _Time | None]
_form = partial(re.compile, flags=re.IGNORECASE)
_FORMS: tuple[tuple[re.Pattern[str], _Read], ...] = (
    (
        _form(
            r"\b(?:(?:over|in|during|for|within|throughout)\s+)?the\s+(?:past|last)\s+"
            rf"(?:(?:{_COUNT})\s+)?(?P<unit>day|week|month|year)s?\b"
        ),
        _past,
    ),
    (
        _form(rf"\b{_COUNT}\s+(?P<unit>day|week|month|year)s?\s+ago\b"),
        _ago,
    ),
    (_form(r"\b(?P<when>earlier|later)\s+this\s+(?P<span>month|year)\b"), _within),
    (
        _form(
            r"\b(?:(?P<which>last|next|this)\s+)?"
            rf"(?P<weekday>{'|'.join(_WEEKDAYS)})\b{_PART}{_OWNS}"
        ),
        _weekday,
    ),
    (
        _form(
            r"\b(?P<day>yesterday|today|tomorrow|tonight|last\s+night"
            rf"|this\s+(?:morning|afternoon|evening))\b{_PART}{_OWNS}"
        ),
        _near_day,
    ),
    (
        _form(
            r"(?<!the )\b(?P<turn>last|next|this)\s+"
            rf"(?P<span>week|month|year|(?-i:{_MONTH_NAMES}))\b{_OWNS}"
        ),
        _turn,
    ),
)
"""How times are named, the longest first: what an earlier form took is not read again."""
_YEAR = re.compile(r"\d{4}")


def _years_added(
    sentence: Sentence, written: date, found: list[Replacement]
) -> Iterator[Replacement]:
    """The year of days and months that stand without one: "since August", "on 7 October"."""
    for one in dates(sentence.text, written):
        words = sentence.text[one.start : one.end]
        places = _places(sentence, one.start, one.start + len(words.rstrip(". ")))
        taken = any(o.first <= place <= o.last for o in found for place in places)
        if _YEAR.search(words) or taken or not places or one.first is None:
            continue
        if not any(sentence[place].text.istitle() for place in places):
            continue  # "may" is a verb, and "march" too
        text = f"{sentence.words(places)} {one.first.year}"
        yield replace_words(sentence, places, text, text, FoundIn.DATE)
