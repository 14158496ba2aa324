"""Which new checks are taken on: as many as are worked off, and not all from one network."""

from __future__ import annotations

from datetime import timedelta
from math import ceil

from backend.checking.ports import Clock
from backend.errors import Busy, TooOften
from backend.moderation.networks import network_of
from backend.moderation.pace import Limit
from backend.store.checks import CheckStore
from backend.store.paces import PaceStore

_LOOKED_BACK = timedelta(minutes=2)
_SOONEST, _LATEST = 5, 600
_UNKNOWN = 60
"""When to come back, in seconds, where no check has ended lately."""


class Admission:
    """Turns new checks away while `most_waiting` wait, and those of a network beyond its share."""

    def __init__(
        self, store: CheckStore, clock: Clock, most_waiting: int, paces: PaceStore, an_hour: int
    ) -> None:
        self._store = store
        self._clock = clock
        self._most_waiting = most_waiting
        self._paces = paces
        self._share = Limit(an_hour, timedelta(hours=1))

    def require(self, address: str | None) -> None:
        """Count one new check, asked for from an address; without one, of no network.

        Raises `Busy` if too many wait, and `TooOften` if too many came from its network. The
        address is not kept.
        """
        now = self._clock()
        waiting = self._store.count_waiting()
        if waiting >= self._most_waiting:
            ended = self._store.count_ended(now - _LOOKED_BACK)
            again = seconds_until_room(waiting - self._most_waiting + 1, ended)
            raise Busy(f"{waiting} checks are waiting already. Try again in {again} s.", again)
        if address is None:
            return
        wait = self._paces.take({f"checks {network_of(address)}": self._share}, now)
        if wait:
            raise TooOften(
                f"Too many new checks came from your network. Try again in {wait} s.", wait
            )


def seconds_until_room(too_many: int, ended: int) -> int:
    """When so many will have ended, at the pace at which checks ended in the last two minutes."""
    if not ended:
        return _UNKNOWN
    seconds = ceil(too_many * _LOOKED_BACK.total_seconds() / ended)
    return min(_LATEST, max(_SOONEST, seconds))
