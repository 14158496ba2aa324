"""Decisions: what moderators found about notes, and the one function that makes them hold.

A decision, the version of the note that comes of it, the flags that it answers and the row in the
log are written in one transaction, which holds the check's row: of many at once, one succeeds.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from backend.checking.document import Document
from backend.checking.edits import Edits
from backend.checking.freezing import Freezing, Thawing
from backend.checking.frozen import Frozen
from backend.domain import AskedBy, CheckStatus, FlagStatus
from backend.errors import Conflict, NotFound, Outdated
from backend.moderation.chain import Act
from backend.moderation.review import Outcome
from backend.store import audit, flag_status, frozen, notes
from backend.store.base import storable
from backend.store.decision_tables import AssignmentRow, DecisionRow, DecisionState
from backend.store.engine import Sessions
from backend.store.flag_tables import FlagRow
from backend.store.status import ENDED, move, tell_decided
from backend.store.tables import CheckRow, NoteRow


@dataclass(frozen=True, slots=True)
class Decision:
    """What a moderator decided on `version` of a note, and what it comes to.

    `upheld`: whether the flags on the note were right. `recheck`: whether it is checked again.
    """

    id: str
    note: str
    version: int
    moderator: str
    reason: str
    edits: Edits
    outcome: Outcome
    upheld: bool
    recheck: bool
    at: datetime
    state: DecisionState = DecisionState.WAITING
    made: int | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A note as moderators find it: its newest version, its reach, and what was decided of it.

    `waiting` are the decisions that wait for somebody else's look, the earliest first; `appealed`
    the moderators against whose decisions readers appeal.
    """

    document: Document
    version: int
    status: CheckStatus
    reach: int
    waiting: tuple[Decision, ...]
    appealed: frozenset[str] = frozenset()

    @property
    def what_it_is(self) -> Document:
        """What somebody is told who decided about an earlier version."""
        decision = self.document["decision"] or {}
        return {
            "version": self.version,
            "verdict": self.document["verdict"],
            "at": decision.get("at") or self.document["checked_at"],
            "reason": decision.get("reason"),
        }


@dataclass(frozen=True, slots=True)
class NewNote:
    """The note that a decision makes, without its number, and what it is made from.

    `made_from` is None where that is no longer kept.
    """

    document: Document
    made_from: Frozen | None


class DecisionStore:
    """Every query about decisions. Safe to share between threads. The times are passed in."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def case(self, note_id: str) -> Case:
        """Return a note with what waits on it; raises `NotFound`."""
        with self._sessions.read() as session:
            return _case(session, note_id, lock=False)

    def of_note(self, note_id: str) -> Sequence[Decision]:
        """Return all that was decided about a note, the newest first."""
        query = select(DecisionRow).where(DecisionRow.note == note_id)
        with self._sessions.read() as session:
            rows = session.scalars(query.order_by(DecisionRow.at.desc(), DecisionRow.id))
            return [_decision(row) for row in rows]

    def get(self, decision_id: str) -> Decision:
        """Return a decision; raises `NotFound`."""
        with self._sessions.read() as session:
            row = session.get(DecisionRow, decision_id)
            if row is None:
                raise NotFound("There is no decision with this id.")
            return _decision(row)

    def propose(self, decision: Decision, seen: Case, now: datetime) -> None:
        """Keep a decision that waits for somebody else's look; the note stays as it is.

        Raises `Outdated` and `Conflict`.
        """
        with self._sessions.write() as session:
            _require_unchanged(session, decision, seen)
            session.add(_row(decision))
            audit.append(session, _act("propose decision", decision, decision), now)

    def decide(
        self,
        decision: Decision,
        stands: Decision,
        new: NewNote | None,
        seen: Case,
        now: datetime,
    ) -> Document | None:
        """Have `stands` hold, which is the decision itself or one that waited for it.

        Returns the note's new version; None where it is checked again instead. Raises `Outdated`
        where somebody else was faster, and `Conflict`.
        """
        with self._sessions.write() as session:
            _require_unchanged(session, decision, seen)
            session.add(_row(decision))
            session.flush()
            document = None
            if new is None:
                _queue_again(session, stands, now)
            else:
                document = _published(session, stands.note, new, now)
            _settle(session, stands, document)
            _answer_flags(session, stands, decision.moderator, now)
            session.execute(delete(AssignmentRow).where(AssignmentRow.note == stands.note))
            audit.append(session, _act("decide", decision, stands, document), now)
            return document


def _require_unchanged(session: Session, decision: Decision, seen: Case) -> None:
    """Hold the note from here on; refuse a decision about what it no longer is."""
    now = _case(session, decision.note, lock=True)
    if now.version != decision.version:
        raise Outdated(now.what_it_is)
    if now.status is not CheckStatus.DONE and not decision.recheck:
        raise Conflict("The note is being checked again. Wait for what comes of it.")
    if [one.id for one in now.waiting] != [one.id for one in seen.waiting]:
        raise Conflict("Somebody else has looked at this meanwhile. Open the note again.")


def _published(session: Session, note_id: str, new: NewNote, now: datetime) -> Document:
    note = notes.next_version(session, note_id, new.document)
    notes.add(session, note_id, note)
    if new.made_from is not None:
        frozen.keep(session, note_id, note["version"], new.made_from, now)
    tell_decided(session, note_id, note, now)
    session.execute(update(CheckRow).where(CheckRow.id == note_id).values(due_at=None))
    return note


def _queue_again(session: Session, decision: Decision, now: datetime) -> None:
    if not move(
        session,
        decision.note,
        CheckStatus.QUEUED,
        now,
        _ended(),
        attempts=0,
        asked_by=AskedBy.RECHECK,
    ):
        raise Conflict("The note is being checked again already.")


def _ended() -> ColumnElement[bool]:
    return CheckRow.status.in_(ENDED)


def _settle(session: Session, stands: Decision, document: Document | None) -> None:
    """Bring what waited to its end: one holds, the others were passed over."""
    waited = (DecisionRow.note == stands.note, DecisionRow.state == DecisionState.WAITING)
    session.execute(update(DecisionRow).where(*waited).values(state=DecisionState.PASSED_OVER))
    holds = update(DecisionRow).where(DecisionRow.id == stands.id)
    made = document["version"] if document else None
    session.execute(holds.values(state=DecisionState.STANDING, made=made))


def _answer_flags(session: Session, stands: Decision, by: str, now: datetime) -> None:
    is_open = (FlagRow.note == stands.note, FlagRow.status == FlagStatus.OPEN)
    flags = list(session.scalars(select(FlagRow.id).where(*is_open)))
    outcome: flag_status.Outcome = FlagStatus.UPHELD if stands.upheld else FlagStatus.NOT_UPHELD
    answer = {"decision": stands.id, "answer": stands.reason, "actor": by}
    flag_status.close(session, flags, outcome, now=now, **answer)


def _act(action: str, by: Decision, stands: Decision, note: Document | None = None) -> Act:
    """What the log has of a decision: who, what and what came of it, and no reader's words."""
    detail = {
        "decision": by.id,
        "stands": stands.id,
        "on_version": by.version,
        "version": note["version"] if note else None,
        "verdict": note["verdict"] if note else None,
        "recheck": stands.recheck,
        "upheld": stands.upheld,
    }
    return Act(by.moderator, action, "note", by.note, detail)


