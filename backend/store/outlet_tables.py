"""The tables of what operators say of outlets: logs to which rows are only ever added."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.store.base import Base, StoredText


class OutletRatingRow(Base):
    """An operator rated an outlet, or took a rating back (`category` is NULL)."""

    __tablename__ = "outlet_rating"

    id: Mapped[int] = mapped_column(primary_key=True)
    rule: Mapped[str] = mapped_column(StoredText)
    about_kind: Mapped[bool]
    category: Mapped[str | None] = mapped_column(Text)
    by: Mapped[str] = mapped_column(StoredText)
    reason: Mapped[str] = mapped_column(StoredText)
    at: Mapped[datetime]


class OutletOwnerRow(Base):
    """An operator said who owns an outlet, or took it back (`owner` is NULL)."""

    __tablename__ = "outlet_owner"

    id: Mapped[int] = mapped_column(primary_key=True)
    domain: Mapped[str] = mapped_column(StoredText)
    owner: Mapped[str | None] = mapped_column(StoredText)
    by: Mapped[str] = mapped_column(StoredText)
    reason: Mapped[str] = mapped_column(StoredText)
    at: Mapped[datetime]
