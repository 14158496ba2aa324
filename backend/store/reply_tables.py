"""The table of outlets' replies to notes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.moderation.replies import ReplyState
from backend.store.base import Base, StoredText, in_words
from backend.store.tables import ID_LENGTH


class ReplyRow(Base):
    """A reply. `contact` is forgotten once a moderator has decided whether it is shown."""

    __tablename__ = "reply"
    __table_args__ = (Index(None, "note", "state"), Index(None, "state"))

    id: Mapped[int] = mapped_column(primary_key=True)
    note: Mapped[str] = mapped_column(
        StoredText(ID_LENGTH), ForeignKey("check.id", ondelete="CASCADE")
    )
    outlet: Mapped[str] = mapped_column(String(253))
    contact: Mapped[str] = mapped_column(StoredText)
    text: Mapped[str] = mapped_column(StoredText)
    state: Mapped[ReplyState] = mapped_column(in_words(ReplyState))
    at: Mapped[datetime]
