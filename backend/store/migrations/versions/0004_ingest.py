"""Feeds on a schedule, versions of reports, files that were taken in, and leases."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from backend.store import online
from backend.store.base import JsonDocument, UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_HOLDINGS = ("outlet_domain", "published", "kept_at", "language", "unread_reason")


def upgrade() -> None:
    online.create_index("ix_report_holdings", "report", _HOLDINGS)
    for column in _feed_columns():
        op.add_column("feed", column)
    op.create_index("ix_feed_crawl_next_at", "feed", ["crawl_next_at"])
    op.add_column("report_address", sa.Column("read_at", UtcDateTime))
    _make_report_version()
    _make_ingest()
    _make_lease()


def downgrade() -> None:
    op.drop_table("lease")
    op.drop_table("ingest")
    op.drop_table("report_version")
    op.drop_index("ix_report_holdings", "report")
    op.drop_column("report_address", "read_at")
    op.drop_index("ix_feed_crawl_next_at", "feed")
    for column in _feed_columns():
        op.drop_column("feed", column.name)


def _feed_columns() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("crawl_next_at", UtcDateTime),
        sa.Column("interval", sa.Integer),
        sa.Column("failures", sa.Integer, nullable=False, server_default="0"),
        sa.Column("failing_since", UtcDateTime),
        sa.Column("site", sa.String),
        sa.Column("language", sa.String),
        sa.Column("country", sa.String),
        sa.Column("category", sa.String),
    )


def _make_report_version() -> None:
    op.create_table(
        "report_version",
        sa.Column("report_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("seen_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("report_id", "number", name="pk_report_version"),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["report.id"],
            name="fk_report_version_report_id_report",
            ondelete="CASCADE",
        ),
    )


def _make_ingest() -> None:
    op.create_table(
        "ingest",
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("passed", sa.BigInteger, nullable=False),
        sa.Column("kept", sa.BigInteger, nullable=False),
        sa.Column("skipped", JsonDocument, nullable=False),
        sa.Column("started_at", UtcDateTime, nullable=False),
        sa.Column("changed_at", UtcDateTime, nullable=False),
        sa.Column("finished_at", UtcDateTime),
        sa.PrimaryKeyConstraint("fingerprint", name="pk_ingest"),
    )


def _make_lease() -> None:
    op.create_table(
        "lease",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("owner", sa.String(100), nullable=False),
        sa.Column("until", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_lease"),
    )
