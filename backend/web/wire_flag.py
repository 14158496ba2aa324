"""Readers and their flags on the wire."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field

from backend.checking.document import Document
from backend.checking.highlights import URL_LIMIT
from backend.checking.rows import with_row_ids
from backend.domain import FlagReason, FlagStatus, Objection
from backend.services.flag import COMMENT_LIMIT, Flag, OwnFlag


class ReaderOut(BaseModel):
    """A new reader's token. It is given once and cannot be given again."""

    token: str = Field(description="sent as `Authorization: Bearer`")


class RowOf(BaseModel):
    """Which flag on a note is meant."""

    evidence: str = Field("", description="a row's `id`; the flag on the whole note without it")


class FlagIn(BaseModel):
    """What a reader finds wrong."""

    reason: FlagReason
    comment: str = Field(
        "", description="for the moderators", json_schema_extra={"maxLength": COMMENT_LIMIT}
    )
    evidence: str | None = Field(
        None, description="the `id` of a row of evidence; null for the whole note"
    )
    counter_source: str | None = Field(
        None,
        description="a report's http(s) address; needed with `missing_report`",
        json_schema_extra={"maxLength": URL_LIMIT},
    )

    def objection(self) -> Objection:
        """What is said, in the domain's words."""
        return Objection(self.reason, self.evidence or "", self.comment, self.counter_source or "")


class AppealIn(BaseModel):
    """Why somebody else should look at a flag that was not upheld."""

    reason: str = Field(json_schema_extra={"minLength": 1, "maxLength": COMMENT_LIMIT})
    evidence: str | None = Field(
        None, description="the `id` of the row whose flag it is; null for the whole note"
    )


class FlagOut(BaseModel):
    """A reader's flag and what became of it."""

    note: str
    evidence: str | None = Field(description="the row's `id`; null for the whole note")
    version: int = Field(description="the version of the note that was flagged")
    reason: FlagReason
    comment: str
    counter_source: str | None
    status: FlagStatus
    created_at: datetime
    changed_at: datetime
    decided_at: datetime | None
    answer: str | None = Field(description="the reason of the decision, as it is published")
    appeal: str | None = Field(description="why somebody else was asked to look once more")
    appealed_at: datetime | None


class FlaggedReport(BaseModel):
    """The report of the row that was flagged."""

    url: str
    title: str
    outlet: str


class OwnFlagOut(FlagOut):
    """The same with what was flagged, as it stood then."""

    claim: str
    page: str = Field(description="the address of the page that the note is on")
    report: FlaggedReport | None = Field(description="null for the whole note")


class OwnFlagsOut(BaseModel):
    """A reader's own flags, those that changed last first."""

    flags: list[OwnFlagOut]


def flag_out(flag: Flag) -> FlagOut:
    """A flag on the wire."""
    said = flag.objection
    return FlagOut(
        note=flag.note,
        evidence=said.evidence or None,
        version=flag.version,
        reason=said.reason,
        comment=said.comment,
        counter_source=said.counter_source or None,
        status=flag.status,
        created_at=flag.created_at,
        changed_at=flag.changed_at,
        decided_at=flag.decided_at,
        answer=flag.answer or None,
        appeal=flag.appeal or None,
        appealed_at=flag.appealed_at,
    )


def own_flag_out(own: OwnFlag) -> OwnFlagOut:
    """A flag with what it is about."""
    return OwnFlagOut(
        **flag_out(own.flag).model_dump(),
        claim=own.document["claim"],
        page=own.document["highlight"]["page"]["url"],
        report=_report_of(own.document, own.flag.objection.evidence),
    )


def _report_of(note: Document, evidence: str) -> FlaggedReport | None:
    rows = [row for row in with_row_ids(note)["evidence"] if row["id"] == evidence]
    if not rows:
        return None
    report = rows[0]["report"]
    return FlaggedReport(url=report["url"], title=report["title"], outlet=report["outlet"])
