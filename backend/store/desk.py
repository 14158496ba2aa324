"""Moderators at work on a note: who has taken it, and what they tell each other about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backend.errors import Conflict, NotFound
from backend.moderation.chain import Act
from backend.store import audit
from backend.store.decision_tables import AssignmentRow, RemarkRow
from backend.store.engine import Sessions
from backend.store.inserting import insert_into
from backend.store.tables import NoteRow


@dataclass(frozen=True, slots=True)
class Remark:
    """What a moderator tells the others about a note."""

    moderator: str
    text: str
    at: datetime


class DeskStore:
    """What moderators keep about a note on their desk. Safe to share between threads.

    The times are passed in.
    """

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def assign(self, note_id: str, moderator: str, now: datetime) -> None:
        """Have a moderator work on a note; raises `Conflict` where another does, and `NotFound`."""
        with self._sessions.write() as session:
            _require_note(session, note_id)
            values = {"note": note_id, "moderator": moderator, "at": now}
            statement = insert_into(session, AssignmentRow).values(values)
            session.execute(statement.on_conflict_do_nothing(index_elements=["note"]))
            who = _assigned(session, note_id)
            if who != moderator:
                raise Conflict(f"{who} is working on this note.")
            audit.append(session, Act(moderator, "assign", "note", note_id), now)

    def release(self, note_id: str, moderator: str, now: datetime) -> None:
        """Have a moderator no longer work on a note."""
        mine = (AssignmentRow.note == note_id, AssignmentRow.moderator == moderator)
        with self._sessions.write() as session:
            gone = session.execute(delete(AssignmentRow).where(*mine).returning(AssignmentRow.note))
            if gone.first() is not None:
                audit.append(session, Act(moderator, "release", "note", note_id), now)

    def assigned(self, note_id: str) -> str | None:
        """Return who works on a note."""
        with self._sessions.read() as session:
            return _assigned(session, note_id)

    def say(self, note_id: str, remark: Remark) -> None:
        """Keep what a moderator tells the others; raises `NotFound`."""
        with self._sessions.write() as session:
            _require_note(session, note_id)
            said = {"moderator": remark.moderator, "text": remark.text, "at": remark.at}
            session.add(RemarkRow(note=note_id, **said))

    def remarks(self, note_id: str) -> Sequence[Remark]:
        """Return what moderators told each other about a note, the oldest first."""
        query = select(RemarkRow).where(RemarkRow.note == note_id)
        with self._sessions.read() as session:
            rows = session.scalars(query.order_by(RemarkRow.at, RemarkRow.id))
            return [Remark(row.moderator, row.text, row.at) for row in rows]


def _assigned(session: Session, note_id: str) -> str | None:
    query = select(AssignmentRow.moderator).where(AssignmentRow.note == note_id)
    return session.scalars(query).one_or_none()


def _require_note(session: Session, note_id: str) -> None:
    query = select(NoteRow.check_id).where(NoteRow.check_id == note_id).limit(1)
    if session.scalars(query).one_or_none() is None:
        raise NotFound("There is no note with this id.")