def _case(session: Session, note_id: str, *, lock: bool) -> Case:
    check = select(CheckRow.status, CheckRow.hours_seen).where(CheckRow.id == note_id)
    found = session.execute(check.with_for_update() if lock else check).one_or_none()
    newest = select(NoteRow).where(NoteRow.check_id == note_id).order_by(NoteRow.version.desc())
    note = session.scalars(newest.limit(1)).one_or_none()
    if found is None or note is None:
        raise NotFound("There is no note with this id.")
    waiting = (DecisionRow.note == note_id, DecisionRow.state == DecisionState.WAITING)
    rows = session.scalars(
        select(DecisionRow).where(*waiting).order_by(DecisionRow.at, DecisionRow.id)
    )
    return Case(
        note.document,
        note.version,
        found.status,
        found.hours_seen,
        tuple(map(_decision, rows)),
        _appealed(session, note_id),
    )


def _appealed(session: Session, note_id: str) -> frozenset[str]:
    query = (
        select(DecisionRow.moderator)
        .join(FlagRow, FlagRow.decision == DecisionRow.id)
        .where(
            FlagRow.note == note_id,
            FlagRow.status == FlagStatus.OPEN,
            FlagRow.appealed_at.is_not(None),
        )
    )
    return frozenset(session.scalars(query))


def _row(decision: Decision) -> DecisionRow:
    return DecisionRow(
        id=decision.id,
        note=decision.note,
        version=decision.version,
        made=decision.made,
        state=decision.state,
        moderator=decision.moderator,
        reason=storable(decision.reason),
        recheck=decision.recheck,
        upheld=decision.upheld,
        edits=_packed(decision.edits),
        outcome=asdict(decision.outcome),
        at=decision.at,
    )


def _decision(row: DecisionRow) -> Decision:
    return Decision(
        id=row.id,
        note=row.note,
        version=row.version,
        moderator=row.moderator,
        reason=row.reason,
        edits=_unpacked(row.edits),
        outcome=stored_outcome(row.outcome),
        upheld=row.upheld,
        recheck=row.recheck,
        at=row.at,
        state=row.state,
        made=row.made,
    )


def stored_outcome(document: Document) -> Outcome:
    """An outcome as it is kept."""
    return Outcome(**{**document, "verdicts": tuple(document["verdicts"])})


def _packed(edits: Edits) -> bytes:
    """The edits with all that they are made of, so that they need nothing else to be read."""
    freezing = Freezing()
    whole = {
        "edits": freezing.plain(edits),
        "reports": freezing.reports,
        "texts": freezing.texts,
    }
    return zlib.compress(json.dumps(whole, separators=(",", ":")).encode("ascii"))


def _unpacked(packed: bytes) -> Edits:
    whole = json.loads(zlib.decompress(packed))
    edits: Edits = Thawing(whole["reports"], whole["texts"]).value(whole["edits"], Edits)
    return edits
