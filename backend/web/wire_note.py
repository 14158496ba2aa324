"""Notes on the wire, as the API document shows them.

A note is a document already; these models say what is in it, and tests find them true.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Self

from pydantic import BaseModel, Field, model_validator

from backend.checking.confidence import confidence_level
from backend.domain import (
    CheckStatus,
    DifferenceKind,
    RatingCategory,
    SearchStatus,
    Stance,
    Telling,
    TieKind,
    UnreadReason,
    Verdict,
)
from backend.services.check import Version


class Sure(BaseModel):
    """How sure a verdict is. Notes from before there were levels are given theirs here."""

    confidence: float | None
    confidence_level: str | None = Field(
        None, description="low, medium or high; null where there is no confidence"
    )

    @model_validator(mode="after")
    def _level(self) -> Self:
        self.confidence_level = confidence_level(self.confidence)
        return self


class HighlightPage(BaseModel):
    """The page of a highlight; its address without fragment."""

    url: str
    title: str
    published: date | None
    language: str | None


class HighlightOut(BaseModel):
    """A quote selector with its page."""

    exact: str
    prefix: str
    suffix: str
    page: HighlightPage


class OriginIds(BaseModel):
    """The origins that count on each side."""

    supporting: list[str]
    disputing: list[str]


class ResolvedOut(BaseModel):
    """What was put in for words that say something only where they stand."""

    words: str
    meaning: str
    found_in: str = Field(description="`highlight`, `before`, `title` or `date`")


class ClaimSoFar(Sure):
    """A claim before it is weighed. `reason` says why nothing is looked for."""

    text: str
    start: int
    end: int
    checkable: bool
    reason: str | None
    because: str | None = Field(None, description="the words by which that reason was told")
    quote: str = Field("", description="the characters of the highlight that it was made from")
    resolved: list[ResolvedOut] = Field([], description="what its words stand for")
    verdict: Verdict | None
    origins: OriginIds
    why: list[str] = Field([], description="what the weighing did, in plain words")


class ClaimOut(ClaimSoFar):
    """A claim with its verdict."""

    verdict: Verdict


class OriginCounts(BaseModel):
    """How many independent origins take each side."""

    supporting: int
    disputing: int


class ReportCounts(BaseModel):
    """How many reports take each stance, copies included."""

    supporting: int
    disputing: int
    mentioning: int


class SnapshotOut(BaseModel):
    """What a report was read from, since its page is gone."""

    url: str
    taken: datetime


class ReportOut(BaseModel):
    """A report: where it is, never its text."""

    url: str
    title: str
    outlet: str
    published: datetime | None
    modified: datetime | None = None
    corrections: list[str] = Field(
        [], description="the outlet's own notices of what it changed, word for word"
    )
    snapshot: SnapshotOut | None = None


class RatingOut(BaseModel):
    """What somebody says of an outlet."""

    category: RatingCategory
    words: str = Field(description="in plain words")
    by: str = Field(description="whose words it is")
    url: str | None = Field(description="where they stand")
    as_of: date | None


class RatedReportOut(ReportOut):
    """A report with what is said of its outlet; null is no judgement."""

    rating: RatingOut | None = Field(None, description="how far it is to be relied on")
    kind: RatingOut | None = Field(None, description="satire or state media")


class TieOut(BaseModel):
    """Why one report has the origin of another, an earlier one; both are URLs."""

    kind: TieKind
    one: str
    other: str
    why: str = Field(description="in plain words")


class OriginOut(BaseModel):
    """An origin and the reports that go back to it, earliest first."""

    id: str
    label: str
    why: str
    source: str | None = Field(None, description="whom all of them go back to, where named")
    reports: list[str]
    ties: list[TieOut] = Field(default_factory=list, description="one fewer than there are reports")


class DifferenceOut(BaseModel):
    """What the claim says and what the report says instead."""

    kind: DifferenceKind
    claim: str
    report: str


class EvidenceOut(BaseModel):
    """What a report says of a claim; `quote` stands word for word in its text."""

    id: str = Field(description="the same for this report about this claim in every version")
    claim: int = Field(description="the claim's place in `claims`, from 0")
    report: RatedReportOut
    stance: Stance
    probability: float = Field(ge=0, le=1)
    quote: str
    origin: str
    telling: Telling = Field(
        Telling.UNSAID, description="whether the outlet saw or heard it itself, or passes it on"
    )
    source: str | None = Field(None, description="who the report says that it comes from")
    denied_by: str | None
    differences: list[DifferenceOut]
    uncounted: str | None = Field(
        None, description="why a row that takes a side does not count, in plain words"
    )
    counts_less: str | None = Field(
        None, description="why a row counts less than others, in plain words"
    )


class UnreadOut(ReportOut):
    """A report that was found and could not be read."""

    reason: str = Field(description="in plain words")
    code: UnreadReason


class SearchedOut(BaseModel):
    """One searcher's part in the check."""

    searcher: str
    status: SearchStatus
    found: int


