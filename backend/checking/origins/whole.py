"""What ties whole reports besides their texts: they open with one agency's or one channel's word.

Only agencies and posts count here, and only for one matter. News of one event opens with the same
minister's words wherever it is written, which makes no two reports one; but a report that opens
with "Yonhap reported" is Yonhap's. A credit alone is not enough: an agency sends several stories on
one matter, and those that print the same one have its text. Other outlets are quoted in passing,
which is no reason to tie whole reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

from backend.checking.origins.attribution import named_by
from backend.checking.origins.bonds import Bond
from backend.checking.origins.media import agency_named, medium_named
from backend.checking.origins.sources import is_medium, keys_of, uncapitalised
from backend.checking.words import content_stems, sentences
from backend.domain import Report, Tie, TieKind

ONE_MATTER = 0.35
"""What the beginnings of two reports of one matter have in common, by Dice's measure."""

APART = timedelta(days=4)
"""How far apart two reports of one matter by one source appear, at most."""

_STRENGTH = 0.5
_LONGEST_OPENING = 1200
_LEAD = 2
_BEGINNING = 4
"""Sentences that name whose word it is, and sentences that show what the matter is."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How a report opens: whose word it passes on, who prints it, and what it is about.

    `passes_on` has the name of each by the key that they are known by.
    """

    report: Report
    passes_on: Mapping[str, str]
    printed_by: frozenset[str]
    stems: frozenset[str]

    def shares(self, other: Opening) -> frozenset[str]:
        """Whose word both pass on, or who prints the one and is passed on by the other."""
        ours, theirs = self.passes_on.keys(), other.passes_on.keys()
        return frozenset((ours & theirs) | (ours & other.printed_by) | (theirs & self.printed_by))


def opening_bonds(reports: Iterable[Report]) -> Iterator[Bond]:
    """The ties of reports that open with one medium's word on one matter."""
    openings = [_opening(report) for report in reports]
    speaking = [each for each in openings if each.passes_on or each.printed_by]
    for one, other in combinations(speaking, 2):
        if (shared := one.shares(other)) and _one_matter(one, other):
            yield _bond(one, other, min(shared))


def _opening(report: Report) -> Opening:
    spans = sentences(report.text[:_LONGEST_OPENING])
    pieces = [report.text[start:end] for start, end in spans[:_BEGINNING]]
    printed_by = _media(report.outlet.name)
    named = [named for piece in pieces[:_LEAD] for named in named_by(piece)]
    passes_on = {key: name for name in named for key in _media(name) - printed_by}
    stems = content_stems(" ".join((f"{report.title}.", *pieces)))
    return Opening(report, passes_on, printed_by, stems)


def _media(name: str) -> frozenset[str]:
    """What an agency or a post is known by; nothing for anybody else."""
    agency_or_post = agency_named(name) or not medium_named(name)
    return frozenset(key for key in keys_of(name) if agency_or_post and is_medium(key))


def _one_matter(one: Opening, other: Opening) -> bool:
    first, second = one.report.published, other.report.published
    if first and second and abs(first - second) > APART:
        return False
    shared = 2 * len(one.stems & other.stems)
    return shared >= ONE_MATTER * (len(one.stems) + len(other.stems))


def _bond(one: Opening, other: Opening, key: str) -> Bond:
    names = [each.passes_on[key] for each in (one, other) if key in each.passes_on]
    source = uncapitalised(min(names, key=len))
    urls = one.report.url, other.report.url
    tie = Tie(TieKind.NAMED_SOURCE, *urls, f"Both go back to {source}.")
    return Bond(tie, _STRENGTH, source)
