"""What readers do with flags: put one, take it back, see what became of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from backend.checking.document import Document
from backend.checking.ports import Clock
from backend.domain import Objection
from backend.errors import TooOften
from backend.moderation.networks import network_of
from backend.moderation.objections import COMMENT_LIMIT, require_row, tidy, tidy_appeal
from backend.moderation.pace import Limit
from backend.services.readers import Readers
from backend.store.flags import Flag, FlagStore, OwnFlag
from backend.store.paces import PaceStore

__all__ = ["COMMENT_LIMIT", "Asker", "Flag", "FlagLimits", "Flags", "OwnFlag"]

MOST = 200
"""Flags of a reader's own that are given at once."""

_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class FlagLimits:
    """How many flags a reader and a network may put in an hour."""

    a_reader: int = 30
    a_network: int = 120


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: a reader's token, and the address that the request came from."""

    token: str
    address: str


class Flags:
    """Flags for readers. Safe to share between threads.

    `readers` knows their tokens; `note_of` gives a note's newest version and raises `NotFound` or
    `NotReady`; `read_soon` is called when a flag names a counter-source.
    """

    def __init__(
        self,
        store: FlagStore,
        paces: PaceStore,
        readers: Readers,
        *,
        note_of: Callable[[str], Document],
        clock: Clock,
        limits: FlagLimits | None = None,
        read_soon: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._paces = paces
        self.readers = readers
        self.note_of = note_of
        self._clock = clock
        self._read_soon = read_soon
        limits = limits or FlagLimits()
        self._a_reader = Limit(limits.a_reader, _HOUR)
        self._a_network = Limit(limits.a_network, _HOUR)

    def put(self, asker: Asker, note_id: str, objection: Objection) -> Flag:
        """Have the reader's one flag on a note, or on one row of it, say this.

        Raises `Unauthenticated`, `BadFlag`, `TooOften`, `NotFound`, `NotReady`, and `Conflict`
        where a moderator has decided about it.
        """
        reader = self.readers.known(asker.token)
        tidied = tidy(objection)
        self._take_turn(reader, asker.address)
        note = self.note_of(note_id)
        require_row(tidied, {row["id"] for row in note["evidence"]})
        flag = self._store.put(reader, note_id, note["version"], tidied, self._clock())
        if tidied.counter_source:
            self._read_soon()
        return flag

    def take_back(self, asker: Asker, note_id: str, evidence: str) -> None:
        """Take a flag back; where there is none, all is as wanted.

        Raises `Unauthenticated`, `NotFound`, `NotReady` and `Conflict`.
        """
        reader = self.readers.known(asker.token)
        self.note_of(note_id)
        self._store.take_back(reader, note_id, evidence, self._clock())

    def appeal(self, asker: Asker, note_id: str, evidence: str, reason: str) -> Flag:
        """Have a flag that was not upheld looked at by somebody else, once.

        Raises `Unauthenticated`, `BadFlag`, `TooOften`, `NotFound` and `Conflict`.
        """
        reader = self.readers.known(asker.token)
        why = tidy_appeal(reason)
        self._take_turn(reader, asker.address)
        return self._store.appeal(reader, note_id, evidence, why, self._clock())

    def of(self, asker: Asker) -> Sequence[OwnFlag]:
        """The reader's own flags, those that changed last first; raises `Unauthenticated`."""
        return self._store.of_reader(self.readers.known(asker.token), MOST)

    def _take_turn(self, reader: int, address: str) -> None:
        limits = {
            f"flags of {reader}": self._a_reader,
            f"flags from {network_of(address)}": self._a_network,
        }
        wait = self._paces.take(limits, self._clock())
        if wait:
            raise TooOften(f"That were many flags in an hour. Try again in {wait} s.", wait)
