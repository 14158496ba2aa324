"""Where the day that a report gives differs from the claim's.

Each is told from the day on which its own text was written. A year agrees with a day inside it.
Days are of the same thing where most words of the claim's clause stand in the report's sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from backend.checking.differences.days import Named, named_days, weekdays
from backend.checking.differences.names import may_be_one_event
from backend.checking.differences.negation import negators
from backend.checking.differences.reading import Reading, content, share
from backend.domain import Difference, DifferenceKind

MOST = 0.6
"""The share of the words around a day that another has to have to be of the same thing."""
_NEAR = 15
"""Words to either side of a day that may say what happened then."""


def date_differences(
    claim: Reading, passage: Reading, claimed_on: date | None, reported_on: date | None
) -> Iterator[Difference]:
    """The claim's days that no day of the same thing in the passage agrees with.

    A claim that something did not happen on a day is not met by the day on which it did.
    """
    if negators(claim, claim.tokens) or not may_be_one_event(claim, passage):
        return
    reported = named_days(passage.text, reported_on)
    for claimed in named_days(claim.text, claimed_on):
        wanted = around(claim, claimed)
        alike = [
            one
            for one in reported
            if one.relation == claimed.relation and share(wanted, around(passage, one)) >= MOST
        ]
        if alike and not any(days_agree(claimed, one) for one in alike):
            other = alike[0]
            yield Difference(
                DifferenceKind.DATE,
                claim.quote(claimed.start, claimed.end),
                passage.quote(other.start, other.end),
            )


def around(reading: Reading, named: Named) -> frozenset[str]:
    """The roots of the words around a day, in its sentence."""
    tokens = reading.of_sentence(reading.sentence_at(named.start))
    before = [token for token in tokens if token.end <= named.start]
    after = [token for token in tokens if token.start >= named.end]
    return content([*before[-_NEAR:], *after[:_NEAR]])


def dates_agree(
    claim: Reading, passage: Reading, claimed_on: date | None, reported_on: date | None
) -> bool:
    """Whether the passage has each day of the claim, as far as the days are known."""
    reported = named_days(passage.text, reported_on)
    for claimed in named_days(claim.text, claimed_on):
        if not any(days_agree(claimed, one) for one in reported):
            return False
    return weekdays(claim.text) <= weekdays(passage.text) or claimed_on is not None


def days_agree(one: Named, other: Named) -> bool:
    """Whether two days may be one: one lies within the other, or within what the words leave."""
    slack = timedelta(days=max(one.slack, other.slack))
    if one.first.year in {1, 9999} or other.first.year in {1, 9999}:
        return True
    return one.first - slack <= other.last and other.first <= one.last + slack
