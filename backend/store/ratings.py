"""Ratings, and the sides that follow from them and from flags."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select

from backend.domain import FlagStatus
from backend.moderation.bridging import Enough, Rating
from backend.store.engine import Sessions
from backend.store.flag_tables import FlagRow
from backend.store.inserting import insert_into
from backend.store.rating_tables import BridgingRow, RatingRow, ReaderSideRow

_ONE = 1
_AT_ONCE = 1000


class RatingStore:
    """Every query about ratings and sides. Safe to share between threads."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def put(self, reader: int, note: str, now: datetime) -> None:
        """Keep that a reader finds a note right, once."""
        values = {"reader_id": reader, "note": note, "at": now}
        with self._sessions.write() as session:
            statement = insert_into(session, RatingRow).values(values)
            statement = statement.on_conflict_do_nothing(index_elements=["reader_id", "note"])
            session.execute(statement)

    def take_back(self, reader: int, note: str) -> None:
        """Forget it."""
        mine = (RatingRow.reader_id == reader, RatingRow.note == note)
        with self._sessions.write() as session:
            session.execute(delete(RatingRow).where(*mine))

    def answers(self) -> Sequence[Rating]:
        """Return what readers say of notes: one answer each; who flags finds nothing right."""
        rated = select(RatingRow.reader_id, RatingRow.note)
        flagged = select(FlagRow.reader_id, FlagRow.note).where(
            FlagRow.status != FlagStatus.WITHDRAWN
        )
        with self._sessions.read() as session:
            said = {(row.reader_id, row.note): 0.0 for row in session.execute(rated)}
            said |= {(row.reader_id, row.note): 1.0 for row in session.execute(flagged)}
        return [Rating(str(reader), note, value) for (reader, note), value in said.items()]

    def keep_sides(self, sides: Mapping[str, float], found: Enough, now: datetime) -> None:
        """Have these be the sides of readers from now on; none are kept where there are none."""
        rows = [{"reader_id": int(reader), "side": side} for reader, side in sides.items()]
        state = {"readers": found.readers, "notes": found.notes, "rarer": found.rarer, "at": now}
        with self._sessions.write() as session:
            session.execute(delete(ReaderSideRow))
            for start in range(0, len(rows), _AT_ONCE):
                session.execute(insert(ReaderSideRow), rows[start : start + _AT_ONCE])
            statement = insert_into(session, BridgingRow).values(id=_ONE, **state)
            session.execute(statement.on_conflict_do_update(index_elements=["id"], set_=state))

    def found(self) -> Enough:
        """Return what there was of answers when sides were last looked for."""
        with self._sessions.read() as session:
            row = session.get(BridgingRow, _ONE)
            return Enough(row.readers, row.notes, row.rarer) if row else Enough(0, 0, 0.0)
