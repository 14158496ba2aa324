"""Checks that run in threads of this process."""

from __future__ import annotations

import logging
from threading import Event, Semaphore, Thread
from time import monotonic

from backend.errors import describe
from backend.jobs.taking import Taking
from backend.services.run import Runner

_log = logging.getLogger(__name__)


class ThreadJobs:
    """Worker threads that take up whatever check nobody works on.

    The rows are the truth: a submitted id is a wake-up and no more, and every `sweep_every`
    seconds an idle worker looks for checks that another process left behind.
    """

    def __init__(self, runner: Runner, workers: int = 2, sweep_every: float = 2.0) -> None:
        self._sweep_every = sweep_every
        self._wake = Semaphore(0)
        self._stopping = Event()
        self._taking = Taking(runner)
        self._threads = [
            Thread(target=self._work, name=f"worker {n}", daemon=True)
            for n in range(1, workers + 1)
        ]

    def start(self) -> None:
        """Start working. To be called in the process that does the work, after any fork."""
        for thread in self._threads:
            thread.start()

    def submit(self, check_id: str) -> None:
        """Wake a worker, for a check that has been queued."""
        del check_id
        self._wake.release()

    def stop(self, grace: float = 3.0) -> None:
        """Stop working. Checks that do not end within `grace` seconds wait for others."""
        self._stopping.set()
        self._wake.release(len(self._threads))
        deadline = monotonic() + grace
        for thread in self._threads:
            if thread.is_alive():
                thread.join(max(0.0, deadline - monotonic()))
        self._taking.release_held()

    def _work(self) -> None:
        while not self._stopping.is_set():
            if not self._take_one():
                self._wake.acquire(timeout=self._sweep_every)

    def _take_one(self) -> bool:
        try:
            return self._taking.run_next()
        except Exception as error:  # noqa: BLE001 (a database away for a moment must not end it)
            _log.warning("A worker did not get at its checks, trying again: %s", describe(error))
            return False
