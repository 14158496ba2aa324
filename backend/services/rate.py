"""What a reader does who finds a note right as it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from backend.checking.document import Document
from backend.checking.ports import Clock
from backend.errors import TooOften
from backend.moderation.networks import network_of
from backend.moderation.pace import Limit
from backend.services.flag import Asker
from backend.services.readers import Readers
from backend.store.paces import PaceStore
from backend.store.ratings import RatingStore

_HOUR = timedelta(hours=1)


class RatingNotes:
    """Ratings by readers. Safe to share between threads.

    `readers` knows their tokens; `note_of` gives a note and raises `NotFound` or `NotReady`.
    """

    def __init__(
        self,
        store: RatingStore,
        paces: PaceStore,
        readers: Readers,
        *,
        note_of: Callable[[str], Document],
        clock: Clock,
        an_hour: int = 60,
    ) -> None:
        self._store = store
        self._paces = paces
        self.readers = readers
        self._note_of = note_of
        self._clock = clock
        self._limit = Limit(an_hour, _HOUR)

    def put(self, asker: Asker, note_id: str) -> None:
        """Have the reader find this note right.

        Raises `Unauthenticated`, `TooOften`, `NotFound` and `NotReady`.
        """
        reader = self.readers.known(asker.token)
        whose = (f"ratings of {reader}", f"ratings from {network_of(asker.address)}")
        wait = self._paces.take(dict.fromkeys(whose, self._limit), self._clock())
        if wait:
            raise TooOften(f"That were many ratings in an hour. Try again in {wait} s.", wait)
        self._note_of(note_id)
        self._store.put(reader, note_id, self._clock())

    def take_back(self, asker: Asker, note_id: str) -> None:
        """Take it back; where there is nothing to take back all is as wanted."""
        self._store.take_back(self.readers.known(asker.token), note_id)
