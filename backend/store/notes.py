"""Notes: every version is kept, the newest is the note."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, Text, cast, false, func, or_, select
from sqlalchemy.orm import Session, aliased

from backend.checking.document import Document
from backend.checking.versions import as_version
from backend.domain import Verdict
from backend.store.engine import Sessions
from backend.store.tables import CheckRow, NoteRow

NEWEST_LOOKED_AT = 2_000
_NUMBERS = range(1, 2**31)
"""What both databases can be asked for as a whole number."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a note; `number` counts from 1."""

    number: int
    verdict: Verdict
    checked_at: datetime


class NoteStore:
    """Every query about notes. Safe to share between threads."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def newest(self, note_id: str) -> Document | None:
        """Return the note, or None as long as there is none."""
        query = _newest().where(NoteRow.check_id == note_id)
        with self._sessions.read() as session:
            return session.scalars(query).one_or_none()

    def version(self, note_id: str, number: int) -> Document | None:
        """Return one version of a note, or None where there is no such version."""
        if number not in _NUMBERS:
            return None
        with self._sessions.read() as session:
            row = session.get(NoteRow, (note_id, number))
            return None if row is None else row.document

    def versions(self, note_id: str) -> Sequence[Version]:
        """Return the versions of a note, the newest first."""
        query = (
            select(NoteRow.version, NoteRow.verdict, NoteRow.checked_at)
            .where(NoteRow.check_id == note_id)
            .order_by(NoteRow.version.desc())
        )
        with self._sessions.read() as session:
            return [Version(*row) for row in session.execute(query)]

    def decided(self, most: int) -> Sequence[Document]:
        """Return the notes that were decided about, those decided last first, at most `most`.

        Those that were hidden are left out.
        """
        decision = NoteRow.document["decision"]
        hidden = func.coalesce(decision["hidden"].as_boolean(), false())
        query = _newest().where(decision.as_string().is_not(None), ~hidden)
        at = decision["at"].as_string()
        query = query.order_by(at.desc(), NoteRow.check_id).limit(most)
        with self._sessions.read() as session:
            return list(session.scalars(query))

    def naming(self, hosts: Collection[str], most: int) -> Sequence[Document]:
        """Return at most `most` notes in which one of the hosts stands, those checked last first.

        So that this stays quick, no more than the newest `NEWEST_LOOKED_AT` are looked through.
        """
        newest = (
            _newest()
            .add_columns(NoteRow.checked_at, NoteRow.check_id)
            .order_by(NoteRow.checked_at.desc(), NoteRow.check_id)
            .limit(NEWEST_LOOKED_AT)
            .subquery()
        )
        text = cast(newest.c.document, Text)
        named = [text.contains(host, autoescape=True) for host in hosts]
        query = select(newest.c.document).where(or_(false(), *named))
        query = query.order_by(newest.c.checked_at.desc(), newest.c.check_id)
        with self._sessions.read() as session:
            return list(session.scalars(query.limit(most)))

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


def next_version(session: Session, check_id: str, note: Document) -> Document:
    """The note as the version that follows on those that there are."""
    query = select(NoteRow).where(NoteRow.check_id == check_id).order_by(NoteRow.version.desc())
    last = session.scalars(query.limit(1)).one_or_none()
    number = last.version if last else 0
    return as_version(note, number + 1, last.document if last else None)


def add(session: Session, check_id: str, document: Document) -> None:
    """Add a version of a note in the caller's transaction, which holds the check's row."""
    session.add(
        NoteRow(
            check_id=check_id,
            version=document["version"],
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
