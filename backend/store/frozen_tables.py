"""The tables of frozen evidence: what each version of a note was made from."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.store.base import Base, StoredText
from backend.store.tables import FINGERPRINT_LENGTH, ID_LENGTH


class FrozenEvidenceRow(Base):
    """What one version of a note was made from, packed, without the texts of its reports."""

    __tablename__ = "frozen_evidence"
    __table_args__ = (
        ForeignKeyConstraint(
            ["check_id", "version"], ["note.check_id", "note.version"], ondelete="CASCADE"
        ),
        Index(None, "frozen_at"),
    )

    check_id: Mapped[str] = mapped_column(StoredText(ID_LENGTH), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    packed: Mapped[bytes] = mapped_column(LargeBinary)
    frozen_at: Mapped[datetime]


class FrozenTextRow(Base):
    """A report's text, packed, once for all notes; `used_at` is when it was last frozen."""

    __tablename__ = "frozen_text"
    __table_args__ = (Index(None, "used_at"),)

    fingerprint: Mapped[str] = mapped_column(String(FINGERPRINT_LENGTH), primary_key=True)
    packed: Mapped[bytes] = mapped_column(LargeBinary)
    used_at: Mapped[datetime]
