"""The tables of turns and places at hosts, as mapped rows.

On PostgreSQL they are unlogged: nothing waits for the disk, and after a crash they are empty, so
that a host may be asked once too early, or before its Retry-After is over.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from backend.store.base import Base, StoredText

FARTHEST = 300.0
"""Seconds: no turn and no place is given so far ahead. What seems to be was given before the clock
was set back, and counts as past."""
_HOLDER_LENGTH = 32


class HostTurnRow(Base):
    """When a host may next be asked, and until when it wants to be left alone.

    A row whose times are past says nothing, and is deleted.
    """

    __tablename__ = "host_turn"

    host: Mapped[str] = mapped_column(StoredText, primary_key=True)
    next_at: Mapped[datetime]
    held_until: Mapped[datetime]


class HostPlaceRow(Base):
    """One of the fetches that may be under way at a host: whose it is, and until when at most."""

    __tablename__ = "host_place"

    host: Mapped[str] = mapped_column(StoredText, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    holder: Mapped[str] = mapped_column(String(_HOLDER_LENGTH))
    until: Mapped[datetime]
