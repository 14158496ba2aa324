"""Turns and places at hosts, for all processes together."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from backend.store.base import UtcDateTime

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Neither worth a wait for the disk nor worth a backup.
    prefixes = ["UNLOGGED"] if op.get_bind().dialect.name == "postgresql" else []
    op.create_table(
        "host_turn",
        sa.Column("host", sa.String, nullable=False),
        sa.Column("next_at", UtcDateTime, nullable=False),
        sa.Column("held_until", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("host", name="pk_host_turn"),
        prefixes=prefixes,
    )
    op.create_table(
        "host_place",
        sa.Column("host", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("holder", sa.String(32), nullable=False),
        sa.Column("until", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("host", "number", name="pk_host_place"),
        prefixes=prefixes,
    )


def downgrade() -> None:
    op.drop_table("host_place")
    op.drop_table("host_turn")
