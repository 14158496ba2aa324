"""Outlets' replies to notes: kept, confirmed or refused, and shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from backend.errors import NotFound
from backend.moderation.chain import Act
from backend.moderation.replies import ReplyState, Said
from backend.store import audit
from backend.store.engine import Sessions
from backend.store.reply_tables import ReplyRow


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply as it stands."""

    id: int
    said: Said
    at: datetime


class ReplyStore:
    """Every query about replies. Safe to share between threads."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def add(self, note_id: str, said: Said, now: datetime) -> None:
        """Keep a reply that a moderator is to look at."""
        words = {"outlet": said.outlet, "contact": said.contact, "text": said.text}
        with self._sessions.write() as session:
            session.add(ReplyRow(note=note_id, state=ReplyState.WAITING, at=now, **words))

    def of_note(self, note_id: str, state: ReplyState) -> Sequence[Reply]:
        """Return the replies to a note that are in a state, the oldest first."""
        query = select(ReplyRow).where(ReplyRow.note == note_id, ReplyRow.state == state)
        with self._sessions.read() as session:
            rows = session.scalars(query.order_by(ReplyRow.at, ReplyRow.id))
            return [Reply(one.id, Said(one.outlet, one.contact, one.text), one.at) for one in rows]

    def settle(
        self, note_id: str, reply_id: int, state: ReplyState, moderator: str, now: datetime
    ) -> None:
        """Show a reply that waits, or refuse it, and forget the contact; raises `NotFound`."""
        waits = (
            ReplyRow.id == reply_id,
            ReplyRow.note == note_id,
            ReplyRow.state == ReplyState.WAITING,
        )
        with self._sessions.write() as session:
            statement = update(ReplyRow).where(*waits).values(state=state, contact="")
            outlet = session.scalars(statement.returning(ReplyRow.outlet)).one_or_none()
            if outlet is None:
                raise NotFound("No such reply waits.")
            detail = {"reply": reply_id, "outlet": outlet, "state": state.value}
            audit.append(session, Act(moderator, "answer reply", "note", note_id, detail), now)
