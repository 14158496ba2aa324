"""Checks, their events and their notes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from backend.store.base import JsonDocument, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _make_check()
    _make_check_event()
    _make_note()


def downgrade() -> None:
    op.drop_table("note")
    op.drop_table("check_event")
    op.drop_table("check")


def _make_check() -> None:
    op.create_table(
        "check",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("highlight", JsonDocument, nullable=False),
        sa.Column("page_url", sa.Text, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("lease_owner", sa.String(100)),
        sa.Column("lease_until", UtcDateTime),
        sa.Column("error", JsonDocument),
        sa.Column("last_event", sa.Integer, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("changed_at", UtcDateTime, nullable=False),
        sa.Column("finished_at", UtcDateTime),
        sa.PrimaryKeyConstraint("id", name="pk_check"),
        sa.UniqueConstraint("fingerprint", name="uq_check_fingerprint"),
    )
    op.create_index("ix_check_page_url", "check", ["page_url"])
    op.create_index("ix_check_status_check_changed_at", "check", ["status", "changed_at"])


def _make_check_event() -> None:
    op.create_table(
        "check_event",
        sa.Column("check_id", sa.String(32), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("data", JsonDocument, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("check_id", "seq", name="pk_check_event"),
        _belongs_to_check("check_event"),
    )


def _make_note() -> None:
    op.create_table(
        "note",
        sa.Column("check_id", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", JsonDocument, nullable=False),
        sa.Column("verdict", sa.String(20), nullable=False),
        sa.Column("checked_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("check_id", "version", name="pk_note"),
        _belongs_to_check("note"),
    )


def _belongs_to_check(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["check_id"],
        ["check.id"],
        name=f"fk_{table}_check_id_check",
        ondelete="CASCADE",
    )
