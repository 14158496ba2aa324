"""What migrations use to change large tables while others write to them."""

from __future__ import annotations

from collections.abc import Sequence

from alembic import op
from sqlalchemy import text

ONLINE = "online"
"""The attribute of Alembic's configuration that says whether each migration has a transaction."""


def is_online() -> bool:
    """Whether the migration that runs is on PostgreSQL, in a transaction of its own."""
    config = op.get_context().config
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    return bool(on_postgresql and config and config.attributes.get(ONLINE))


def create_index(name: str, table: str, columns: Sequence[str]) -> None:
    """Build an index beside those who write to the table, where the database can.

    There it ends the migration's transaction and begins another, so whatever stands before it in
    the migration has to bear being done twice. Best it stands alone. Of an index that was cut off
    in the middle nothing is left.
    """
    if not is_online():
        op.create_index(name, table, columns)
        return
    with op.get_context().autocommit_block():
        # It waits for old transactions to end, and nobody waits for it meanwhile.
        before = op.get_bind().execute(text("SHOW lock_timeout")).scalar_one()
        op.execute("SET lock_timeout = 0")
        op.drop_index(name, table, if_exists=True, postgresql_concurrently=True)
        op.create_index(name, table, columns, postgresql_concurrently=True)
        op.execute(f"SET lock_timeout = '{before}'")
