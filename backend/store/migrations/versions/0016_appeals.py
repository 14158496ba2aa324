"""Why readers ask somebody else to look at a flag that was not upheld."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from backend.store.base import UtcDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("flag", sa.Column("appeal", sa.Text, nullable=False, server_default=""))
    op.add_column("flag", sa.Column("appealed_at", UtcDateTime))


def downgrade() -> None:
    op.drop_column("flag", "appealed_at")
    op.drop_column("flag", "appeal")
