"""Notes: every version is kept, the newest is the note."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from backend.checking.document import Document
from backend.domain import Verdict
from backend.store.engine import Sessions
from backend.store.tables import CheckRow, NoteRow


class NoteStore:
    """Every query about notes. Safe to share between threads."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def newest(self, note_id: str) -> Document | None:
        """Return the note, or None as long as there is none."""
        query = _newest().where(NoteRow.check_id == note_id)
        with self._sessions.read() as session:
            return session.scalars(query).one_or_none()

    def on_page(self, page_url: str) -> Sequence[Document]:
        """Return the notes of a page, the newest first; the address is a normalised one."""
        query = (
            _newest()
            .join(CheckRow, CheckRow.id == NoteRow.check_id)
            .where(CheckRow.page_url == page_url)
            .order_by(NoteRow.checked_at.desc(), NoteRow.check_id)
        )
        with self._sessions.read() as session:
            return list(session.scalars(query))


def add(session: Session, check_id: str, document: Document) -> None:
    """Add a version of a note in the caller's transaction, which holds the check's row."""
    versions = select(func.count()).where(NoteRow.check_id == check_id)
    session.add(
        NoteRow(
            check_id=check_id,
            version=session.execute(versions).scalar_one() + 1,
            document=document,
            verdict=Verdict(document["verdict"]),
            checked_at=datetime.fromisoformat(document["checked_at"]),
        ),
    )


def _newest() -> Select[Document]:
    newer = aliased(NoteRow)
    is_newest = (
        ~select(newer.version)
        .where(
            newer.check_id == NoteRow.check_id,
            newer.version > NoteRow.version,
        )
        .exists()
    )
    return select(NoteRow.document).where(is_newest)
