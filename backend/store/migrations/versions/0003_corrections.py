"""Reports: when they were modified, and the outlet's notices of what it corrected."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from backend.store.base import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("report", sa.Column("modified", UtcDateTime))
    op.add_column("report", sa.Column("corrections", sa.String, nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("report", "corrections")
    op.drop_column("report", "modified")
