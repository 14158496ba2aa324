"""Putting together what looks after the notes that there are: checking and making them again."""

from __future__ import annotations

from collections.abc import Callable

from backend.checking.ports import Clock
from backend.config import Settings
from backend.services.recheck import Rechecks
from backend.services.replay import Replays
from backend.store.checks import CheckStore
from backend.store.engine import Sessions, make_engine, make_sessions, migrate
from backend.store.frozen import FrozenStore
from backend.store.job_leases import JobLeases
from backend.store.notes import NoteStore
from backend.store.rechecks import RecheckStore


def make_rechecks(
    settings: Settings,
    sessions: Sessions,
    clock: Clock,
    submit: Callable[[str], None] = lambda check_id: None,  # noqa: ARG005 - workers look for it
) -> Rechecks:
    """What queues notes that are due to be checked again."""
    return Rechecks(
        RecheckStore(sessions),
        CheckStore(sessions),
        NoteStore(sessions),
        JobLeases(sessions),
        clock=clock,
        an_hour=settings.rechecks_an_hour,
        submit=submit,
    )


def replays_of(settings: Settings) -> Replays:
    """What makes notes again, over the database, which is opened and migrated."""
    engine = make_engine(settings.database_url)
    migrate(engine)
    sessions = make_sessions(engine)
    return Replays(NoteStore(sessions), FrozenStore(sessions))
