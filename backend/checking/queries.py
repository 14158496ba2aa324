"""From a claim to the query that searchers are asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from backend.checking.dates import window, without_dates
from backend.checking.numbers import quantities
from backend.checking.words import names, words
from backend.domain import Claim, Query

MOST_WORDS = 8
"""The words of a line for a search box: engines that want every word find nothing with more."""
_NAMING_WORDS = 5
"""How many of them may name who and where, so that room is left for what happened."""
_CORE_WORDS = 5
"""How many words a denial's line has besides its own: who, where and what, but no number, since
who denies a matter seldom repeats its figures."""
_LONGEST_WORD = 40

DENIAL = ("denies", "false", "no evidence", "debunked")
"""What those write who say otherwise."""
_DENIED_ALREADY = frozenset("denies denied deny false debunked debunks hoax".split())
_TELLING_OF = frozenset("said says say saying told tells reported reports according added".split())
"""Words of who tells it, which stand in every report and find none."""


def query_for(claim: Claim, published: date | None = None, today: date | None = None) -> Query:
    """The claim's names, numbers and other telling words, each once, in the claim's order.

    `published` is the day of the page that makes the claim, `today` the day of asking; they give
    dates without a year theirs, and with them the window in which reports are expected.
    """
    text = without_dates(claim.text)
    found_names = names(text)
    numbers = tuple(dict.fromkeys(quantity.text for quantity in quantities(text)))
    terms = tuple(_terms(text, found_names))
    since, until = window(claim.text, published, today)
    return Query(
        claim=claim.text,
        names=found_names,
        numbers=numbers,
        terms=terms,
        since=since,
        until=until,
        short=short_line(text, found_names, numbers, terms),
        denying=denying_line(found_names, terms),
    )


def short_line(
    text: str, found_names: Iterable[str], numbers: Iterable[str], terms: Iterable[str]
) -> str:
    """At most `MOST_WORDS` words for a search box, most telling first.

    Who and where, then how many of what, then what happened; each word once.
    """
    line: list[str] = []
    _fill(line, (name.split() for name in found_names), _NAMING_WORDS)
    _fill(line, (_with_noun(text, number) for number in numbers), MOST_WORDS - 1)
    _fill(line, ([term] for term in terms if term not in _TELLING_OF), MOST_WORDS)
    return " ".join(line)


def denying_line(found_names: Iterable[str], terms: Sequence[str]) -> str:
    """The line that finds who says otherwise; "" where the claim is itself a denial."""
    if _DENIED_ALREADY.intersection(terms):
        return ""
    line: list[str] = []
    _fill(line, (name.split() for name in found_names), _CORE_WORDS - 1)
    _fill(line, ([term] for term in terms if term not in _TELLING_OF), _CORE_WORDS)
    return " ".join((*line, *DENIAL)) if line else ""


def _terms(text: str, found_names: Iterable[str]) -> Iterator[str]:
    named = {part for name in found_names for part in name.split()}
    telling = (word.text for word in words(text) if word.tells and not word.text[0].isdigit())
    yield from dict.fromkeys(word.lower() for word in telling if word not in named)


def _fill(line: list[str], phrases: Iterable[list[str]], most: int) -> None:
    """Add each phrase that still fits, but for words that the line has already."""
    for phrase in phrases:
        known = {word.lower() for word in line}
        fresh = [word for word in phrase if word.lower() not in known]
        usable = [word for word in dict.fromkeys(fresh) if len(word) <= _LONGEST_WORD]
        if len(line) + len(usable) <= most:
            line.extend(usable)


def _with_noun(text: str, number: str) -> list[str]:
    """The number with the noun that follows it, for a number alone tells little."""
    after = text[text.find(number) + len(number) :]
    nouns = [word.text.lower() for word in words(after[:60])[:4] if word.text[0].islower()]
    return [*number.split(), *[noun for noun in nouns if noun.isalpha()][:1]]
