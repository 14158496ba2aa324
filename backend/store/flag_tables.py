"""The tables of readers, their flags and their pace, as mapped rows."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Float, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.domain import FlagReason, FlagStatus
from backend.store.base import Base, StoredText, in_words
from backend.store.tables import ID_LENGTH

_HASH_LENGTH = 64
_ROW_LENGTH = 16


class ReaderRow(Base):
    """A reader, of whom nothing is known but the hash of a token and the day it was given."""

    __tablename__ = "reader"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(_HASH_LENGTH), unique=True)
    created_on: Mapped[date]


class FlagRow(Base):
    """A reader's flag. `evidence` is the row's id, "" for the whole note.

    `version` is the version of the note that was flagged, `answer` what the reader is told of the
    decision about it; `appeal` is why they ask somebody else to look once more. Its status is
    changed by `flag_status.move` alone.
    """

    __tablename__ = "flag"
    __table_args__ = (
        UniqueConstraint("reader_id", "note", "evidence"),
        Index(None, "status", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reader_id: Mapped[int] = mapped_column(ForeignKey("reader.id", ondelete="CASCADE"))
    note: Mapped[str] = mapped_column(
        StoredText(ID_LENGTH), ForeignKey("check.id", ondelete="CASCADE"), index=True
    )
    evidence: Mapped[str] = mapped_column(StoredText(_ROW_LENGTH))
    version: Mapped[int]
    reason: Mapped[FlagReason] = mapped_column(in_words(FlagReason))
    comment: Mapped[str] = mapped_column(Text)
    counter_source: Mapped[str] = mapped_column(Text)
    status: Mapped[FlagStatus] = mapped_column(in_words(FlagStatus))
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decision: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    answer: Mapped[str] = mapped_column(Text, default="")
    appeal: Mapped[str] = mapped_column(Text, default="")
    appealed_at: Mapped[datetime | None]


class PaceSaltRow(Base):
    """What the names of a day's limits are hashed with; deleted with them when the day is over."""

    __tablename__ = "pace_salt"

    day: Mapped[date] = mapped_column(primary_key=True)
    salt: Mapped[str] = mapped_column(String(_HASH_LENGTH))


class PaceRow(Base):
    """What is left of one limit to somebody, known by a salted hash alone."""

    __tablename__ = "pace"

    who: Mapped[str] = mapped_column(String(_HASH_LENGTH), primary_key=True)
    day: Mapped[date] = mapped_column(ForeignKey("pace_salt.day", ondelete="CASCADE"))
    left: Mapped[float] = mapped_column(Float)
    at: Mapped[datetime]
