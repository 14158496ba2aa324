"""Reports that readers name against a note, and what they were found to say."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from backend.store.base import JsonDocument, UtcDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "counter_source",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("note", sa.String(32), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("found", JsonDocument, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("named_at", UtcDateTime, nullable=False),
        sa.Column("read_at", UtcDateTime),
        sa.PrimaryKeyConstraint("id", name="pk_counter_source"),
        sa.UniqueConstraint("note", "fingerprint", name="uq_counter_source_note_fingerprint"),
        sa.ForeignKeyConstraint(
            ["note"], ["check.id"], name="fk_counter_source_note_check", ondelete="CASCADE"
        ),
    )
    op.create_index(
        "ix_counter_source_state_counter_source_named_at", "counter_source", ["state", "named_at"]
    )


def downgrade() -> None:
    op.drop_table("counter_source")
