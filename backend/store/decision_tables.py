"""The tables of decisions, of who works on what, and of what moderators tell each other."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.checking.document import Document
from backend.store.base import Base, StoredText, in_words
from backend.store.tables import ID_LENGTH

NAME_LENGTH = 40


class DecisionState(StrEnum):
    """What a decision is: in force, waiting for a second look, or not followed after one."""

    STANDING = "standing"
    WAITING = "waiting"
    PASSED_OVER = "passed_over"

    @property
    def seen_by_others(self) -> bool:
        """Whether those who are to look at the note may see it: not while it waits for them."""
        return self is not DecisionState.WAITING


class DecisionRow(Base):
    """What a moderator decided about a note, on `version` of it; `made` is the one that came of it.

    `edits` is what the note was changed by, packed; `outcome` what two people have to agree on.
    """

    __tablename__ = "decision"
    __table_args__ = (Index(None, "note", "at"), Index(None, "state"))

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    note: Mapped[str] = mapped_column(
        StoredText(ID_LENGTH), ForeignKey("check.id", ondelete="CASCADE")
    )
    version: Mapped[int]
    made: Mapped[int | None]
    state: Mapped[DecisionState] = mapped_column(in_words(DecisionState))
    moderator: Mapped[str] = mapped_column(StoredText(NAME_LENGTH))
    reason: Mapped[str] = mapped_column(Text)
    recheck: Mapped[bool]
    upheld: Mapped[bool]
    edits: Mapped[bytes] = mapped_column(LargeBinary)
    outcome: Mapped[Document]
    at: Mapped[datetime]


class AssignmentRow(Base):
    """Who works on a note."""

    __tablename__ = "assignment"

    note: Mapped[str] = mapped_column(
        StoredText(ID_LENGTH), ForeignKey("check.id", ondelete="CASCADE"), primary_key=True
    )
    moderator: Mapped[str] = mapped_column(StoredText(NAME_LENGTH))
    at: Mapped[datetime]


class RemarkRow(Base):
    """What a moderator tells the others about a note."""

    __tablename__ = "remark"
    __table_args__ = (Index(None, "note", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    note: Mapped[str] = mapped_column(
        StoredText(ID_LENGTH), ForeignKey("check.id", ondelete="CASCADE")
    )
    moderator: Mapped[str] = mapped_column(StoredText(NAME_LENGTH))
    text: Mapped[str] = mapped_column(StoredText)
    at: Mapped[datetime]
