"""Which rows of evidence count for a claim's verdict, for how much, and why not for more.

A row that takes a side has a voice. It has none where a party denies its own matter, where the
outlet is satire or has withdrawn the report, or where the report is older than what the claim tells
of. It has half of one for each reason to lean on it less: it passes on what others say, its outlet
is rated as unreliable or speaks for a party, was corrected in what it says here, or is old.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import prod

from backend.checking.dates import dates
from backend.checking.parties import parties_in
from backend.checking.passages import overlap
from backend.domain import Claim, Evidence, RatingCategory, Stance, Telling

NONE, HALF, WHOLE = 0.0, 0.5, 1.0

OLD = timedelta(days=365)
"""How much older than the page a report may be before it counts half: our choice."""

CORRECTED_FROM = 0.29
"""The share of the claim's words in a correction from which it is about the claim's matter, as for
passages (`stance.RELATED_FROM`)."""

_A_DAY = timedelta(days=1)
_UNRELIABLE = frozenset({RatingCategory.GENERALLY_UNRELIABLE, RatingCategory.DEPRECATED})
_STORY = r"(?:article|story|report|post|piece)"
_GONE = r"(?:retracted|withdrawn|taken down|removed|deleted)"
_WITHDRAWN = re.compile(
    rf"^\W*(?:retracted|retraction|withdrawn)\b\s*[:\])\u2013\u2014-]"
    rf"|\b(?:this|the|our) {_STORY} (?:has been|is|was)(?: \w+)? {_GONE}\b"
    rf"|\b(?:retracted|retracts|withdrew|withdrawn|withdraws|removed) (?:this|our) {_STORY}\b",
    re.IGNORECASE,
)
"""Words by which an outlet takes back a whole report, in a notice or before its title."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row has less than a whole voice: `share` of it is left.

    `row` says so beside the row; `one` and `many` say it of all the claim's reports, `many` with
    room for their number.
    """

    share: float
    row: str
    one: str
    many: str

    def of(self, reports: int) -> str:
        """The reason in words for so many reports."""
        return self.one if reports == 1 else self.many.format(reports)


@dataclass(frozen=True, slots=True)
class Counted:
    """A row with its share of a voice, 0 to 1, and the reasons for what is missing of it."""

    row: Evidence
    share: float = WHOLE
    reasons: tuple[Reason, ...] = ()

    @property
    def chance(self) -> float:
        """How likely the row says what it is taken to say, times its share; 0 to 1."""
        return self.share * self.row.judgement.probability


@dataclass(frozen=True, slots=True)
class _Matter:
    """What a row is held against: the claim, its parties, when it was made, what day it names."""

    claim: str
    parties: frozenset[str]
    written: date | None
    happened: date | None


def count(claim: Claim, rows: Iterable[Evidence], written: date | None = None) -> list[Counted]:
    """What each row counts, with the reasons written down in the row.

    `written` is the day of the page that makes the claim.
    """
    matter = _Matter(claim.text, parties_in(claim.text), written, _happened(claim.text, written))
    return [_counted(row, matter) for row in rows]


def _counted(row: Evidence, matter: _Matter) -> Counted:
    if row.stance not in {Stance.SUPPORTS, Stance.DISPUTES}:
        return Counted(replace(row, uncounted="", counts_less=""), NONE)
    found = [reason for rule in _RULES if (reason := rule(row, matter))]
    against = [reason for reason in found if reason.share == NONE][:1]
    reasons = tuple(against or found)
    words = " ".join(reason.row for reason in reasons)
    marked = replace(row, uncounted=words if against else "", counts_less="" if against else words)
    return Counted(marked, prod((reason.share for reason in reasons), start=WHOLE), reasons)


def _happened(claim: str, written: date | None) -> date | None:
    """The first day that a claim names and that had come when it was made."""
    days = (dated.first for dated in dates(claim, written))
    return min((day for day in days if day and (not written or day <= written)), default=None)


def _denial(row: Evidence, matter: _Matter) -> Reason | None:  # noqa: ARG001 - the shape of a rule
    who = row.judgement.denied_by
    if row.stance is not Stance.DISPUTES or not who:
        return None
    told = f"The denial by {who} takes no side."
    return Reason(NONE, f"{told} That a party to the matter denies it is no finding.", told, told)


def is_satire(row: Evidence) -> bool:
    """Whether somebody rates the row's outlet as satire."""
    kind = row.ratings.kind
    return kind is not None and kind.category is RatingCategory.SATIRE


