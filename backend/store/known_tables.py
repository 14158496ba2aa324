"""The table of known claims: what was checked here, and what fact checkers have checked."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.store.base import Base, StoredText
from backend.store.tables import FINGERPRINT_LENGTH, ID_LENGTH


class KnownClaimRow(Base):
    """A claim of a note (`note`), or of a fact check (`url`).

    Rows are added and not changed, but for their vectors when another encoder reads them.
    `written` is the day of the page that states the claim, or else of the fact check; what a note
    says of it now stands with the note.
    """

    __tablename__ = "known_claim"
    __table_args__ = (Index(None, "note"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(FINGERPRINT_LENGTH), unique=True)
    text: Mapped[str] = mapped_column(StoredText)
    written: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(
        StoredText(ID_LENGTH), ForeignKey("check.id", ondelete="CASCADE")
    )
    publisher: Mapped[str | None] = mapped_column(StoredText)
    url: Mapped[str | None] = mapped_column(Text)
    rating: Mapped[str | None] = mapped_column(StoredText)
    reviewed: Mapped[date | None]
    encoder: Mapped[str] = mapped_column(StoredText)
    vector: Mapped[bytes] = mapped_column(LargeBinary)
    added_at: Mapped[datetime]
