"""Putting together what looks after users and the log of what was done."""

from __future__ import annotations

from backend.config import Settings
from backend.store.audit import AuditStore
from backend.store.engine import make_engine, make_sessions, migrate
from backend.store.server_role import grant_to


def audit_of(settings: Settings) -> AuditStore:
    """The log of what was done, over the database, which is opened and migrated."""
    engine = make_engine(settings.database_url)
    migrate(engine)
    return AuditStore(make_sessions(engine))


def grant_server_role(settings: Settings, role: str) -> bool:
    """Give a PostgreSQL role what the server needs; see `backend.store.server_role`."""
    engine = make_engine(settings.database_url)
    try:
        return grant_to(engine, role)
    finally:
        engine.dispose()
