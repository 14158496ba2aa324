"""Answers of searchers, kept for as long as their terms allow."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from backend.store.base import JsonDocument, UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "answer",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("searcher", sa.Text, nullable=False),
        sa.Column("hits", JsonDocument, nullable=False),
        sa.Column("expires_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_answer"),
    )
    op.create_index("ix_answer_expires_at", "answer", ["expires_at"])


def downgrade() -> None:
    op.drop_table("answer")
