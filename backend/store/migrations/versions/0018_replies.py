"""Outlets' replies to notes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from backend.store.base import UtcDateTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reply",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("note", sa.String(32), nullable=False),
        sa.Column("outlet", sa.String(253), nullable=False),
        sa.Column("contact", sa.String, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reply"),
        sa.ForeignKeyConstraint(
            ["note"], ["check.id"], name="fk_reply_note_check", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_reply_note_reply_state", "reply", ["note", "state"])
    op.create_index("ix_reply_state", "reply", ["state"])


def downgrade() -> None:
    op.drop_table("reply")
