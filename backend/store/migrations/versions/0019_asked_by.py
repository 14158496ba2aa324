"""For whom a check is made, so that readers need not wait behind what nobody waits for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    asked_by = sa.Column("asked_by", sa.String(20), nullable=False, server_default="reader")
    op.add_column("check", asked_by)


def downgrade() -> None:
    op.drop_column("check", "asked_by")
