"""Extracting in other processes, so that hostile markup can take none of ours down.

A page that takes too long or too much memory costs its process, which is replaced.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, LifoQueue
from threading import Lock, Thread, Timer
from typing import IO

from backend.domain import Report, UnreadReason
from backend.errors import Unreadable
from backend.reading.deadline import Deadline
from backend.reading.parcels import READY, Order, pack_order, unpack_answer

_COMMAND = (sys.executable, "-m", "backend.reading.extraction_worker")
_ROOT = Path(__file__).parents[2]
_START_SECONDS = 60.0
_TRIES = 2
_GRACE = 1.0
"""Seconds after which a process is killed that has not died by its own alarm."""

_PASSED_ON = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT")
"""All that a process gets of our environment, which holds secrets."""


@dataclass(frozen=True, slots=True)
class ExtractionLimits:
    """What one page may take. `waiting_seconds` is for its turn where all processes are busy."""

    seconds: float = 5.0
    memory_bytes: int = 1 << 30
    waiting_seconds: float = 20.0


class ExtractionPool:
    """Extracts pages in a few processes. Implements `extraction.Extract`.

    A process is started when first needed, or before by `start`. Used from several threads at
    once. `close` ends the processes; they also end by themselves when ours does.
    """

    def __init__(self, processes: int = 2, limits: ExtractionLimits | None = None) -> None:
        self._limits = limits or ExtractionLimits()
        self._all = [_Worker(self._limits) for _ in range(processes)]
        self._idle: LifoQueue[_Worker] = LifoQueue()
        for worker in self._all:
            self._idle.put(worker)

    def start(self) -> None:
        """Have one process ready for the first page, without waiting for it."""
        Thread(target=self._warm, name="extraction", daemon=True).start()

    def __call__(self, page: bytes, url: str, charset: str | None = None) -> Report:
        """Return the report on the page that was read from `url`.

        Raises `Unreadable` as `extraction.extract` does, with `TOO_LARGE` for a page that takes
        more than the limits, and `TIMED_OUT` where no process came free in time.
        """
        worker = self._next(self._limits.waiting_seconds)
        try:
            return worker.extract(page, url, charset)
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """End every process; a page under way ends as unread."""
        for worker in self._all:
            worker.close()

    def _warm(self) -> None:
        with contextlib.suppress(Unreadable):
            worker = self._next(0.0)
            try:
                worker.warm()
            finally:
                self._idle.put(worker)

    def _next(self, seconds: float) -> _Worker:
        try:
            return self._idle.get(timeout=seconds) if seconds else self._idle.get_nowait()
        except Empty:
            raise Unreadable(UnreadReason.TIMED_OUT) from None


class _Worker:
    """One process at a time, used by one thread at a time; `close` may come from any."""

    def __init__(self, limits: ExtractionLimits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._lock = Lock()

    def warm(self) -> None:
        """Start the process unless one is running."""
        self._running()

    def extract(self, page: bytes, url: str, charset: str | None) -> Report:
        """Send a page and wait for what comes of it."""
        process = self._ready_for(Order(url, charset, self._limits.seconds, len(page)))
        deadline = Deadline.within(self._limits.seconds)
        answer = _exchange(process, page, deadline.later(_GRACE))
        if not answer:
            self._end()
            # It died over this page: by its alarm, or by what it would have taken.
            raise Unreadable(UnreadReason.TOO_LARGE)
        return unpack_answer(answer)

    def close(self) -> None:
        """End the process for good."""
        with self._lock:
            self._closed = True
        self._end()

    def _ready_for(self, order: Order) -> subprocess.Popen[bytes]:
        """Return a process that waits for the page of this order.

        One that was killed since its last page may look alive until its last thread has gone, so
        that it is known by its silence. That is not this page's doing: another takes its place.
        """
        for _ in range(_TRIES):
            process = self._running()
            if _exchange(process, pack_order(order), Deadline.within(order.seconds)) == READY:
                return process
            self._end()
        raise Unreadable(UnreadReason.TIMED_OUT, "No process could be had to read the page.")

    def _running(self) -> subprocess.Popen[bytes]:
        with self._lock:
            running = self._process
            if running is not None and running.poll() is None:
                return running
        self._end()
        return self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._closed:
                raise Unreadable(UnreadReason.TIMED_OUT, "The program is being stopped.")
            self._process = started = _spawn(self._limits.memory_bytes)
        if _exchange(started, b"", Deadline.within(_START_SECONDS)) != READY:
            self._end()
            raise Unreadable(UnreadReason.TIMED_OUT, "No process to read pages could be started.")
        return started

    def _end(self) -> None:
        with self._lock:
            ended, self._process = self._process, None
        if ended is not None:
            ended.kill()
            ended.wait()
            for pipe in (ended.stdin, ended.stdout):
                _close(pipe)


def _spawn(memory_bytes: int) -> subprocess.Popen[bytes]:
    """A fresh interpreter: forking one that has threads could copy a lock that nobody lets go."""
    passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return subprocess.Popen(  # noqa: S603 - our own program
        [*_COMMAND, str(memory_bytes)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a library's complaint may quote the page
        env={**passed_on, "PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
    )


def _exchange(process: subprocess.Popen[bytes], sent: bytes, deadline: Deadline) -> bytes:
    """Send the bytes and return the line that comes back; b"" where the process died first.

    At the deadline it is killed, which ends the waiting whatever it is for.
    """
    killer = Timer(deadline.remaining(), process.kill)
    killer.daemon = True
    killer.start()
    try:
        _stdin(process).write(sent)
        _stdin(process).flush()
        return _stdout(process).readline()
    except (OSError, ValueError):  # its end of the pipe, or ours, is closed
        return b""
    finally:
        killer.cancel()


def _stdin(process: subprocess.Popen[bytes]) -> IO[bytes]:
    if process.stdin is None:
        raise ValueError("no pipe")
    return process.stdin


def _stdout(process: subprocess.Popen[bytes]) -> IO[bytes]:
    if process.stdout is None:
        raise ValueError("no pipe")
    return process.stdout


def _close(pipe: IO[bytes] | None) -> None:
    if pipe is not None:
        # What was not sent yet cannot be flushed any more.
        with contextlib.suppress(OSError):
            pipe.close()
