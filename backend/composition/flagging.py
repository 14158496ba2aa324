"""Putting together what readers flag with, and what reads what they name."""

from __future__ import annotations

from collections.abc import Callable

from backend.accounts.people import User
from backend.checking.document import Document
from backend.checking.edits import Added
from backend.checking.frozen import Frozen
from backend.checking.ports import Clock
from backend.config import Settings
from backend.services.counter import CounterChecks
from backend.services.flag import FlagLimits, Flags
from backend.services.readers import Readers
from backend.store.counters import CounterStore
from backend.store.engine import Sessions
from backend.store.flags import FlagStore
from backend.store.frozen import FrozenStore
from backend.store.job_leases import JobLeases
from backend.store.notes import NoteStore
from backend.store.paces import PaceStore
from backend.store.readers import ReaderStore


def make_readers(
    settings: Settings,
    sessions: Sessions,
    clock: Clock,
    by_token: Callable[[str], User | None],
) -> Readers:
    """What gives tokens to readers and knows them again, and users by theirs."""

    def user_of(token: str) -> int | None:
        user = by_token(token)
        return None if user is None else user.id

    a_day = settings.readers_a_network_a_day
    return Readers(ReaderStore(sessions), PaceStore(sessions), clock, a_day, user_of)


def make_flags(
    settings: Settings,
    sessions: Sessions,
    readers: Readers,
    *,
    note_of: Callable[[str], Document],
    clock: Clock,
    read_soon: Callable[[], None],
) -> Flags:
    """What readers do with flags."""
    limits = FlagLimits(settings.flags_a_reader_an_hour, settings.flags_a_network_an_hour)
    return Flags(
        FlagStore(sessions),
        PaceStore(sessions),
        readers,
        note_of=note_of,
        clock=clock,
        limits=limits,
        read_soon=read_soon,
    )


def make_counter_checks(
    sessions: Sessions, judged: Callable[[str, Frozen], Added], clock: Clock
) -> CounterChecks:
    """What reads the counter-sources that flags name."""
    return CounterChecks(
        CounterStore(sessions),
        NoteStore(sessions),
        FrozenStore(sessions),
        JobLeases(sessions),
        judged=judged,
        clock=clock,
    )
