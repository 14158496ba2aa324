"""Gunicorn's worker, with event streams in the care of one thread of their own."""

from __future__ import annotations

from concurrent.futures import Future
from threading import Thread
from types import FrameType
from typing import Protocol

from gunicorn.workers.gthread import TConn, ThreadWorker

from backend.web.handing import HandOver
from backend.web.streams import Streams


class Stoppable(Protocol):
    """The gunicorn application that a worker serves."""

    streams: Streams

    def stop(self) -> None:
        """Stop what is served, once."""


class Worker(ThreadWorker):
    """A worker whose threads answer requests, and hand event streams over.

    It lets streams go as soon as it is asked to end; they would wait for events.
    """

    app: Stoppable

    def handle(self, conn: TConn) -> object:
        """Answer a request; gives what `finish_request` is to do with the connection."""
        try:
            return super().handle(conn)
        except HandOver as over:
            return over

    def finish_request(self, conn: TConn, fs: Future[object]) -> None:
        """Close the connection, keep it for the next request or hand it over."""
        over = None if fs.cancelled() or fs.exception() else fs.result()
        if isinstance(over, HandOver):
            self.nr_conns -= 1
            self.app.streams.hold(conn.sock, over.stream)
        else:
            super().finish_request(conn, fs)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to end. The signal's frame may hold locks, so a thread does the work."""
        if self.alive:
            Thread(target=self.app.stop, name="stop").start()
        super().handle_exit(sig, frame)

    def handle_quit(self, sig: int, frame: FrameType | None) -> None:
        """End on SIGINT and SIGQUIT as on SIGTERM, so that checks are left in good order."""
        self.handle_exit(sig, frame)
