"""Gunicorn's worker, with event streams in the care of one thread of their own."""

from __future__ import annotations

import select
from concurrent.futures import Future
from threading import Thread
from types import FrameType
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.workers.gthread import TConn, ThreadWorker

from backend.web.handing import HandOver
from backend.web.streams import Stream, Streams

_LINGER_MS = 20


class Application(BaseApplication):
    """What a worker serves, with the event streams of its process."""

    streams: Streams

    def stop(self) -> None:
        """Stop what is served, once; who comes second waits until it is done."""
        raise NotImplementedError


class Worker(ThreadWorker):
    """A worker whose threads answer requests, and hand event streams over.

    It lets streams go as soon as it is asked to end; they would wait for events.
    """

    app: Application

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (gunicorn's own)
        super().__init__(*args, **kwargs)
        self._handed: dict[TConn, Stream] = {}

    def handle(self, conn: TConn) -> bool:
        """Answer a request, and say whether its connection is kept for another."""
        try:
            while super().handle(conn):
                # The next request on a connection often follows at once. Taken up here, it costs
                # no way through the main thread, which takes as long as answering it.
                if not (self.alive and self._asks_again(conn)):
                    return True
        except HandOver as over:
            self._handed[conn] = over.stream
        return False

    def _asks_again(self, conn: TConn) -> bool:
        soon = select.poll()
        soon.register(conn.sock, select.POLLIN)
        return bool(soon.poll(_LINGER_MS))

    def finish_request(self, conn: TConn, fs: Future[bool]) -> None:
        """Close the connection, keep it for the next request or hand it over."""
        stream = self._handed.pop(conn, None)
        if stream is None:
            super().finish_request(conn, fs)
        else:
            self.nr_conns -= 1
            self.app.streams.hold(conn.sock, stream)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to end. The signal's frame may hold locks, so a thread does the work."""
        if self.alive:
            Thread(target=self.app.stop, name="stop").start()
        super().handle_exit(sig, frame)

    def handle_quit(self, sig: int, frame: FrameType | None) -> None:
        """End on SIGINT and SIGQUIT as on SIGTERM, so that checks are left in good order."""
        self.handle_exit(sig, frame)
