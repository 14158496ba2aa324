"""Flags as frozen values: put, taken back, read by those who put them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from backend.checking.document import Document
from backend.domain import FlagStatus, Objection
from backend.errors import Conflict, NotFound
from backend.store import counters
from backend.store.base import storable
from backend.store.engine import Sessions
from backend.store.flag_status import move
from backend.store.flag_tables import FlagRow
from backend.store.inserting import insert_into
from backend.store.tables import CheckRow, NoteRow


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag as it stands. `answer` is what its reader is told of the decision about it.

    `appeal` is why the reader asks somebody else to look, "" where they do not.
    """

    id: int
    note: str
    version: int
    objection: Objection
    status: FlagStatus
    created_at: datetime
    changed_at: datetime
    decided_at: datetime | None
    decision: str | None
    answer: str
    appeal: str = ""
    appealed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OwnFlag:
    """A reader's own flag with the version of the note that it is about."""

    flag: Flag
    document: Document


class FlagStore:
    """What readers do with flags. Safe to share between threads. The times are passed in."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def put(
        self, reader: int, note: str, version: int, objection: Objection, now: datetime
    ) -> Flag:
        """Have the reader's flag on this note, or this row, say this from now on.

        Of many at once one adds it and the rest find it. Raises `Conflict` where a moderator has
        decided about it.
        """
        with self._sessions.write() as session:
            _hold(session, note)
            said = _columns(objection, version)
            _insert(session, reader, note, said, now)
            mine = _of(reader, note, objection.evidence)
            row = session.scalars(select(FlagRow).where(mine).with_for_update()).one()
            if row.status.decided:
                raise _decided()
            _say(row, said, now)
            session.flush()
            move(session, FlagStatus.OPEN, now, mine)
            session.refresh(row)
            counters.follow(session, note, row.counter_source, now)
            return stored_flag(row)

    def take_back(self, reader: int, note: str, evidence: str, now: datetime) -> None:
        """Withdraw the reader's flag, if there is one, and forget its words.

        Raises `Conflict` where a moderator has decided about it.
        """
        mine = _of(reader, note, evidence)
        with self._sessions.write() as session:
            _hold(session, note)
            gone = {"comment": "", "counter_source": "", "appeal": ""}
            if not move(session, FlagStatus.WITHDRAWN, now, mine, **gone):
                status = session.scalars(select(FlagRow.status).where(mine)).one_or_none()
                if status is not None and status.decided:
                    raise _decided()
            counters.follow(session, note, "", now)

    def appeal(self, reader: int, note: str, evidence: str, why: str, now: datetime) -> Flag:
        """Have a flag that was not upheld looked at once more, by somebody else.

        Raises `NotFound` where there is no flag, and `Conflict` where it was not decided against,
        or appealed already.
        """
        mine = _of(reader, note, evidence)
        against = (FlagRow.status == FlagStatus.NOT_UPHELD, FlagRow.appealed_at.is_(None))
        said: dict[str, Any] = {"appeal": storable(why), "appealed_at": now}
        with self._sessions.write() as session:
            row = session.scalars(select(FlagRow).where(mine).with_for_update()).one_or_none()
            if row is None:
                raise NotFound("You have no such flag.")
            if not move(session, FlagStatus.OPEN, now, mine, *against, **said):
                raise Conflict("Only a flag that was not upheld can be looked at again, and once.")
            session.refresh(row)
            return stored_flag(row)

    def of_reader(self, reader: int, most: int) -> Sequence[OwnFlag]:
        """Return a reader's flags, those that changed last first, at most `most`."""
        query = (
            select(FlagRow, NoteRow.document)
            .join(
                NoteRow,
                and_(NoteRow.check_id == FlagRow.note, NoteRow.version == FlagRow.version),
            )
            .where(FlagRow.reader_id == reader)
            .order_by(FlagRow.changed_at.desc(), FlagRow.id.desc())
            .limit(most)
        )
        with self._sessions.read() as session:
            return [OwnFlag(stored_flag(row), note) for row, note in session.execute(query)]


def stored_flag(row: FlagRow) -> Flag:
    """A flag as it is kept."""
    return Flag(
        id=row.id,
        note=row.note,
        version=row.version,
        objection=Objection(row.reason, row.evidence, row.comment, row.counter_source),
        status=row.status,
        created_at=row.created_at,
        changed_at=row.changed_at,
        decided_at=row.decided_at,
        decision=row.decision,
        answer=row.answer,
        appeal=row.appeal,
        appealed_at=row.appealed_at,
    )


def _of(reader: int, note: str, evidence: str) -> ColumnElement[bool]:
    return and_(FlagRow.reader_id == reader, FlagRow.note == note, FlagRow.evidence == evidence)


def _hold(session: Session, note: str) -> None:
    """Have other flags on the note wait, so that all see which counter-sources are named."""
    held = select(CheckRow.id).where(CheckRow.id == note).with_for_update(key_share=True)
    session.execute(held)


def _columns(objection: Objection, version: int) -> dict[str, object]:
    return {
        "evidence": objection.evidence,
        "version": version,
        "reason": objection.reason,
        "comment": storable(objection.comment),
        "counter_source": storable(objection.counter_source),
    }


def _insert(
    session: Session, reader: int, note: str, said: dict[str, object], now: datetime
) -> None:
    """Add the flag, where there is none, as one that says nothing yet: it is opened like others."""
    statement = insert_into(session, FlagRow).values(
        reader_id=reader,
        note=note,
        status=FlagStatus.WITHDRAWN,
        created_at=now,
        changed_at=now,
        answer="",
        appeal="",
        **said,
    )
    unique = ["reader_id", "note", "evidence"]
    session.execute(statement.on_conflict_do_nothing(index_elements=unique))


def _say(row: FlagRow, said: dict[str, object], now: datetime) -> None:
    """Change what an open flag says. Saying the same again changes nothing."""
    if any(getattr(row, name) != value for name, value in said.items()):
        row.changed_at = now
        for name, value in said.items():
            setattr(row, name, value)


def _decided() -> Conflict:
    return Conflict("A moderator has decided about this flag. It stays as it was decided.")
