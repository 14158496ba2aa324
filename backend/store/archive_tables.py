"""The tables of the archive, as mapped rows. Its text index stands in the migration alone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.store.base import Base, StoredText


class FeedRow(Base):
    """A feed, and what to ask it with next time. `error` says why it was not read last time."""

    __tablename__ = "feed"

    url: Mapped[str] = mapped_column(StoredText, primary_key=True)
    title: Mapped[str] = mapped_column(StoredText, default="")
    etag: Mapped[str | None] = mapped_column(Text)
    last_modified: Mapped[str | None] = mapped_column(Text)
    crawled_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)


class ReportRow(Base):
    """A report: with its text, or with the reason for which only its feed entry is known."""

    __tablename__ = "report"

    id: Mapped[int] = mapped_column(primary_key=True)
    url: Mapped[str] = mapped_column(StoredText, unique=True)
    outlet_name: Mapped[str] = mapped_column(StoredText)
    outlet_domain: Mapped[str] = mapped_column(StoredText)
    title: Mapped[str] = mapped_column(StoredText)
    summary: Mapped[str] = mapped_column(StoredText, default="")
    text: Mapped[str | None] = mapped_column(StoredText)
    published: Mapped[datetime | None]
    author: Mapped[str | None] = mapped_column(StoredText)
    language: Mapped[str | None] = mapped_column(StoredText)
    unread_reason: Mapped[str | None] = mapped_column(Text)
    kept_at: Mapped[datetime]


class ReportAddressRow(Base):
    """An address that leads to a report: its own, and those by which feeds link to it."""

    __tablename__ = "report_address"

    address: Mapped[str] = mapped_column(StoredText, primary_key=True)
    report_id: Mapped[int] = mapped_column(
        ForeignKey("report.id", ondelete="CASCADE"),
        index=True,
    )
