"""What several processes share, and how one goes on alone when it has to.

Where what is shared does not answer, a page is read by this process's own turns and places. For as
long as that lasts a host may be asked as often as there are processes, which is better than reading
nothing. A host that asked this very process to stay away is left alone all the same.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Protocol, TypeVar

from backend.errors import Unavailable
from backend.reading.deadline import Deadline, Monotonic
from backend.reading.politeness import Sleep, host_of
from backend.reading.slots import Places, no_place
from backend.reading.turns import Ask, Turn, Turns

_log = logging.getLogger(__name__)
_Answer = TypeVar("_Answer")

ALONE_SECONDS = 10.0
"""How long what did not answer is not asked again: each try may take seconds of a fetch's few."""
LOOK_AGAIN = 0.1
"""Seconds after which is looked again whether a place has come free."""
_GRACE = 1.0


class Company:
    """Asks what is shared, unless it did not answer a moment ago. Used from several threads.

    That it is gone, and that it is back, is logged once.
    """

    def __init__(self, clock: Monotonic = time.monotonic) -> None:
        self._clock = clock
        self._ask_from = clock()
        self._alone = False

    def ask(self, question: Callable[[], _Answer], alone: Callable[[], _Answer]) -> _Answer:
        """What is answered, or `alone` where nothing is."""
        if self._clock() < self._ask_from:
            return alone()
        try:
            answer = question()
        except Unavailable:
            self._go_alone()
            return alone()
        self._go_together()
        return answer

    def _go_alone(self) -> None:
        self._ask_from = self._clock() + ALONE_SECONDS
        if not self._alone:
            self._alone = True
            _log.warning("The database does not answer: hosts are asked by our own turns for now.")

    def _go_together(self) -> None:
        if self._alone:
            self._alone = False
            _log.warning("The database answers: hosts are asked in turn with the others again.")


class SharedTurns(Turns):
    """The turns that all processes `share`, or this process's `own` while those don't answer."""

    def __init__(self, shared: Turns, own: Turns, company: Company) -> None:
        self._shared = shared
        self._own = own
        self._company = company

    def reserve(self, host: str, ask: Ask) -> Turn:
        """The turn that is given. Raises as `turn_for` does."""
        return self._company.ask(
            lambda: self._shared.reserve(host, ask), lambda: self._own.reserve(host, ask)
        )

    def hold(self, host: str, seconds: float) -> None:
        """Give no turn with the host for so many seconds, also when alone."""
        self._own.hold(host, seconds)
        self._company.ask(lambda: self._shared.hold(host, seconds), lambda: None)


@dataclass(frozen=True, slots=True)
class Place:
    """One numbered place at a host, and who holds it."""

    host: str
    number: int
    holder: str


class PlaceKeeper(Protocol):
    """Keeps the places of all processes. Used from several threads at once."""

    def take(self, host: str, seconds: float) -> Place | None:
        """A place for so many seconds, or None where none is free now. Raises `Unavailable`."""
        ...

    def free(self, place: Place) -> None:
        """Give a place back, if it still is one's own. Raises `Unavailable`."""
        ...


class SharedPlaces(Places):
    """A place of this process's `own` and one of those that all processes share.

    A place lasts a moment longer than the deadline, by when its fetch has been cut off, so that
    one who dies holds it no longer than that. Who waits looks again every `LOOK_AGAIN` seconds.
    """

    def __init__(
        self, keeper: PlaceKeeper, own: Places, company: Company, sleep: Sleep = time.sleep
    ) -> None:
        self._keeper = keeper
        self._own = own
        self._company = company
        self._sleep = sleep

    @contextmanager
    def taken(self, url: str, deadline: Deadline) -> Iterator[bool]:
        """Hold a place for the URL's host while inside; gives whether it was waited for.

        Raises `Unreadable` (`TIMED_OUT`) where none comes free before the deadline.
        """
        with self._own.taken(url, deadline) as waited:
            place, tries = self._take(host_of(url), deadline)
            try:
                yield waited or tries > 1
            finally:
                self._company.ask(lambda: self._keeper.free(place), lambda: None)

    def _take(self, host: str, deadline: Deadline) -> tuple[Place, int]:
        for tries in count(1):
            rest = deadline.remaining()
            if place := self._company.ask(partial(self._keeper.take, host, rest + _GRACE), _alone):
                return place, tries
            if not rest:
                break
            self._sleep(min(LOOK_AGAIN, rest))
        raise no_place()


def _alone() -> Place:
    """The place of one who is alone: nobody keeps it."""
    return Place("", -1, "")
