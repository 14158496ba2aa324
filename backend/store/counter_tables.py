"""The table of counter-sources, as mapped rows."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.checking.document import Document
from backend.store.base import Base, StoredText, in_words
from backend.store.tables import FINGERPRINT_LENGTH, ID_LENGTH


class CounterState(StrEnum):
    """How far a counter-source is: `failed` where something broke on our side, several times."""

    WAITING = "waiting"
    READ = "read"
    UNREADABLE = "unreadable"
    FAILED = "failed"


class CounterSourceRow(Base):
    """A report that readers name against a note, once however many name it.

    `found` holds the rows of evidence that it makes; `reason` says why it could not be read.
    """

    __tablename__ = "counter_source"
    __table_args__ = (
        UniqueConstraint("note", "fingerprint"),
        Index(None, "state", "named_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    note: Mapped[str] = mapped_column(
        StoredText(ID_LENGTH), ForeignKey("check.id", ondelete="CASCADE")
    )
    fingerprint: Mapped[str] = mapped_column(String(FINGERPRINT_LENGTH))
    url: Mapped[str] = mapped_column(Text)
    state: Mapped[CounterState] = mapped_column(in_words(CounterState))
    reason: Mapped[str] = mapped_column(Text)
    found: Mapped[Document]
    attempts: Mapped[int]
    named_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
