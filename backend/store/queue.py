"""The queue: notes with open flags, or with a decision that waits for somebody else's look.

Flags on one note come together. A page costs the same few queries however many rows there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from backend.domain import FlagReason, FlagStatus, Verdict
from backend.moderation.record import WHOLE, Record
from backend.moderation.replies import ReplyState
from backend.store.counters import CounterSource, named_on
from backend.store.decision_tables import AssignmentRow, DecisionRow, DecisionState
from backend.store.engine import Sessions
from backend.store.flag_tables import FlagRow
from backend.store.flags import Flag, stored_flag
from backend.store.rating_tables import ReaderSideRow
from backend.store.reply_tables import ReplyRow
from backend.store.tables import CheckRow, NoteRow


class QueueOrder(StrEnum):
    """What comes first: what weighs most, what waits longest, or what most have seen."""

    WEIGHT = "weight"
    AGE = "age"
    REACH = "reach"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of the queue ends: the value that it is ordered by, and the note."""

    value: int | datetime
    note: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of the queue; None and "" are any. `assigned` is a moderator's name."""

    order: QueueOrder = QueueOrder.WEIGHT
    reason: FlagReason | None = None
    language: str = ""
    assigned: str = ""
    unassigned: bool = False
    after: Place | None = None
    limit: int = 25


@dataclass(frozen=True, slots=True)
class QueuedNote:
    """A note in the queue. `reach` is in how many hours somebody looked at it.

    `waits`: whether a decision about it waits for somebody else's look; `replies`: whether an
    outlet's reply waits.
    """

    note: str
    flags: int
    weight: int
    since: datetime
    reach: int
    language: str | None
    assigned: str | None
    waits: bool
    replies: bool
    claim: str
    verdict: Verdict
    page_url: str
    reasons: Mapping[FlagReason, int]

    def place(self, order: QueueOrder) -> Place:
        """Where it stands in the queue, for the page that follows on it."""
        match order:
            case QueueOrder.WEIGHT:
                return Place(self.weight, self.note)
            case QueueOrder.REACH:
                return Place(self.reach, self.note)
            case QueueOrder.AGE:
                return Place(self.since, self.note)


@dataclass(frozen=True, slots=True)
class FlagOnNote:
    """An open flag, with the track record of the reader who put it.

    `counter` is what came of the counter-source that it names, None where it names none.
    """

    flag: Flag
    record: Record
    counter: CounterSource | None = None


class QueueStore:
    """Every query about the queue. Safe to share between threads. The times are passed in."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def page(self, wanted: Wanted) -> Sequence[QueuedNote]:
        """Return a page of the queue."""
        with self._sessions.read() as session:
            rows = session.execute(_page(wanted)).all()
            ids = [row.note for row in rows]
            reasons, notes = _reasons(session, ids), _notes(session, ids)
            return [_queued(row, reasons[row.note], notes[row.note]) for row in rows]

    def flags_on(self, note_id: str) -> Sequence[FlagOnNote]:
        """Return the open flags on a note, the oldest first."""
        records = _records()
        query = (
            select(FlagRow, records.c.upheld, records.c.decided)
            .outerjoin(records, records.c.reader_id == FlagRow.reader_id)
            .where(FlagRow.note == note_id, FlagRow.status == FlagStatus.OPEN)
            .order_by(FlagRow.created_at, FlagRow.id)
        )
        with self._sessions.read() as session:
            named = named_on(session, note_id)
            return [
                FlagOnNote(
                    stored_flag(row),
                    Record(upheld or 0, decided or 0),
                    named.get(row.counter_source),
                )
                for row, upheld, decided in session.execute(query)
            ]


def _records() -> Subquery:
    """How many of each reader's flags were decided about and upheld."""
    upheld = func.sum(case((FlagRow.status == FlagStatus.UPHELD, 1), else_=0))
    return (
        select(
            FlagRow.reader_id,
            cast(upheld, BigInteger).label("upheld"),
            func.count().label("decided"),
        )
        .where(FlagRow.status.in_([FlagStatus.UPHELD, FlagStatus.NOT_UPHELD]))
        .group_by(FlagRow.reader_id)
        .subquery("record")
    )


def _weight(records: Subquery) -> ColumnElement[int]:
    """What `backend.moderation.record.Record.weight` is, in SQL."""
    upheld, decided = (func.coalesce(records.c[name], 0) for name in ("upheld", "decided"))
    return literal(WHOLE) * (upheld + 1) // (decided + 2)


def _bridged(weight: ColumnElement[int]) -> ColumnElement[int]:
    """What `backend.moderation.bridging.weight_of` makes of a note's flags, once sides are known.

    Before that all flags together.
    """
    side = ReaderSideRow.side
    one = func.coalesce(func.sum(case((side > 0, weight), else_=0)), 0)
    other = func.coalesce(func.sum(case((side < 0, weight), else_=0)), 0)
    less = case((one < other, one), else_=other)
    known = select(ReaderSideRow.reader_id).limit(1).exists()
    return case((known, 2 * less + WHOLE), else_=func.sum(weight))


def _flagged(reason: FlagReason | None) -> Select[str, int, int, datetime]:
    """The notes with open flags, and what those amount to."""
    records = _records()
    query = (
        select(
            FlagRow.note.label("note"),
            func.count().label("flags"),
            cast(_bridged(_weight(records)), BigInteger).label("weight"),
            func.min(FlagRow.created_at).label("since"),
        )
        .outerjoin(records, records.c.reader_id == FlagRow.reader_id)
        .outerjoin(ReaderSideRow, ReaderSideRow.reader_id == FlagRow.reader_id)
        .where(FlagRow.status == FlagStatus.OPEN)
        .group_by(FlagRow.note)
    )
    if reason is None:
        return query
    having = func.sum(case((FlagRow.reason == reason, 1), else_=0)) > 0
    return query.having(having)


