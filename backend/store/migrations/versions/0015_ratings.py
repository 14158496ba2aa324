"""Readers who find a note right, and the sides that readers stand on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from backend.store.base import UtcDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rating",
        sa.Column("reader_id", sa.Integer, nullable=False),
        sa.Column("note", sa.String(32), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("reader_id", "note", name="pk_rating"),
        sa.ForeignKeyConstraint(
            ["reader_id"], ["reader.id"], name="fk_rating_reader_id_reader", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["note"], ["check.id"], name="fk_rating_note_check", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "reader_side",
        sa.Column("reader_id", sa.Integer, nullable=False),
        sa.Column("side", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("reader_id", name="pk_reader_side"),
        sa.ForeignKeyConstraint(
            ["reader_id"], ["reader.id"], name="fk_reader_side_reader_id_reader", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "bridging",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("readers", sa.Integer, nullable=False),
        sa.Column("notes", sa.Integer, nullable=False),
        sa.Column("rarer", sa.Double, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_bridging"),
    )


def downgrade() -> None:
    op.drop_table("bridging")
    op.drop_table("reader_side")
    op.drop_table("rating")
