"""The tables of the archive, as mapped rows. Its text index stands in the migrations alone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.checking.document import Document
from backend.store.base import Base, StoredText


class FeedRow(Base):
    """A feed or sitemap, what to ask it with next time, and when that is.

    `error` says why it was not read last time; `failures` in a row since `failing_since`.
    `crawl_next_at` is None where it is due at once. `interval` is in seconds. `site`, `language`,
    `country` and `category` are what the list that it came from says of it.
    """

    __tablename__ = "feed"

    url: Mapped[str] = mapped_column(StoredText, primary_key=True)
    title: Mapped[str] = mapped_column(StoredText, default="")
    etag: Mapped[str | None] = mapped_column(Text)
    last_modified: Mapped[str | None] = mapped_column(Text)
    crawled_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)
    crawl_next_at: Mapped[datetime | None] = mapped_column(index=True)
    interval: Mapped[int | None]
    failures: Mapped[int] = mapped_column(default=0)
    failing_since: Mapped[datetime | None]
    site: Mapped[str | None] = mapped_column(StoredText)
    language: Mapped[str | None] = mapped_column(StoredText)
    country: Mapped[str | None] = mapped_column(StoredText)
    category: Mapped[str | None] = mapped_column(StoredText)


class ReportRow(Base):
    """A report: with its text, or with the reason for which only its feed entry is known.

    `kept_at` is when this text was first seen.
    """

    __tablename__ = "report"
    # Holds all that `archive stats` and retention ask, so that neither reads the texts.
    __table_args__ = (
        Index(
            "ix_report_holdings",
            "outlet_domain",
            "published",
            "kept_at",
            "language",
            "unread_reason",
        ),
        # A row's date stands behind its text: searching reads it here.
        Index("ix_report_dated", "id", "published"),
    )

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
    modified: Mapped[datetime | None]
    corrections: Mapped[str] = mapped_column(StoredText, default="")
    unread_reason: Mapped[str | None] = mapped_column(Text)
    kept_at: Mapped[datetime]


class ReportAddressRow(Base):
    """An address that leads to a report: its own, and those by which feeds link to it.

    `read_at` is when the page there was last read.
    """

    __tablename__ = "report_address"

    address: Mapped[str] = mapped_column(StoredText, primary_key=True)
    report_id: Mapped[int] = mapped_column(
        ForeignKey("report.id", ondelete="CASCADE"),
        index=True,
    )
    read_at: Mapped[datetime | None]


class ReportVersionRow(Base):
    """What a report said before it was edited; what it says now stands in `report`.

    Versions are numbered from 1 in the order in which they were seen.
    """

    __tablename__ = "report_version"

    report_id: Mapped[int] = mapped_column(
        ForeignKey("report.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str] = mapped_column(StoredText)
    text: Mapped[str] = mapped_column(StoredText)
    seen_at: Mapped[datetime]


class IngestRow(Base):
    """How far a file has been taken into the archive.

    `position` is the byte at which the next batch begins, and `passed` how many records from
    there on are already in (more than 0 only where a file cannot be entered at a record).
    `skipped` counts what was left out by its reason.
    """

    __tablename__ = "ingest"

    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(StoredText)
    position: Mapped[int] = mapped_column(BigInteger, default=0)
    passed: Mapped[int] = mapped_column(BigInteger, default=0)
    kept: Mapped[int] = mapped_column(BigInteger, default=0)
    skipped: Mapped[Document]
    started_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class LeaseRow(Base):
    """A job that one process at a time does, and until when it is that process's."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    owner: Mapped[str] = mapped_column(String(100))
    until: Mapped[datetime]
