"""What was read of checks, kept in memory for as long as nothing is told of them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

from backend.services.bell import Bell

_T = TypeVar("_T")

_MOST = 2_000


@dataclass(frozen=True, slots=True)
class _Entry(Generic[_T]):
    """A value, the number of its check's newest event, and when that was looked up."""

    value: _T
    seq: int
    looked_at: float


class Kept(Generic[_T]):
    """Remembers one value of each of the checks asked for lately. Safe to share between threads.

    Whatever changes a check is told as an event. While every telling is heard, a value is given
    without a query, and forgotten when one is heard; while others may tell unheard, the number of
    the newest event is looked up each time.
    """

    def __init__(
        self,
        bell: Bell,
        last_events: Callable[[Collection[str]], Mapping[str, int]],
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._bell = bell
        self._last_events = last_events
        self._clock = clock
        self._lock = Lock()
        self._rings = 0
        self._entries: OrderedDict[str, _Entry[_T]] = OrderedDict()
        bell.tell_of_all(self._forget)

    def get(self, check_id: str, read: Callable[[], _T]) -> _T:
        """Return the value of a check, which `read` gives where it is not known."""
        entry = self._entries.get(check_id)
        if entry is not None and self._is_believed(entry):
            return entry.value
        now, rings = self._clock(), self._rings
        seq = self._last_events([check_id]).get(check_id)
        if entry is None or entry.seq != seq:
            value = read()
            entry = None if seq is None else _Entry(value, seq, now)
        else:
            value, entry = entry.value, replace(entry, looked_at=now)
        if entry is not None:
            self._keep(check_id, entry, rings)
        return value

    def _is_believed(self, entry: _Entry[_T]) -> bool:
        since = self._bell.hears_since
        return since is not None and since <= entry.looked_at

    def _keep(self, check_id: str, entry: _Entry[_T], rings: int) -> None:
        with self._lock:
            # What was told while it was read may have been of this check.
            if rings == self._rings:
                self._entries[check_id] = entry
                self._entries.move_to_end(check_id)
                if len(self._entries) > _MOST:
                    self._entries.popitem(last=False)

    def _forget(self, check_id: str) -> None:
        with self._lock:
            self._rings += 1
            self._entries.pop(check_id, None)
