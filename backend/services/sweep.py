"""Sending again what was lost: a wake-up for every check that waits without one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from backend.checking.ports import Clock
from backend.domain import AskedBy
from backend.store.leases import LeaseStore

MOST_AT_ONCE = 500
"""Wake-ups sent in one turn. Workers that come to a check look for the next one anyway."""


def lacking(waiting: Mapping[AskedBy, int], sent: Mapping[AskedBy, int]) -> Mapping[AskedBy, int]:
    """How many wake-ups are missing, by who asked: checks that wait beyond those sent for them."""
    return {
        asked_by: min(MOST_AT_ONCE, max(0, number - sent.get(asked_by, 0)))
        for asked_by, number in waiting.items()
    }


class Sweep:
    """Holds the checks that nobody works on against the wake-ups that wait for workers.

    `sent` counts those, `send` sends one more; both may raise what the broker's client raises.
    """

    def __init__(
        self,
        leases: LeaseStore,
        clock: Clock,
        sent: Callable[[], Mapping[AskedBy, int]],
        send: Callable[[AskedBy], None],
    ) -> None:
        self._leases = leases
        self._clock = clock
        self._sent = sent
        self._send = send

    def turn(self) -> int:
        """Send what is missing; give how many that was."""
        waiting = self._leases.waiting(self._clock())
        if not any(waiting.values()):
            return 0
        missing = lacking(waiting, self._sent())
        for asked_by, number in missing.items():
            for _ in range(number):
                self._send(asked_by)
        return sum(missing.values())
