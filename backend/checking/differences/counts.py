"""Counts that grow: a death toll, cases, those missing, a tally so far.

Two figures of such a count may both be right, each as of its day: the smaller one on the earlier
day. They neither dispute nor support each other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from backend.checking.differences.days import named_days
from backend.checking.differences.reading import Reading
from backend.checking.differences.seen import Weight
from backend.checking.differences.situated import FATES, Situated
from backend.checking.measures import COUNT
from backend.checking.thesaurus import root

SETTLED = timedelta(days=60)
"""After so many days a count of what happened no longer grows: our choice."""
_SO_FAR = re.compile(
    r"\b(?:so far|toll|tally|rose to|risen to|climbed to|rises to|now stands at|stood at|to date"
    r"|as of|has reached|have now|until now|up from|confirmed cases|counted)\b",
    re.IGNORECASE,
)

_FATES_OF_DISASTER = frozenset(
    root(word) for word in "killed injured missing evacuated displaced infected".split()
)
"""What is counted for days after a disaster. Others, as arrests, grow only from day to day: where
the days are not known they are held against each other."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A number in its text, and the day on which that was written, where it is known."""

    reading: Reading
    number: Situated
    written: date | None


def weight_of(claimed: Counted, reported: Counted) -> Weight:
    """What it means that two numbers of the same thing differ."""
    if not _grows(claimed, reported) or _settled(claimed) or _settled(reported):
        return Weight.OTHERWISE
    if claimed.written is None or reported.written is None:
        return Weight.ANOTHER_DAY
    smaller = reported.number.quantity.high < claimed.number.quantity.low
    earlier = reported.written < claimed.written
    later = reported.written > claimed.written
    return Weight.ANOTHER_DAY if (earlier if smaller else later) else Weight.OTHERWISE


def _grows(claimed: Counted, reported: Counted) -> bool:
    if claimed.number.quantity.measure != COUNT:
        return False
    dated = claimed.written is not None and reported.written is not None
    fates = FATES if dated else _FATES_OF_DISASTER
    if {claimed.number.fate, reported.number.fate} & fates:
        return True
    return any(_SO_FAR.search(_sentence(one)) for one in (claimed, reported))


def _sentence(counted: Counted) -> str:
    reading, sentence = counted.reading, counted.number.sentence
    if sentence >= len(reading.spans):
        return reading.text
    start, end = reading.spans[sentence]
    return reading.text[start:end]


def _settled(counted: Counted) -> bool:
    """Whether a text tells of a day long before it was written."""
    written = counted.written
    if written is None:
        return False
    return any(written - one.last > SETTLED for one in named_days(counted.reading.text, written))
