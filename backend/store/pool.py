"""How many connections this process has to the database."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.pool import QueuePool

from backend.store.engine import Sessions


@dataclass(frozen=True, slots=True)
class Pool:
    """Connections in use and idle, and the most that are opened."""

    in_use: int = 0
    idle: int = 0
    most: int = 0


def pool_of(sessions: Sessions) -> Pool:
    """Return the state of the sessions' pool; zeros where connections are not pooled."""
    pool = sessions.engine.pool
    if not isinstance(pool, QueuePool):
        return Pool()
    # The library keeps the limit to itself, and tells it in no other way.
    most = pool.size() + pool._max_overflow  # noqa: SLF001
    return Pool(pool.checkedout(), pool.checkedin(), most)
