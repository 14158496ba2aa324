"""The queue and decisions on the wire.

What comes in is turned into the rules' own words here and judged there.
"""

from __future__ import annotations

import base64
import binascii
import json
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field
from pydantic.config import JsonDict

from backend.checking.document import Document
from backend.domain import Checkability, FlagReason, Stance, Verdict
from backend.errors import BadDecision
from backend.moderation.changes import (
    MOST_ADDED,
    REASON_LIMIT,
    Changes,
    Join,
    Mark,
    NotCheckable,
    SetVerdict,
)
from backend.services.decide import Asked, Decided, Decision
from backend.services.queue import Place, QueuedNote, QueueOrder, Wanted
from backend.web.wire_note import NoteOut

_REASON: JsonDict = {"maxLength": REASON_LIMIT}


class MarkIn(BaseModel):
    """A row that is to take another stance."""

    row: str = Field(description="its `id`")
    stance: Literal[Stance.SUPPORTS, Stance.DISPUTES, Stance.MENTIONS]


class JoinIn(BaseModel):
    """Two rows of one claim whose reports have one origin."""

    one: str = Field(description="a row's `id`")
    other: str = Field(description="a row's `id`")


class NotCheckableIn(BaseModel):
    """A claim that reports cannot settle."""

    claim: int = Field(description="the claim's place in `claims`, from 0")
    kind: Checkability = Field(description="what it is instead of a fact, such as `opinion`")


class VerdictIn(BaseModel):
    """A claim's verdict that is to be set by hand."""

    claim: int = Field(description="the claim's place in `claims`, from 0")
    verdict: Verdict
    reason: str = Field(description="published with it", json_schema_extra=_REASON)


class ChangesIn(BaseModel):
    """All that shall be changed in the note: what an earlier decision changed is undone without."""

    take_out: list[str] = Field([], description="the `id`s of rows")
    mark: list[MarkIn] = []
    add: list[str] = Field(
        [],
        description="addresses of reports, which are read and judged like any other",
        json_schema_extra={"maxItems": MOST_ADDED},
    )
    apart: list[str] = Field([], description="the `id`s of rows with an origin of their own")
    join: list[JoinIn] = []
    not_checkable: list[NotCheckableIn] = []
    verdicts: list[VerdictIn] = []
    hide: str | None = Field(None, description="why the note is not to be shown")
    same_as: str | None = Field(None, description="the id of the note that has the same claim")

    def changes(self) -> Changes:
        """The changes in the rules' words."""
        return Changes(
            take_out=tuple(self.take_out),
            mark=tuple(Mark(one.row, one.stance) for one in self.mark),
            add=tuple(self.add),
            apart=tuple(self.apart),
            join=tuple(Join(pair.one, pair.other) for pair in self.join),
            not_checkable=tuple(NotCheckable(one.claim, one.kind) for one in self.not_checkable),
            verdicts=tuple(SetVerdict(one.claim, one.verdict, one.reason) for one in self.verdicts),
            hide=self.hide or "",
            same_as=self.same_as or "",
        )


class PreviewIn(BaseModel):
    """What is to be tried."""

    changes: ChangesIn


class DecisionIn(BaseModel):
    """What is decided. Without `changes` the note stays as it is."""

    reason: str = Field(
        description="why; published with the note and told to who flagged it",
        json_schema_extra=_REASON,
    )
    changes: ChangesIn | None = None
    recheck: bool = Field(
        default=False, description="whether the note is checked again, without changes"
    )
    upheld: bool | None = Field(
        None, description="whether the flags were right; where not said, if the note changes"
    )

    def asked(self) -> Asked:
        """The same in the service's words."""
        changes = self.changes.changes() if self.changes else None
        return Asked(self.reason, changes, self.recheck, self.upheld)


class DecidedOut(BaseModel):
    """What came of a decision."""

    id: str = Field(description="of the decision that holds, or of this one while it waits")
    state: Literal["made", "waiting", "queued"] = Field(
        description="`waiting` for somebody else's look; `queued` to be checked again"
    )
    note: NoteOut = Field(description="the note as it is now")


