"""Users may be linked to an account elsewhere."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not as a batch: on SQLite that drops the table, and sessions and tokens would go with it.
    op.add_column("user", sa.Column("elsewhere", sa.String))
    op.create_index("ix_user_elsewhere", "user", ["elsewhere"], unique=True)


def downgrade() -> None:
    op.drop_index("ix_user_elsewhere", "user")
    op.drop_column("user", "elsewhere")
