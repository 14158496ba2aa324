"""A passage in the claim's own words, for what rules know to be the same.

Judges that compare words stumble over "104 degrees Fahrenheit" for "40°C", "Moscow" for "the
Kremlin", a town for its country. What is shown of a report stays word for word: only a judge reads
this.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from backend.checking.agreement import agrees
from backend.checking.differences.dates import MOST, around, days_agree
from backend.checking.differences.days import Named, named_days, told_days
from backend.checking.differences.names import is_acronym_of
from backend.checking.differences.naming import LOCATIVE, PLACING, Name, names_in, parties_in
from backend.checking.differences.reading import Reading, content, read, share
from backend.checking.differences.situated import Situated, same_thing, situated
from backend.checking.differences.turning import Change, turned
from backend.checking.differences.undated import SOON, undated
from backend.checking.hedges import with_hedge
from backend.checking.measures import AGE, COUNT
from backend.checking.parties import acts_for
from backend.checking.places import lies_in

_LONGEST_NAME = 4
"""Words in a government's name, at most."""


def in_claims_words(
    claim: str,
    passage: str,
    claimed_on: date | None = None,
    reported_on: date | None = None,
) -> str:
    """The passage with its numbers, days, names and towns as the claim has them, where they agree.

    The days are those on which each text was written. Pure; what does not agree stays as it is.
    """
    ours, theirs = read(claim), read(passage)
    if claim == passage or not share(content(ours.tokens), content(theirs.tokens)):
        return passage
    changes = (
        *_numbers(ours, theirs),
        *_days(ours, theirs, claimed_on, reported_on),
        *_names(ours, theirs),
        *_towns(ours, theirs),
        *turned(ours, theirs),
    )
    return _changed(passage, changes)


def _changed(text: str, changes: tuple[Change, ...]) -> str:
    """The text with every change made; of two that overlap the first one given."""
    kept: list[Change] = []
    for change in changes:
        if not any(one.start < change.end and change.start < one.end for one in kept):
            kept.append(change)
    for change in sorted(kept, key=lambda one: (one.start, one.end), reverse=True):
        text = text[: change.start] + change.words + text[change.end :]
    return text


def _numbers(claim: Reading, passage: Reading) -> Iterator[Change]:
    reported = situated(passage)
    for claimed in situated(claim):
        alike = [one for one in reported if _is_same_number(claimed, one)]
        start, end = with_hedge(claim.text, claimed.quantity.start, claimed.quantity.end)
        words = claim.quote(start, end)
        if claimed.quantity.measure != AGE and not any(_has(passage, one, words) for one in alike):
            for one in alike[:1]:
                yield Change(*with_hedge(passage.text, *_span(one)), words)


def _is_same_number(claimed: Situated, reported: Situated) -> bool:
    if not same_thing(claimed, reported) or not agrees(claimed.quantity, reported.quantity):
        return False
    return claimed.quantity.measure == COUNT or bool(claimed.around & reported.around)


def _has(passage: Reading, reported: Situated, words: str) -> bool:
    return passage.quote(*with_hedge(passage.text, *_span(reported))).lower() == words.lower()


def _span(number: Situated) -> tuple[int, int]:
    return number.quantity.start, number.quantity.end


def _days(
    claim: Reading, passage: Reading, claimed_on: date | None, reported_on: date | None
) -> Iterator[Change]:
    """The days of the passage that are the claim's, and the claim's where the passage lacks it.

    The very same days, whatever is said of them; days of the same thing that agree; and a day on
    which it was told, if that is at most `SOON` later.
    """
    reported, told = (list(found(passage.text, reported_on)) for found in (named_days, told_days))
    for claimed in named_days(claim.text, claimed_on):
        wanted = around(claim, claimed)
        near = [one for one in reported if share(wanted, around(passage, one)) >= MOST]
        same = [
            one for one in near if one.relation == claimed.relation and days_agree(claimed, one)
        ]
        if not reported:
            same = [one for one in told if timedelta() <= one.first - claimed.last <= SOON]
        equal = [one for one in (*reported, *told) if _are_equal(claimed, one)]
        yield from (
            Change(one.start, one.end, _words(claim, claimed)) for one in (*same[:1], *equal)
        )
    for place, words in undated(claim, passage, claimed_on, reported_on):
        yield Change(place, place, words)


def _are_equal(one: Named, other: Named) -> bool:
    return (one.first, one.last) == (other.first, other.last) and not (one.slack or other.slack)


def _words(reading: Reading, named: Named) -> str:
    return reading.quote(named.start, named.end)


def _names(claim: Reading, passage: Reading) -> Iterator[Change]:
    """Other names of the same government, and short for long names."""
    ours = {party: words for party, _, _, words in _actors(claim)}
    for party, start, end, words in _actors(passage):
        if party in ours and words not in claim.text:
            yield Change(start, end, ours[party])
    for name in (one for one in names_in(passage) if one.text not in claim.text):
        for one in names_in(claim):
            if is_acronym_of(name, one) or is_acronym_of(one, name):
                yield Change(name.start, name.end, one.text)


def _actors(reading: Reading) -> Iterator[tuple[str, int, int, str]]:
    """The parties that act in a text, each with where and under which name.

    After "in" or "near" a name is a place, where a seat is a town and no government.
    """
    for at, token in enumerate(reading.tokens):
        before = reading.tokens[at - 1].lower if at else ""
        if not token.text[0].isupper() or before in PLACING:
            continue
        for last in reversed(reading.tokens[at : at + _LONGEST_NAME]):
            words = reading.quote(token.start, last.end)
            if party := acts_for(words):
                yield party, token.start, last.end, words
                break


def _is_where(name: Name) -> bool:
    return any(slot.kind in LOCATIVE for slot in name.slots)


def _towns(claim: Reading, passage: Reading) -> Iterator[Change]:
    """A town of the country or state that the claim names, with that country beside it."""
    there = parties_in(passage)
    for area in names_in(claim):
        if area.party in there or area.text in passage.text:
            continue
        for town in names_in(passage):
            if _is_where(town) and lies_in(town.text, area.text):
                yield Change(town.end, town.end, f", {area.text}")
                break
