"""Finding, now and then, on which side readers stand."""

from __future__ import annotations

import logging
import secrets
from datetime import timedelta
from threading import Event

from backend.checking.ports import Clock
from backend.errors import describe
from backend.moderation.bridging import enough, sides
from backend.store.job_leases import JobLeases
from backend.store.ratings import RatingStore

_log = logging.getLogger(__name__)

EVERY = timedelta(minutes=15)

_TURN = "bridging"


class Bridging:
    """Looks for sides every quarter of an hour, in one of all processes.

    Where there are too few answers to tell sides apart, none are kept.
    """

    def __init__(self, store: RatingStore, leases: JobLeases, clock: Clock) -> None:
        self._store = store
        self._leases = leases
        self._clock = clock
        self._stopping = Event()

    def run(self) -> None:
        """Take turns until `stop` is called from elsewhere. One that fails is tried again."""
        while not self._stopping.is_set():
            try:
                self.turn()
            except Exception as error:  # noqa: BLE001 (a database away for a moment must not end it)
                _log.warning("No sides were looked for, trying later: %s", describe(error))
            self._stopping.wait(EVERY.total_seconds())

    def stop(self) -> None:
        """End after the turn that is being taken."""
        self._stopping.set()

    def turn(self) -> bool:
        """Look for sides, unless another process did just now; whether there are any."""
        now = self._clock()
        if not self._leases.hold(_TURN, secrets.token_hex(16), now, EVERY):
            return False
        said = self._store.answers()
        found = enough(said)
        self._store.keep_sides(sides(said).readers if found.enough else {}, found, now)
        return found.enough
