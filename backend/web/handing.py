"""How an event stream leaves the server's threads: by a body that hands its connection over.

A server that can take connections over puts its `Streams` into WSGI's environ. Where there are
none, as under other servers, a stream keeps the thread that it was asked in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from flask import Request, Response

from backend.services.check import Checks
from backend.web.events import BEGINNING, last_event_id, stream
from backend.web.streams import Stream, Streams

ENVIRON = "second_source.streams"


class HandOver(BaseException):
    """Raised where a body would go on: the connection is the stream's from here.

    No error, and so no `Exception`, which servers and frameworks would answer.
    """

    def __init__(self, stream: Stream) -> None:
        super().__init__()
        self.stream = stream


def followed(
    request: Request, checks: Checks, check_id: str, heartbeat: float
) -> Iterator[str] | None:
    """The body of a check's stream; None where the reader knows everything.

    Raises `NotFound`, and `Busy` where too many follow.
    """
    known = request.headers.get("Last-Event-ID") or request.args.get("last_event_id")
    seq = last_event_id(known)
    streams: Streams | None = request.environ.get(ENVIRON)
    if streams is None:
        told = checks.follow(check_id, seq, heartbeat)
        return None if told is None else stream(told)
    chunked = request.environ.get("SERVER_PROTOCOL") != "HTTP/1.0"
    held = streams.admit(heartbeat, chunked=chunked)
    held.at_end.append(partial(checks.leave, check_id, held))
    try:
        joined = checks.join(check_id, seq, held)
    except BaseException:
        held.release()
        raise
    if not joined:
        held.release()
    return _HandedOver(held) if joined else None


def call_on_end(response: Response, ended: Callable[[], None]) -> None:
    """Have `ended` called when a stream is over, also one that leaves with its connection."""
    body = response.response
    if isinstance(body, _HandedOver):
        body.held.at_end.append(ended)
    else:
        response.call_on_close(ended)


class _HandedOver(Iterator[str]):
    """Says when to come back, and hands over."""

    def __init__(self, held: Stream) -> None:
        self.held = held
        self._begun = False
        self._handed = False

    def __next__(self) -> str:
        if self._begun:
            self._handed = True
            raise HandOver(self.held)
        self._begun = True
        return BEGINNING

    def close(self) -> None:
        """Let go of a stream whose connection was never handed over."""
        if not self._handed:
            self.held.release()
