"""The day of what a report tells without naming one: that on which the report appeared.

News that has no day in it is of its own day or of the one or two before. Where the claim names
one of these days, the sentence that is nearest to it is read with that day; where a sentence says
when in any other way, or looks back or ahead, nothing is put in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from backend.checking.differences.days import Named, named_days, weekdays
from backend.checking.differences.reading import Reading, content, nearest, share

SOON = timedelta(days=2)
"""How long after it happened news tells of a thing and still means that day."""

HALF = 0.5
"""The share of the claim's words from which a sentence may tell of the same thing."""

_WHEN = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|june|july"
    r"|august|september|october|november|december|(?:19|20)\d\d|today|tonight|tomorrow|yesterday"
    r"|minutes?|hours?|days?|weeks?|weekends?|months?|years?|decades?|century|centuries|season"
    r"|spring|summer|autumn|winter|ago|since|until|till|earlier|previous(?:ly)?|former(?:ly)?|once"
    r"|used\sto|long|always|never|ever|soon|later|next|last|will|shall|due|set\sto|to\sbe)\b",
    re.IGNORECASE,
)
"""Words by which a sentence says when, or looks back or ahead."""
_SINCE = re.compile(r"\bsince\s(?:\w+\s)?$", re.IGNORECASE)


def undated(
    claim: Reading, passage: Reading, claimed_on: date | None, reported_on: date | None
) -> Iterator[tuple[int, str]]:
    """Where the passage lacks the claim's day, and the words to put there: at most one place.

    A weekday of a page without a date is told from the report's own day.
    """
    day = _only_day(claim, claimed_on, reported_on)
    if day is None or reported_on is None or not timedelta() <= reported_on - day.first <= SOON:
        return
    wanted = content(claim.tokens)
    at = nearest(wanted, passage)
    if at >= len(passage.spans) or share(wanted, content(passage.of_sentence(at))) < HALF:
        return
    start, end = passage.spans[at]
    if not passage.asks(at) and not _WHEN.search(passage.text, start, end):
        yield start, f"{day.relation.capitalize()} {claim.quote(day.start, day.end)}, "


def _only_day(claim: Reading, claimed_on: date | None, reported_on: date | None) -> Named | None:
    """The one day on or since which it was, if the claim says when in no other way."""
    named = named_days(claim.text, claimed_on or reported_on)
    if len(named) != 1 or named[0].first != named[0].last or named[0].slack:
        return None
    (day,) = named
    known = named_days(claim.text, claimed_on) or (
        claim.quote(day.start, day.end).lower() in weekdays(claim.text)
    )
    since = bool(_SINCE.search(claim.text, 0, day.start))
    return day if known and (day.relation == "on" or since) else None
