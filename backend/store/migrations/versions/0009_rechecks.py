"""When checks were last looked at, and when they are due again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from backend.store import online
from backend.store.base import UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # What stands before an index that is built online has to bear being done twice.
    again = online.is_online() or None
    op.add_column("check", sa.Column("seen_at", UtcDateTime), if_not_exists=again)
    op.add_column("check", sa.Column("due_at", UtcDateTime), if_not_exists=again)
    online.create_index("ix_check_due_at", "check", ["due_at"])


def downgrade() -> None:
    op.drop_index("ix_check_due_at", "check")
    op.drop_column("check", "due_at")
    op.drop_column("check", "seen_at")
