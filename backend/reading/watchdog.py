"""Ending a fetch at its deadline, whatever the server is doing by then.

A socket's own timeout runs between two bytes, so a server that sends one byte a second never
meets it. The watchdog shuts the connection itself, which wakes whatever is reading it.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterable
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, Self

from backend.reading.deadline import Deadline


class Watchdog:
    """Shuts the connections of one fetch at its deadline. A context manager.

    `expired` says afterwards whether it did: a body that ends with its connection looks complete
    when it is not.
    """

    def __init__(self, seconds: float) -> None:
        self.expired = False
        self._lock = threading.Lock()
        self._watched: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._expire)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        with self._lock:
            for connection in self._watched:
                connection.close()
            self._watched.clear()

    def watch(self, connection: socket.socket) -> None:
        """Take a connection into care.

        A duplicate is kept, since TLS detaches the original; shutting it shuts the connection
        that both share.
        """
        with self._lock:
            self._watched.append(connection.dup())
            if self.expired:
                self._shut()

    def _expire(self) -> None:
        with self._lock:
            self.expired = True
            self._shut()

    def _shut(self) -> None:
        for connection in self._watched:
            # The server may have closed it first.
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


Lookup = Callable[..., Iterable[tuple[Any, ...]]]
"""The shape of `socket.getaddrinfo`."""


def lookup_within(deadline: Deadline, lookup: Lookup) -> Lookup:
    """A name lookup that raises `TimeoutError` at the deadline.

    `getaddrinfo` takes no timeout and cannot be interrupted, so it runs in a thread of its own;
    past the deadline that thread is left to the platform's own limit.
    """

    def bounded(*args: object) -> Iterable[tuple[Any, ...]]:
        answers: SimpleQueue[Iterable[tuple[Any, ...]] | Exception] = SimpleQueue()

        def run() -> None:
            try:
                answers.put(lookup(*args))
            except Exception as failure:  # noqa: BLE001 - handed to the thread that asked
                answers.put(failure)

        threading.Thread(target=run, daemon=True).start()
        try:
            answer = answers.get(timeout=deadline.remaining())
        except Empty:
            raise TimeoutError("the name was not resolved in time") from None
        if isinstance(answer, Exception):
            raise answer
        return answer

    return bounded