def _waiting() -> Select[str, int, int, datetime]:
    """The notes without open flags of which a decision waits for somebody else's look."""
    flagged = select(FlagRow.id).where(
        FlagRow.note == DecisionRow.note, FlagRow.status == FlagStatus.OPEN
    )
    return (
        select(
            DecisionRow.note.label("note"),
            literal(0).label("flags"),
            cast(literal(0), BigInteger).label("weight"),
            func.min(DecisionRow.at).label("since"),
        )
        .where(DecisionRow.state == DecisionState.WAITING, ~flagged.exists())
        .group_by(DecisionRow.note)
    )


def _replied() -> Select[str, int, int, datetime]:
    """The notes that are in the queue for an outlet's reply alone."""
    flagged = select(FlagRow.id).where(
        FlagRow.note == ReplyRow.note, FlagRow.status == FlagStatus.OPEN
    )
    decided = select(DecisionRow.id).where(
        DecisionRow.note == ReplyRow.note, DecisionRow.state == DecisionState.WAITING
    )
    waits = ReplyRow.state == ReplyState.WAITING
    return (
        select(
            ReplyRow.note.label("note"),
            literal(0).label("flags"),
            cast(literal(0), BigInteger).label("weight"),
            func.min(ReplyRow.at).label("since"),
        )
        .where(waits, ~flagged.exists(), ~decided.exists())
        .group_by(ReplyRow.note)
    )


def _queued_notes(reason: FlagReason | None) -> Subquery:
    """All notes that wait for a moderator; with a reason, those with a flag that gives it."""
    flagged = _flagged(reason)
    whole = flagged if reason else union_all(flagged, _waiting(), _replied())
    return whole.subquery("queued")


def _page(wanted: Wanted) -> Select[Any]:
    notes = _queued_notes(wanted.reason)
    language = CheckRow.highlight["page"]["language"].as_string()
    waits = select(DecisionRow.id).where(
        DecisionRow.note == notes.c.note, DecisionRow.state == DecisionState.WAITING
    )
    replies = select(ReplyRow.id).where(
        ReplyRow.note == notes.c.note, ReplyRow.state == ReplyState.WAITING
    )
    query = (
        select(
            notes,
            CheckRow.hours_seen.label("reach"),
            CheckRow.page_url,
            language.label("language"),
            AssignmentRow.moderator.label("assigned"),
            waits.exists().label("waits"),
            replies.exists().label("replies"),
        )
        .join(CheckRow, CheckRow.id == notes.c.note)
        .outerjoin(AssignmentRow, AssignmentRow.note == notes.c.note)
        .limit(wanted.limit)
    )
    if wanted.language:
        query = query.where(language == wanted.language)
    if wanted.assigned:
        query = query.where(AssignmentRow.moderator == wanted.assigned)
    if wanted.unassigned:
        query = query.where(AssignmentRow.moderator.is_(None))
    return _ordered(query, notes, wanted)


def _ordered(query: Select[Any], notes: Subquery, wanted: Wanted) -> Select[Any]:
    """The query in its order, from where the page before ended."""
    values: Mapping[QueueOrder, ColumnElement[Any]] = {
        QueueOrder.WEIGHT: notes.c.weight,
        QueueOrder.REACH: CheckRow.hours_seen.expression,
        QueueOrder.AGE: notes.c.since,
    }
    value = values[wanted.order]
    rises = wanted.order is QueueOrder.AGE
    query = query.order_by(value.asc() if rises else value.desc(), notes.c.note)
    if wanted.after is None:
        return query
    last = wanted.after
    beyond = value > last.value if rises else value < last.value
    return query.where(or_(beyond, and_(value == last.value, notes.c.note > last.note)))


def _reasons(session: Session, ids: Sequence[str]) -> Mapping[str, dict[FlagReason, int]]:
    query = (
        select(FlagRow.note, FlagRow.reason, func.count())
        .where(FlagRow.note.in_(ids), FlagRow.status == FlagStatus.OPEN)
        .group_by(FlagRow.note, FlagRow.reason)
    )
    found: dict[str, dict[FlagReason, int]] = {note: {} for note in ids}
    for note, reason, count in session.execute(query):
        found[note][reason] = count
    return found


def _notes(session: Session, ids: Sequence[str]) -> Mapping[str, Any]:
    """The claim and the verdict of each note's newest version."""
    newest = (
        select(NoteRow.check_id, func.max(NoteRow.version).label("version"))
        .where(NoteRow.check_id.in_(ids))
        .group_by(NoteRow.check_id)
        .subquery("newest")
    )
    query = select(
        NoteRow.check_id, NoteRow.verdict, NoteRow.document["claim"].as_string().label("claim")
    ).join(newest, and_(NoteRow.check_id == newest.c.check_id, NoteRow.version == newest.c.version))
    return {row.check_id: row for row in session.execute(query)}


def _queued(row: Any, reasons: Mapping[FlagReason, int], note: Any) -> QueuedNote:  # noqa: ANN401
    return QueuedNote(
        note=row.note,
        flags=row.flags,
        weight=row.weight,
        since=row.since,
        reach=row.reach,
        language=row.language,
        assigned=row.assigned,
        waits=row.waits,
        replies=row.replies,
        claim=note.claim,
        verdict=note.verdict,
        page_url=row.page_url,
        reasons=reasons,
    )
