"""Decisions about notes, who works on which, what moderators tell each other, and reach."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from backend.store.base import JsonDocument, UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("check", sa.Column("hours_seen", sa.Integer, nullable=False, server_default="0"))
    op.create_table(
        "decision",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("note", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("made", sa.Integer),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("moderator", sa.String(40), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("recheck", sa.Boolean, nullable=False),
        sa.Column("upheld", sa.Boolean, nullable=False),
        sa.Column("edits", sa.LargeBinary, nullable=False),
        sa.Column("outcome", JsonDocument, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
        sa.ForeignKeyConstraint(
            ["note"], ["check.id"], name="fk_decision_note_check", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_decision_note_decision_at", "decision", ["note", "at"])
    op.create_index("ix_decision_state", "decision", ["state"])
    op.create_table(
        "assignment",
        sa.Column("note", sa.String(32), nullable=False),
        sa.Column("moderator", sa.String(40), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("note", name="pk_assignment"),
        sa.ForeignKeyConstraint(
            ["note"], ["check.id"], name="fk_assignment_note_check", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "remark",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("note", sa.String(32), nullable=False),
        sa.Column("moderator", sa.String(40), nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_remark"),
        sa.ForeignKeyConstraint(
            ["note"], ["check.id"], name="fk_remark_note_check", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_remark_note_remark_at", "remark", ["note", "at"])


def downgrade() -> None:
    op.drop_table("remark")
    op.drop_table("assignment")
    op.drop_table("decision")
    op.drop_column("check", "hours_seen")
