"""Readers by the hash of their token, their flags, and how often who may ask."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from backend.store.base import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reader",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("created_on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reader"),
        sa.UniqueConstraint("token_hash", name="uq_reader_token_hash"),
    )
    op.create_table(
        "flag",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("reader_id", sa.Integer, nullable=False),
        sa.Column("note", sa.String(32), nullable=False),
        sa.Column("evidence", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("comment", sa.Text, nullable=False),
        sa.Column("counter_source", sa.Text, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("changed_at", UtcDateTime, nullable=False),
        sa.Column("withdrawn_at", UtcDateTime),
        sa.Column("decided_at", UtcDateTime),
        sa.Column("decision", sa.String(32)),
        sa.Column("answer", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_flag"),
        sa.UniqueConstraint(
            "reader_id", "note", "evidence", name="uq_flag_reader_id_note_evidence"
        ),
        sa.ForeignKeyConstraint(
            ["reader_id"], ["reader.id"], name="fk_flag_reader_id_reader", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["note"], ["check.id"], name="fk_flag_note_check", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_flag_status_flag_created_at", "flag", ["status", "created_at"])
    op.create_index("ix_flag_note", "flag", ["note"])
    op.create_table(
        "pace_salt",
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("salt", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_pace_salt"),
    )
    op.create_table(
        "pace",
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("left", sa.Float, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("who", name="pk_pace"),
        sa.ForeignKeyConstraint(
            ["day"], ["pace_salt.day"], name="fk_pace_day_pace_salt", ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    op.drop_table("pace")
    op.drop_table("pace_salt")
    op.drop_table("flag")
    op.drop_table("reader")
