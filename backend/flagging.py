"""Putting together what readers flag with."""

from __future__ import annotations

from collections.abc import Callable

from backend.checking.document import Document
from backend.checking.ports import Clock
from backend.config import Settings
from backend.services.flag import FlagLimits, Flags
from backend.services.readers import Readers
from backend.store.engine import Sessions
from backend.store.flags import FlagStore
from backend.store.paces import PaceStore
from backend.store.readers import ReaderStore


def make_readers(settings: Settings, sessions: Sessions, clock: Clock) -> Readers:
    """What gives tokens to readers and knows them again."""
    a_day = settings.readers_a_network_a_day
    return Readers(ReaderStore(sessions), PaceStore(sessions), clock, a_day)


def make_flags(
    settings: Settings,
    sessions: Sessions,
    readers: Readers,
    *,
    note_of: Callable[[str], Document],
    clock: Clock,
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
    )
