"""The tables of checks, their events and their notes, as mapped rows."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.checking.document import Document
from backend.domain import AskedBy, CheckStatus, Verdict
from backend.store.base import Base, StoredText, in_words

ID_LENGTH = 32
FINGERPRINT_LENGTH = 64


class CheckRow(Base):
    """A check and who works on it. `last_event` is the number of its newest event.

    `seen_at` is when somebody last looked at it, to the hour, and `hours_seen` in how many hours
    somebody did; `due_at` is when it is to be made again.
    """

    __tablename__ = "check"
    __table_args__ = (Index(None, "status", "changed_at"),)

    id: Mapped[str] = mapped_column(StoredText(ID_LENGTH), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(FINGERPRINT_LENGTH), unique=True)
    highlight: Mapped[Document]
    page_url: Mapped[str] = mapped_column(Text, index=True)
    status: Mapped[CheckStatus] = mapped_column(in_words(CheckStatus))
    asked_by: Mapped[AskedBy] = mapped_column(in_words(AskedBy), default=AskedBy.READER)
    attempts: Mapped[int] = mapped_column(default=0)
    lease_owner: Mapped[str | None] = mapped_column(String(100))
    lease_until: Mapped[datetime | None]
    error: Mapped[Document | None]
    last_event: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    hours_seen: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime | None] = mapped_column(index=True)


class CheckEventRow(Base):
    """Something that happened in a check. Rows are added, never changed."""

    __tablename__ = "check_event"

    check_id: Mapped[str] = mapped_column(
        StoredText(ID_LENGTH),
        ForeignKey("check.id", ondelete="CASCADE"),
        primary_key=True,
    )
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(20))
    data: Mapped[Document]
    at: Mapped[datetime]


class NoteRow(Base):
    """A version of a note. The newest is the note; older ones are kept."""

    __tablename__ = "note"

    check_id: Mapped[str] = mapped_column(
        StoredText(ID_LENGTH),
        ForeignKey("check.id", ondelete="CASCADE"),
        primary_key=True,
    )
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document: Mapped[Document]
    verdict: Mapped[Verdict] = mapped_column(in_words(Verdict))
    checked_at: Mapped[datetime]