def _satire(row: Evidence, matter: _Matter) -> Reason | None:  # noqa: ARG001
    kind = row.ratings.kind
    if kind is None or not is_satire(row):
        return None
    return Reason(
        NONE,
        f"It does not count: the outlet is rated as satire by {kind.by}.",
        "1 report by an outlet rated as satire does not count.",
        "{} reports by outlets rated as satire do not count.",
    )


def _withdrawn(row: Evidence, matter: _Matter) -> Reason | None:  # noqa: ARG001
    report = row.passage.report
    if not any(_WITHDRAWN.search(said) for said in (report.title, *report.corrections)):
        return None
    return Reason(
        NONE,
        "It does not count: the outlet has withdrawn the report.",
        "1 report that its outlet has withdrawn does not count.",
        "{} reports that their outlets have withdrawn do not count.",
    )


def _too_early(row: Evidence, matter: _Matter) -> Reason | None:
    published = row.passage.report.published
    if not published or not matter.happened or published.date() >= matter.happened - _A_DAY:
        return None
    return Reason(
        NONE,
        "It does not count: it appeared before the day that the claim tells of.",
        "1 report from before the day that the claim tells of does not count.",
        "{} reports from before the day that the claim tells of do not count.",
    )


def _states_denial(row: Evidence, matter: _Matter) -> Reason | None:
    state = _state_of(row, matter)
    if not state or row.stance is not Stance.DISPUTES:
        return None
    return Reason(
        NONE,
        f"It takes no side: state media of {state}, a party to the matter, speaks for that party.",
        "1 report by state media of a party to the matter takes no side against the claim.",
        "{} reports by state media of parties to the matter take no side against the claim.",
    )


def _states_word(row: Evidence, matter: _Matter) -> Reason | None:
    state = _state_of(row, matter)
    if not state or row.stance is not Stance.SUPPORTS:
        return None
    return Reason(
        HALF,
        f"It counts half: state media of {state}, a party to the matter, speaks for that party.",
        "1 report by state media of a party to the matter counts half.",
        "{} reports by state media of parties to the matter count half.",
    )


def _state_of(row: Evidence, matter: _Matter) -> str:
    """The state that speaks through the outlet and that the claim is about; "" if none.

    A rating as state media says in its note whose they are.
    """
    kind = row.ratings.kind
    if kind is None or kind.category is not RatingCategory.STATE_MEDIA:
        return ""
    return min(parties_in(kind.note) & matter.parties, default="")


def _second_hand(row: Evidence, matter: _Matter) -> Reason | None:  # noqa: ARG001
    if row.telling is not Telling.PASSED_ON:
        return None
    return Reason(
        HALF,
        f"It counts half: it passes on the word of {row.source or 'others'}.",
        "1 second-hand report counts half.",
        "{} second-hand reports count half.",
    )


def _unreliable(row: Evidence, matter: _Matter) -> Reason | None:  # noqa: ARG001
    rating = row.ratings.reliability
    if rating is None or rating.category not in _UNRELIABLE:
        return None
    return Reason(
        HALF,
        f"It counts half: {rating.by} says of the outlet “{rating.words}”.",
        "1 report by an outlet rated as unreliable counts half.",
        "{} reports by outlets rated as unreliable count half.",
    )


def _corrected(row: Evidence, matter: _Matter) -> Reason | None:
    notices = row.passage.report.corrections
    if not any(overlap(matter.claim, notice) >= CORRECTED_FROM for notice in notices):
        return None
    return Reason(
        HALF,
        "It counts half: the outlet has corrected what it says of this.",
        "1 report corrected since counts half.",
        "{} reports corrected since count half.",
    )


def _old(row: Evidence, matter: _Matter) -> Reason | None:
    published = row.passage.report.published
    if not published or not matter.written or matter.written - published.date() <= OLD:
        return None
    return Reason(
        HALF,
        "It counts half: it is more than a year older than your page.",
        "1 report more than a year older than your page counts half.",
        "{} reports more than a year older than your page count half.",
    )


_RULES: Sequence[Callable[[Evidence, _Matter], Reason | None]] = (
    _denial,
    _satire,
    _withdrawn,
    _too_early,
    _states_denial,
    _states_word,
    _second_hand,
    _unreliable,
    _corrected,
    _old,
)
"""The rules in the order in which they are said; of those that leave nothing, the first alone."""