class ChangedFrom(BaseModel):
    """The verdict that a note had before the one it has."""

    version: int = Field(description="the last version with that verdict")
    verdict: Verdict
    checked_at: datetime = Field(description="when that version was checked")
    changed_at: datetime = Field(description="when the verdict had first changed")


class FactCheckOut(BaseModel):
    """Whose fact check it is, where it stands, and its rating in their words."""

    publisher: str
    url: str
    rating: str


class KnownOut(BaseModel):
    """The same claim, checked before: by an earlier note, or by a fact check (`source`)."""

    claim: int = Field(description="the claim's place in `claims`, from 0")
    text: str = Field(description="the claim as it was stated then")
    note: str | None = Field(description="the earlier note's id")
    verdict: Verdict | None = Field(description="its verdict then on that claim")
    checked_at: datetime | date | None
    fresh: bool = Field(description="whether the note is young enough to be relied on as it is")
    decision: dict[str, Any] | None = Field(description="what moderators decided about the note")
    source: FactCheckOut | None


class EditOut(BaseModel):
    """Something that a decision changed in a note."""

    kind: str = Field(
        description="`taken_out`, `marked`, `added`, `set_apart`, `joined`, `not_checkable` or"
        " `verdict_set`"
    )
    claim: int | None = Field(description="the claim's place in `claims`, from 0")
    reports: list[str] = Field(description="the addresses of the reports that it is about")
    words: str = Field(description="in plain words")


class VerdictChange(BaseModel):
    """The verdict before a decision and by it."""

    was: Verdict
    now: Verdict = Field(alias="is")


class DecidedAs(BaseModel):
    """What moderators decided about a note, and why."""

    id: str | None = None
    at: datetime | None = None
    reason: str = Field("", description="published with the note")
    version: int | None = Field(None, description="the version that it was decided on")
    edits: list[EditOut] = Field([], description="evidence first, verdicts after")
    hidden: bool = Field(default=False, description="whether the evidence is not shown")
    same_as: str | None = Field(None, description="the id of the note that has the same claim")
    verdict: VerdictChange | None = None


class NoteSoFar(Sure):
    """What a note and a note so far have in common."""

    id: str
    version: int | None = Field(None, description="counted from 1; older ones can be asked for")
    changed_from: ChangedFrom | None = Field(
        None, description="the last different verdict; null where it was always this one"
    )
    claim: str
    highlight: HighlightOut
    summary: str
    origins: OriginCounts
    reports: ReportCounts
    origin_groups: list[OriginOut]
    evidence: list[EvidenceOut]
    unread: list[UnreadOut]
    searched: list[SearchedOut]
    would_change: str
    freshness: str = Field("", description="of which days the note and its reports are, in words")
    decision: DecidedAs | None
    known: list[KnownOut] = Field(
        [], description="what was checked before: shown beside the check, never in place of it"
    )


class NoteOut(NoteSoFar):
    """A note: evidence first, verdict after."""

    claims: list[ClaimOut]
    verdict: Verdict
    checked_at: datetime
    judge: str


class ErrorOut(BaseModel):
    """Why a check failed."""

    title: str
    detail: str


class CheckSoFar(NoteSoFar):
    """A check as it stands: its note so far, null where it is not known yet."""

    claims: list[ClaimSoFar]
    verdict: Verdict | None
    checked_at: datetime | None
    judge: str | None
    status: CheckStatus
    error: ErrorOut | None
    events: str
    note: str
    last_event: int


class NotesOut(BaseModel):
    """The notes of a page, the newest first."""

    notes: list[NoteOut]


class VersionOut(BaseModel):
    """One version of a note."""

    version: int
    verdict: Verdict
    checked_at: datetime


class VersionsOut(BaseModel):
    """The versions of a note, the newest first."""

    versions: list[VersionOut]


def version_out(version: Version) -> VersionOut:
    """A version on the wire."""
    return VersionOut(
        version=version.number, verdict=version.verdict, checked_at=version.checked_at
    )


class ScannedOut(BaseModel):
    """A sentence worth checking: its quote selector, where it stands in the text, what is known."""

    quote: str
    prefix: str
    suffix: str
    start: int
    end: int
    chance: float = Field(ge=0, le=1, description="how likely it is worth checking")
    note: str | None = Field(description="the note on this page that is of it, if there is one")
    known: list[KnownOut]


class ScanOut(BaseModel):
    """The sentences of a page that are worth checking, best first."""

    sentences: list[ScannedOut]
