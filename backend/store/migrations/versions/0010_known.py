"""Claims that were checked before, and those of fact checks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from backend.store.base import UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "known_claim",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("written", sa.Date),
        sa.Column("note", sa.String(32)),
        sa.Column("publisher", sa.String),
        sa.Column("url", sa.Text),
        sa.Column("rating", sa.String),
        sa.Column("reviewed", sa.Date),
        sa.Column("encoder", sa.String, nullable=False),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sa.Column("added_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_known_claim"),
        sa.UniqueConstraint("fingerprint", name="uq_known_claim_fingerprint"),
        sa.ForeignKeyConstraint(
            ["note"], ["check.id"], name="fk_known_claim_note_check", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_known_claim_note", "known_claim", ["note"])


def downgrade() -> None:
    op.drop_table("known_claim")
