"""Tells those who follow checks what was told of them: read once for all of them in this process.

However many follow, and however many checks, what is new is read by one thread in one query.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from threading import Event, Lock, Thread
from typing import Protocol

from backend.errors import describe
from backend.services.bell import Bell
from backend.services.so_far import latest_run, named_rows
from backend.store.checks import CheckEvent, CheckStore
from backend.store.status import LAST_KINDS

_log = logging.getLogger(__name__)

_PAUSE = 1.0
"""How long, in seconds, a database that does not answer is left alone."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was told at once. `over`: nothing follows."""

    events: Sequence[CheckEvent]
    over: bool


class Listener(Protocol):
    """Somebody who follows a check."""

    def hear(self, told: Told) -> None:
        """Take what was told. It must not wait for anything."""


class Following:
    """Who follows which check. Safe to share between threads.

    All who follow a check are given the same events, so what is made of one is made once.
    """

    def __init__(self, store: CheckStore, bell: Bell) -> None:
        self._store = store
        self._bell = bell
        self._lock = Lock()
        self._channels: dict[str, _Channel] = {}
        self._rung = Event()
        self._rung_ids: set[str] = set()
        self._telling = False

    def join(self, check_id: str, seq: int, listener: Listener) -> bool:
        """Tell the listener what comes after event `seq`, at once and as it happens.

        A number that no event has counts as 0. Return False, with nothing told, if `seq` was the
        last. Raises `NotFound`. Whoever joined leaves, unless it was told that all is over.
        """
        channel = self._enter(check_id, listener)
        try:
            if seq > channel.known or not channel.known:
                channel.take(self._store.events_after(check_id, 0))
            joined = channel.tell_from(seq, listener)
        except BaseException:
            self.leave(check_id, listener)
            raise
        if channel.over:
            self.leave(check_id, listener)
        if self._bell.closed:
            self._rung.set()
        return joined

    def leave(self, check_id: str, listener: Listener) -> None:
        """Tell the listener nothing more; one that has left may leave again."""
        with self._lock:
            channel = self._channels.get(check_id)
            if channel is None:
                return
            channel.drop(listener)
            if not channel.entered:
                del self._channels[check_id]
                self._bell.leave(check_id, channel.wake)
            if not self._channels:
                self._rung.set()

    def _enter(self, check_id: str, listener: Listener) -> _Channel:
        with self._lock:
            channel = self._channels.get(check_id)
            if channel is None:
                channel = _Channel(partial(self._wake, check_id))
                self._channels[check_id] = channel
                self._bell.listen(check_id, channel.wake)
            channel.entered.add(listener)
            if not self._telling:
                self._telling = True
                Thread(target=self._tell, name="following", daemon=True).start()
            return channel

    def _wake(self, check_id: str) -> None:
        self._rung_ids.add(check_id)
        self._rung.set()

    def _tell(self) -> None:
        while self._is_needed():
            self._rung.wait()
            self._rung.clear()
            rung = self._taken()
            if self._bell.closed:
                self._let_everybody_go()
            elif rung:
                self._tell_news(rung)

    def _is_needed(self) -> bool:
        with self._lock:
            self._telling = bool(self._channels)
            return self._telling

    def _taken(self) -> Mapping[str, _Channel]:
        rung: dict[str, _Channel] = {}
        with self._lock:
            while self._rung_ids:
                check_id = self._rung_ids.pop()
                if check_id in self._channels:
                    rung[check_id] = self._channels[check_id]
        return rung

    def _tell_news(self, rung: Mapping[str, _Channel]) -> None:
        try:
            news = self._store.news({check_id: one.known for check_id, one in rung.items()})
            for check_id, events in news.items():
                for listener in rung[check_id].take(events):
                    self.leave(check_id, listener)
        except Exception as error:  # noqa: BLE001 (a database away for a moment must not end it)
            _log.warning("What is new was not read, trying again: %s", describe(error))
            self._rung_ids.update(rung)
            Event().wait(_PAUSE)
            self._rung.set()

    def _let_everybody_go(self) -> None:
        with self._lock:
            channels = list(self._channels.items())
        for check_id, channel in channels:
            for listener in channel.end():
                self.leave(check_id, listener)


class _Channel:
    """One check that is followed: what its run has told so far, and who is told the rest.

    Who has entered may still be waiting to be told the beginning.
    """

    def __init__(self, wake: Callable[[], None]) -> None:
        self.wake = wake
        self.known = 0
        self.entered: set[Listener] = set()
        self._turn = Lock()
        self._run: list[CheckEvent] = []
        self._told_rest: set[Listener] = set()

    def take(self, events: Sequence[CheckEvent]) -> Sequence[Listener]:
        """Tell everybody what is new of these, which go on where the known end, or before that.

        Returns those for whom it was the end.
        """
        with self._turn:
            new = named_rows([event for event in events if event.seq > self.known])
            if not new:
                return ()
            self.known = new[-1].seq
            self._run = list(latest_run([*self._run, *new]))
            told = self._told_after(new[0].seq - 1)
            listeners = list(self._told_rest)
            for listener in listeners:
                listener.hear(told)
            return listeners if told.over else ()

    @property
    def over(self) -> bool:
        """Whether its run has told its last."""
        return bool(self._run) and self._run[-1].kind in LAST_KINDS

    def tell_from(self, seq: int, listener: Listener) -> bool:
        """Tell one listener what comes after an event, and from then on the rest."""
        with self._turn:
            told = self._told_after(seq if 0 <= seq <= self.known else 0)
            if told.over and not told.events:
                return False
            listener.hear(told)
            if not told.over:
                self._told_rest.add(listener)
        return True

    def end(self) -> Sequence[Listener]:
        """Tell everybody that there is no more to come here; returns whom."""
        listeners = list(self.entered)
        for listener in listeners:
            listener.hear(Told((), over=True))
        return listeners

    def drop(self, listener: Listener) -> None:
        """Tell a listener no more."""
        self.entered.discard(listener)
        self._told_rest.discard(listener)

    def _told_after(self, seq: int) -> Told:
        events = [event for event in self._run if event.seq > seq]
        return Told(events, over=self.over)
