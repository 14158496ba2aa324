"""What claim and passage say of the same thing, held against each other by rules alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from backend.checking.denials import denying_party, negations
from backend.checking.differences.counts import Counted, weight_of
from backend.checking.differences.dates import date_differences, dates_agree
from backend.checking.differences.modality import modality_difference
from backend.checking.differences.names import (
    may_be_one_matter,
    name_differences,
)
from backend.checking.differences.numbers import difference_of, number_pairs, numbers_agree
from backend.checking.differences.polarity import polarity_difference
from backend.checking.differences.ranks import rank_differences
from backend.checking.differences.reading import (
    Reading,
    Token,
    content,
    nearest,
    parts,
    read,
    share,
)
from backend.checking.differences.roles import role_differences
from backend.checking.differences.sameness import is_same
from backend.checking.differences.seen import Seen, Weight
from backend.checking.differences.speakers import Voices, voices
from backend.domain import Difference

NEAR = 0.75
"""The share of the claim's words from which the wording is near enough for rules to overrule."""
APART = 0.3
"""Below this share of the claim's words in the passage, rules say nothing."""


class Bearing(Enum):
    """What the rules make of a passage."""

    SILENT = "silent"
    SAME = "the same statement"
    OTHERWISE = "says otherwise of the same thing"
    LESS = "says less than the claim"
    ANOTHER_DAY = "counts as of another day"
    UNSAID = "does not tell of the denial that the claim is about"
    ANOTHER_MATTER = "tells of others, or denies something else"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What rules see in a claim and a passage.

    `closeness` is the share of the claim's telling words in the nearest sentence, but for those
    that differ; of a claim that joins several statements, of the nearest one. `denial` is whether
    that passes on somebody's denial of the claim, `denied_by` who it is where that is a
    party to the matter. `same` is whether both are one statement in near-identical words; `unsaid`
    whether the claim tells of a denial that the passage does not tell of; `negates` whether the
    passage negates anything at all; `one_matter` whether both may tell of one, by their names and
    by what is denied.
    """

    closeness: float = 0.0
    seen: tuple[Seen, ...] = ()
    denial: bool = False
    denied_by: str | None = None
    same: bool = False
    unsaid: bool = False
    quantities_agree: bool = False
    negates: bool = False
    one_matter: bool = True

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What differs, each in both texts' own words."""
        return tuple(one.difference for one in self.seen)

    @property
    def near(self) -> bool:
        """Whether the wording is so near that the rules may overrule a judge."""
        return self.closeness >= NEAR

    @property
    def bearing(self) -> Bearing:
        """What it all amounts to. Who says less says nothing that a difference could dispute."""
        weights = {one.weight for one in self.seen}
        if self.denial:
            return Bearing.OTHERWISE
        for weight, bearing in _BY_WEIGHT.items():
            if weight in weights:
                return bearing
        if self.unsaid:
            return Bearing.UNSAID if self.negates else Bearing.LESS
        if not self.one_matter:
            return Bearing.ANOTHER_MATTER
        return Bearing.SAME if self.same else Bearing.SILENT


_BY_WEIGHT = {
    Weight.LESS: Bearing.LESS,
    Weight.OTHERWISE: Bearing.OTHERWISE,
    Weight.ANOTHER_DAY: Bearing.ANOTHER_DAY,
}


def compare(
    claim: str,
    passage: str,
    claimed_on: date | None = None,
    reported_on: date | None = None,
) -> Comparison:
    """Hold a passage against a claim. Pure, fast, and never raises for any text.

    `claimed_on` is the day of the page that makes the claim, `reported_on` that of the report;
    they tell relative dates, and which of two counts is the later.
    """
    ours, theirs = read(claim), read(passage)
    if not ours.tokens or not theirs.tokens:
        return Comparison()
    wanted = content(ours.tokens)
    if not wanted or share(wanted, content(theirs.tokens)) < APART:
        return Comparison()
    sentence = nearest(wanted, theirs)
    heard = voices(ours, theirs, sentence)
    found = (
        *_numbers(ours, theirs, claimed_on, reported_on),
        *(Seen(one) for one in rank_differences(ours, theirs)),
        *(Seen(one) for one in date_differences(ours, theirs, claimed_on, reported_on)),
        *_names(ours, theirs, heard),
        *_said(ours, theirs, sentence, heard),
    )
    seen = () if ours.text == theirs.text else tuple(dict.fromkeys(found))
    return Comparison(
        closeness=_closeness(ours, theirs.of_sentence(sentence), seen),
        seen=seen,
        denial=heard.denial,
        denied_by=heard.denied_by or denying_party(claim, theirs.text),
        same=heard.same_denial
        or (
            not seen
            and dates_agree(ours, theirs, claimed_on, reported_on)
            and is_same(ours, theirs, sentence, heard)
        ),
        unsaid=heard.unsaid,
        quantities_agree=numbers_agree(ours, theirs),
        negates=negations(theirs.text) > 0,
        one_matter=may_be_one_matter(ours, theirs) and not heard.other_denial,
    )


def _closeness(claim: Reading, near: Sequence[Token], seen: Sequence[Seen]) -> float:
    """How much of a statement of the claim stands in the sentence, but for what differs."""
    there = content(near)
    spans = [claim.text.find(one.difference.claim) for one in seen]
    ends = [at + len(one.difference.claim) for at, one in zip(spans, seen, strict=True)]
    aside = content(
        token
        for token in claim.tokens
        if any(start <= token.start < end for start, end in zip(spans, ends, strict=True))
    )
    return max(share(part - aside, there) for part in parts(claim))


def _numbers(
    claim: Reading, passage: Reading, claimed_on: date | None, reported_on: date | None
) -> list[Seen]:
    return [
        Seen(
            difference_of(claimed, reported),
            weight_of(Counted(claim, claimed, claimed_on), Counted(passage, reported, reported_on)),
        )
        for claimed, reported in number_pairs(claim, passage)
    ]


def _names(claim: Reading, passage: Reading, heard: Voices) -> list[Seen]:
    """Names and roles; where another speaker is seen already, his name is no second difference."""
    if heard.seen:
        return []
    found = (*name_differences(claim, passage), *role_differences(claim, passage))
    return [Seen(one) for one in found]


def _said(claim: Reading, passage: Reading, sentence: int, heard: Voices) -> list[Seen]:
    """Who says it, whether it was so, and how surely."""
    if heard.seen:
        return [heard.seen]
    if heard.denial or heard.same_denial or heard.unsaid:
        return []
    less = modality_difference(claim, passage, sentence)
    if less:
        return [Seen(less, Weight.LESS)]
    otherwise = polarity_difference(claim, passage, sentence)
    return [Seen(otherwise)] if otherwise else []
