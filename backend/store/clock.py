"""The time that processes on several machines agree on: their database's."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Lock
from time import monotonic

from sqlalchemy import func, select

from backend.checking.ports import Clock
from backend.errors import Unavailable, describe
from backend.store.base import UtcDateTime
from backend.store.engine import Sessions

ASK_EVERY = 30.0
_log = logging.getLogger(__name__)


def database_clock(sessions: Sessions) -> Clock:
    """The clock of the database; of this machine where that is a file on it.

    Asks at once and raises `Unavailable`.
    """
    with sessions.read() as session:
        if session.get_bind().dialect.name == "sqlite":
            return _of_this_machine
    return CountingClock(lambda: _database_time(sessions))


class CountingClock:
    """A clock that is right as often as it asks, and counts in between. Safe to share.

    `ask` gives the right time, `count` seconds from any moment on, so that it does not matter what
    this machine's clock says or when somebody moves it. It asks again every `every` seconds, and
    goes on counting while nobody answers. The first asking, at once, raises what `ask` raises.
    """

    def __init__(
        self,
        ask: Callable[[], datetime],
        count: Callable[[], float] = monotonic,
        every: float = ASK_EVERY,
    ) -> None:
        self._ask = ask
        self._count = count
        self._every = timedelta(seconds=every)
        self._asking = Lock()
        self._asked = self._counted()
        self._apart = self._answer()

    def __call__(self) -> datetime:
        """The time, in UTC."""
        if self._counted() - self._asked >= self._every and self._asking.acquire(blocking=False):
            try:
                self._ask_again()
            finally:
                self._asking.release()
        return datetime.fromtimestamp(0, UTC) + self._counted() + self._apart

    def _ask_again(self) -> None:
        self._asked = self._counted()
        try:
            self._apart = self._answer()
        except Unavailable as error:
            _log.warning("The database was not asked for its time: %s", describe(error))

    def _answer(self) -> timedelta:
        """How far the right time is ahead of what is counted."""
        before = self._counted()
        answer = self._ask() - datetime.fromtimestamp(0, UTC)
        return answer - (before + self._counted()) / 2

    def _counted(self) -> timedelta:
        return timedelta(seconds=self._count())


def _of_this_machine() -> datetime:
    return datetime.now(UTC)


def _database_time(sessions: Sessions) -> datetime:
    with sessions.read() as session:
        return session.execute(select(func.clock_timestamp(type_=UtcDateTime()))).scalar_one()
