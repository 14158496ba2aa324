"""What tells others that a worker lives."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from threading import Event

from backend.checking.ports import Clock
from backend.errors import Unavailable, describe
from backend.store.job_leases import JobLeases

_log = logging.getLogger(__name__)

WORKERS = "worker:"
"""What the leases of those are called that work on checks."""

OTHERS = "other:"
"""What the leases of other workers are called."""

_EVERY = 5.0
_LASTS = timedelta(seconds=20)


class Heart:
    """Beats every few seconds: the worker's own row in the database is renewed, `beat` is called.

    The row runs out by itself after a death. `worker` is a name that no other process has; `kind`
    is `WORKERS` or `OTHERS`.
    """

    def __init__(
        self,
        leases: JobLeases,
        worker: str,
        clock: Clock,
        beat: Callable[[], None] = lambda: None,
        *,
        kind: str = WORKERS,
        every: float = _EVERY,
    ) -> None:
        self._leases = leases
        self._worker = worker
        # A host's name may be longer than the name of a lease.
        self._kind = kind
        self._name = kind + sha256(worker.encode()).hexdigest()[:32]
        self._clock = clock
        self._beat = beat
        self._every = every
        self._stopping = Event()

    def run(self) -> None:
        """Beat until `stop` is called from elsewhere; then be counted no more."""
        while not self._stopping.is_set():
            self.turn()
            self._stopping.wait(self._every)
        self._leave()

    def turn(self) -> bool:
        """Beat once; False if the database did not answer, in which case `beat` is not called."""
        try:
            now = self._clock()
            self._leases.hold(self._name, self._worker, now, _LASTS)
            self._leases.forget(self._kind, now - _LASTS)
        except Exception as error:  # noqa: BLE001 (a database away for a moment; it beats again)
            _log.warning("A worker's sign of life was not kept: %s", describe(error))
            return False
        self._beat()
        return True

    def stop(self) -> None:
        """End soon."""
        self._stopping.set()

    def _leave(self) -> None:
        try:
            self._leases.release(self._name, self._worker)
        except Unavailable:
            _log.info("A worker's sign of life runs out by itself.")
