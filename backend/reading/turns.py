"""Whose turn it is with a host: the rule, who gives turns, and this process's own memory."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import Protocol

from backend.domain import UnreadReason
from backend.errors import Unreadable
from backend.reading.deadline import Monotonic

LONGEST_HOLD = 3600.0
"""Seconds beyond which no Retry-After is followed: no site may switch itself off for good."""
_MANY_HOSTS = 1000


@dataclass(frozen=True, slots=True)
class Ahead:
    """What lies ahead of a request to one host, in seconds from now; at 0 and below it is past.

    `turn` is when the first turn comes that nobody has, `hold` until when the host wants to be
    left alone.
    """

    turn: float = 0.0
    hold: float = 0.0


@dataclass(frozen=True, slots=True)
class Ask:
    """A request for a turn.

    `gap` is the least seconds from this request to the next, `within` how many seconds it can
    wait. Who `gives_way` takes no turn before it has come, so that anybody else goes first.
    """

    gap: float
    within: float
    gives_way: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """Seconds to wait; after them the turn is this request's if `taken`, else it asks again."""

    pause: float
    taken: bool


def turn_for(ask: Ask, ahead: Ahead) -> Turn:
    """The rule. Pure.

    Raises `Unreadable` for a turn that comes too late: `SERVER_ERROR` with `retry_after` where
    the host wants to be left alone, otherwise `TIMED_OUT`. Such a turn stays free for others.
    """
    pause = max(0.0, ahead.turn, ahead.hold)
    if pause > 0 and pause >= ask.within:
        raise _too_late(ahead.hold)
    return Turn(pause, taken=not (pause > 0 and ask.gives_way))


def _too_late(hold: float) -> Unreadable:
    if hold > 0:
        message = "The site asked us to come back later."
        return Unreadable(UnreadReason.SERVER_ERROR, message, retry_after=hold)
    return Unreadable(UnreadReason.TIMED_OUT, "Too many requests to this site are waiting.")


class Turns(Protocol):
    """Gives turns by `turn_for` and remembers them. Used from several threads at once."""

    def reserve(self, host: str, ask: Ask) -> Turn:
        """The turn that is given. Raises as `turn_for` does."""
        ...

    def hold(self, host: str, seconds: float) -> None:
        """Give no turn with the host for so many seconds; a longer hold stays."""
        ...


class OwnTurns(Turns):
    """Turns in the memory of this process: enough where it is the only one that fetches."""

    def __init__(self, clock: Monotonic = time.monotonic) -> None:
        self._clock = clock
        self._next: dict[str, float] = {}
        self._held: dict[str, float] = {}
        self._lock = threading.Lock()

    def reserve(self, host: str, ask: Ask) -> Turn:
        """The turn that is given. Raises as `turn_for` does."""
        with self._lock:
            now = self._clock()
            self._forget_the_past(now)
            ahead = Ahead(self._next.get(host, now) - now, self._held.get(host, now) - now)
            turn = turn_for(ask, ahead)
            if turn.taken:
                self._next[host] = now + turn.pause + ask.gap
            return turn

    def hold(self, host: str, seconds: float) -> None:
        """Give no turn with the host for so many seconds; a longer hold stays."""
        with self._lock:
            until = self._clock() + seconds
            self._held[host] = max(until, self._held.get(host, until))

    def _forget_the_past(self, now: float) -> None:
        for times in (self._next, self._held):
            if len(times) > _MANY_HOSTS:
                for host in [host for host, moment in times.items() if moment <= now]:
                    del times[host]
