"""How often somebody may try to sign in: by name and by network. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.moderation.networks import network_of

_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(days=1)
_DOUBLINGS = 8


@dataclass(frozen=True, slots=True)
class Tried:
    """How many tries failed in a row, and when the last was."""

    failed: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Allowance:
    """Whose tries are counted together, and how many may fail before one has to wait."""

    key: str
    free: int

    def opens_at(self, tried: Tried | None, now: datetime) -> datetime | None:
        """When the next try is allowed; None if it is now.

        After `free` that failed one waits a minute, then two, four and so on to a quarter hour. A
        day without a try makes a new beginning.
        """
        if tried is None or tried.failed < self.free or tried.last_at + FORGOTTEN_AFTER <= now:
            return None
        doublings = min(tried.failed - self.free, _DOUBLINGS)
        opens = tried.last_at + min(_FIRST_WAIT * 2**doublings, _LONGEST_WAIT)
        return opens if opens > now else None


def by_name(name: str) -> Allowance:
    """Five may fail for one name, whether or not somebody has it."""
    return Allowance(f"name {name}", free=5)


def by_network(address: str) -> Allowance:
    """Twenty may fail from one address, or from one /64 of IPv6."""
    return Allowance(f"network {network_of(address)}", free=20)
