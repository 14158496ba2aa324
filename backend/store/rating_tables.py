"""The tables of readers' ratings, and of the sides that readers were found to stand on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from backend.store.base import Base, StoredText
from backend.store.tables import ID_LENGTH


class RatingRow(Base):
    """A reader finds a note right as it is."""

    __tablename__ = "rating"

    reader_id: Mapped[int] = mapped_column(
        ForeignKey("reader.id", ondelete="CASCADE"), primary_key=True
    )
    note: Mapped[str] = mapped_column(
        StoredText(ID_LENGTH), ForeignKey("check.id", ondelete="CASCADE"), primary_key=True
    )
    at: Mapped[datetime]


class ReaderSideRow(Base):
    """On which side a reader stands, by the last fit: below or above 0. None are kept before."""

    __tablename__ = "reader_side"

    reader_id: Mapped[int] = mapped_column(
        ForeignKey("reader.id", ondelete="CASCADE"), primary_key=True
    )
    side: Mapped[float]


class BridgingRow(Base):
    """What there was of answers at the last fit: one row."""

    __tablename__ = "bridging"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    readers: Mapped[int]
    notes: Mapped[int]
    rarer: Mapped[float]
    at: Mapped[datetime]
