"""Where Alembic runs a migration: on the connection that `backend.store.engine` gives it."""

from __future__ import annotations

from alembic import context

from backend.store.base import Base
from backend.store.online import ONLINE

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transaction_per_migration=context.config.attributes[ONLINE],
)
with context.begin_transaction():
    context.run_migrations()