class DecisionOut(BaseModel):
    """A decision that was made, for moderators."""

    id: str
    moderator: str
    at: datetime
    version: int = Field(description="the version of the note that it was made on")
    made: int | None = Field(description="the version that it made; null where it made none")
    reason: str
    upheld: bool
    recheck: bool
    state: str


class DecisionsOut(BaseModel):
    """What was decided about a note, the newest first."""

    decisions: list[DecisionOut]


class QueueIn(BaseModel):
    """Which part of the queue is asked for."""

    order: QueueOrder = QueueOrder.WEIGHT
    reason: FlagReason | None = Field(None, description="only notes with a flag for this reason")
    language: str = Field("", description="only notes on pages in this language")
    assigned: str = Field("", description="only notes that this moderator works on")
    unassigned: bool = Field(default=False, description="only notes that nobody works on")
    after: str = Field("", description="`next` of the page before")
    limit: int = 25

    def wanted(self) -> Wanted:
        """The same in the service's words; raises `BadDecision` for a place that is none."""
        return Wanted(
            self.order,
            self.reason,
            self.language,
            self.assigned,
            self.unassigned,
            place_in(self.after, self.order) if self.after else None,
            self.limit,
        )


class QueuedOut(BaseModel):
    """A note in the queue."""

    note: str
    claim: str
    verdict: Verdict
    page: str
    language: str | None
    flags: int
    reasons: dict[FlagReason, int] = Field(description="how many flags give each reason")
    weight: int = Field(description="the flags by their readers' track records, each up to 1000")
    since: datetime = Field(description="when the oldest flag was put")
    reach: int = Field(description="in how many hours somebody looked at the note")
    assigned: str | None = Field(description="who works on it")
    waits: bool = Field(description="whether a decision waits for somebody else's look")
    replies: bool = Field(description="whether an outlet's reply waits to be confirmed")


class QueueOut(BaseModel):
    """A page of the queue."""

    notes: list[QueuedOut]
    next: str | None = Field(description="for `after`; null on the last page")


def decided_document(decided: Decided) -> Document:
    """What came of a decision, as `DecidedOut` says; the note is a document already."""
    state = "queued" if decided.recheck else "made"
    return {
        "id": decided.id,
        "state": "waiting" if decided.waits else state,
        "note": decided.note,
    }


def decision_out(decision: Decision) -> DecisionOut:
    """A decision on the wire."""
    return DecisionOut(
        id=decision.id,
        moderator=decision.moderator,
        at=decision.at,
        version=decision.version,
        made=decision.made,
        reason=decision.reason,
        upheld=decision.upheld,
        recheck=decision.recheck,
        state=decision.state.value,
    )


def queue_out(notes: list[QueuedNote], wanted: Wanted) -> QueueOut:
    """A page of the queue on the wire."""
    full = len(notes) == wanted.limit
    after = place_out(notes[-1].place(wanted.order)) if full else None
    return QueueOut(notes=[_queued_out(one) for one in notes], next=after)


def _queued_out(one: QueuedNote) -> QueuedOut:
    return QueuedOut(
        note=one.note,
        claim=one.claim,
        verdict=one.verdict,
        page=one.page_url,
        language=one.language,
        flags=one.flags,
        reasons=dict(one.reasons),
        weight=one.weight,
        since=one.since,
        reach=one.reach,
        assigned=one.assigned,
        waits=one.waits,
        replies=one.replies,
    )


def place_out(place: Place) -> str:
    """Where a page ends, in a word that nobody need understand."""
    value = place.value if isinstance(place.value, int) else place.value.isoformat()
    return base64.urlsafe_b64encode(json.dumps([value, place.note]).encode()).decode()


def place_in(word: str, order: QueueOrder) -> Place:
    """What such a word says; raises `BadDecision` where it says nothing."""
    try:
        value, note = json.loads(base64.urlsafe_b64decode(word.encode()))
        if order is QueueOrder.AGE:
            return Place(datetime.fromisoformat(value), str(note))
        return Place(int(value), str(note))
    except (ValueError, TypeError, binascii.Error) as error:
        raise BadDecision("This is no `next` of this queue.", "after") from error
