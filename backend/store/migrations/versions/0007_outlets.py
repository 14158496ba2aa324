"""What operators say of outlets, and who owns whom."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from backend.store.base import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outlet_rating",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("rule", sa.String, nullable=False),
        sa.Column("about_kind", sa.Boolean, nullable=False),
        sa.Column("category", sa.Text),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outlet_rating"),
    )
    op.create_table(
        "outlet_owner",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("domain", sa.String, nullable=False),
        sa.Column("owner", sa.String),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outlet_owner"),
    )


def downgrade() -> None:
    op.drop_table("outlet_owner")
    op.drop_table("outlet_rating")
