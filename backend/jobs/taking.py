"""Taking up checks in one process, each under a name of its own."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Collection
from itertools import count
from threading import Lock

from backend.domain import AskedBy
from backend.services.run import Runner


class Taking:
    """What this process works on. Safe to share between threads; to be made after any fork."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._process = f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(6)}"
        self._taken = count(1)
        self._lock = Lock()
        self._held: set[str] = set()

    def run_next(self, asked_by: Collection[AskedBy] = frozenset(AskedBy)) -> bool:
        """Work through the check that waits longest, readers' first; False if none waits."""
        owner = f"{self._process}:{next(self._taken)}"
        with self._lock:
            self._held.add(owner)
        try:
            return self._runner.run_next(owner, asked_by)
        finally:
            with self._lock:
                self._held.discard(owner)

    def release_held(self) -> None:
        """Put back whatever is worked on, for others; the work here ends at its next step."""
        with self._lock:
            held = list(self._held)
        for owner in held:
            self._runner.release(owner)
