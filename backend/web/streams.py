"""Event streams that are open: written by one thread, however many there are.

A stream is silent nearly always, so it is not given a thread of the server. Once its first bytes
are sent, the server hands its connection over to this module, where asyncio looks after all.
"""

from __future__ import annotations

import asyncio
import socket
from collections import deque
from collections.abc import Callable
from threading import Lock, Thread

from backend.errors import Busy
from backend.services.following import Told
from backend.web.events import HEARTBEAT, message

_RETRY_AFTER = 10
_MOST_UNSENT = 1_000_000
"""Of how many bytes a reader may lag behind. It comes back, and goes on where it was."""

_ENDS_WITHIN = 1.0
_LAST_CHUNK = b"0\r\n\r\n"


class Streams:
    """Holds at most `most` open streams. Safe to share between threads; make it after the fork."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._count = 0
        self._lock = Lock()
        self._loop = asyncio.new_event_loop()
        self._held: set[Stream] = set()
        self._heard: deque[tuple[Stream, Told]] = deque()
        self._is_awake = False
        self._thread = Thread(target=self._run, name="streams", daemon=True)

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def admit(self, heartbeat: float, *, chunked: bool) -> Stream:
        """Return a new stream, which counts until it ends; raises `Busy` if there is no room.

        It tells every `heartbeat` seconds of silence that it lives. `chunked` is how HTTP/1.1 has
        bodies of unknown length.
        """
        with self._lock:
            if self._count >= self._most:
                raise Busy("Too many are following checks. Try again in a moment.", _RETRY_AFTER)
            self._count += 1
        return Stream(self._hear, self._forget, heartbeat, chunked=chunked)

    def hold(self, connection: socket.socket, stream: Stream) -> None:
        """Take a connection over, on which the stream's first bytes have been sent."""
        connection.setblocking(False)  # noqa: FBT003 (the socket module's own)
        asyncio.run_coroutine_threadsafe(self._take(connection, stream), self._loop)

    def close(self) -> None:
        """End every stream, and the thread."""
        asyncio.run_coroutine_threadsafe(self._end_all(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self) -> None:
        self._loop.run_forever()
        self._loop.close()

    def _hear(self, stream: Stream, told: Told) -> None:
        self._heard.append((stream, told))
        # One wake-up does for a thousand streams that hear the same.
        if not self._is_awake:
            self._is_awake = True
            self._loop.call_soon_threadsafe(self._pass_on)

    def _pass_on(self) -> None:
        self._is_awake = False
        while self._heard:
            stream, told = self._heard.popleft()
            stream.write("".join(map(message, told.events)).encode())
            if told.over:
                stream.end()

    def _forget(self, stream: Stream) -> None:
        self._held.discard(stream)
        with self._lock:
            self._count -= 1

    async def _take(self, connection: socket.socket, stream: Stream) -> None:
        self._held.add(stream)
        try:
            await self._loop.connect_accepted_socket(lambda: stream, connection)
        except OSError:
            connection.close()
            stream.release()

    async def _end_all(self) -> None:
        for stream in list(self._held):
            stream.end()
        deadline = self._loop.time() + _ENDS_WITHIN
        while self._held and self._loop.time() < deadline:  # noqa: ASYNC110 (once, at the end)
            await asyncio.sleep(0.01)


class Stream(asyncio.Protocol):
    """One event stream, from when it is admitted until its connection is closed.

    Any thread may call `hear` and `release`; the rest is for the one that writes.
    """

    def __init__(
        self,
        heard: Callable[[Stream, Told], None],
        forgotten: Callable[[Stream], None],
        heartbeat: float,
        *,
        chunked: bool,
    ) -> None:
        self.at_end: list[Callable[[], None]] = []
        self._heard = heard
        self._forgotten = forgotten
        self._heartbeat = heartbeat
        self._chunked = chunked
        self._transport: asyncio.Transport | None = None
        self._beat: asyncio.TimerHandle | None = None
        self._unsent: list[bytes] = []
        self._is_over = False
        self._released = Lock()

    def hear(self, told: Told) -> None:
        """Have it written."""
        self._heard(self, told)

    def release(self) -> None:
        """Do what is to be done at the end, and count no more. A second time it does nothing."""
        if self._released.acquire(blocking=False):
            for done in self.at_end:
                done()
            self._forgotten(self)

    def write(self, text: bytes) -> None:
        """Send a part of the stream, or keep it until there is a connection."""
        if self._transport is None:
            self._unsent.append(text)
        elif text and not self._is_over:
            framed = b"%x\r\n%b\r\n" % (len(text), text) if self._chunked else text
            self._transport.write(framed)
            if self._transport.get_write_buffer_size() > _MOST_UNSENT:
                self._transport.abort()
            self._wait_for_silence()

    def end(self) -> None:
        """Close the connection after what is still to be sent."""
        if self._transport is not None and not self._is_over:
            if self._chunked:
                self._transport.write(_LAST_CHUNK)
            self._transport.close()
        self._is_over = True

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send what was told before there was a connection."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 (a socket's always is)
        self._transport = transport
        unsent, self._unsent = b"".join(self._unsent), []
        was_over, self._is_over = self._is_over, False
        self._wait_for_silence()
        self.write(unsent)
        if was_over:
            self.end()

    def connection_lost(self, exc: Exception | None) -> None:
        """Let the reader be forgotten."""
        del exc
        if self._beat is not None:
            self._beat.cancel()
        self.release()

    def _wait_for_silence(self) -> None:
        if self._beat is not None:
            self._beat.cancel()
        loop = asyncio.get_running_loop()
        self._beat = loop.call_later(self._heartbeat, self.write, HEARTBEAT.encode())
