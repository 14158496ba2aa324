"""What notes were made from, so that they can be made again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from backend.store.base import StoredText, UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "frozen_evidence",
        sa.Column("check_id", StoredText(32), nullable=False),
        sa.Column("version", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("packed", sa.LargeBinary, nullable=False),
        sa.Column("frozen_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("check_id", "version", name="pk_frozen_evidence"),
        sa.ForeignKeyConstraint(
            ["check_id", "version"],
            ["note.check_id", "note.version"],
            name="fk_frozen_evidence_check_id_version_note",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_frozen_evidence_frozen_at", "frozen_evidence", ["frozen_at"])
    op.create_table(
        "frozen_text",
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("packed", sa.LargeBinary, nullable=False),
        sa.Column("used_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name="pk_frozen_text"),
    )
    op.create_index("ix_frozen_text_used_at", "frozen_text", ["used_at"])


def downgrade() -> None:
    op.drop_table("frozen_text")
    op.drop_table("frozen_evidence")
