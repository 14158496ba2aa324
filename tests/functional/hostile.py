"""Servers that mean harm: sockets on loopback that answer as a test tells them to."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

Behaviour = Callable[[socket.socket, "HostileServer"], None]


@dataclass
class HostileServer:
    """A socket that answers each connection as it is told to, and counts them."""

    behave: Behaviour
    connections: int = 0
    requests: list[bytes] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)
    listener: socket.socket = field(default_factory=socket.socket)

    def start(self) -> None:
        self.listener.bind(("127.0.0.1", 0))
        self.listener.listen()
        threading.Thread(target=self._accept, daemon=True).start()

    def stop(self) -> None:
        self.stopped.set()
        self.listener.close()

    @property
    def port(self) -> int:
        return int(self.listener.getsockname()[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/page"

    def _accept(self) -> None:
        while not self.stopped.is_set():
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection:
            try:
                self.requests.append(connection.recv(65536))
                self.behave(connection, self)
            except OSError:
                pass  # the fetcher hung up, as it should


Serve = Callable[[Behaviour], HostileServer]

OK_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def answering(
    status: str = "200 OK", *headers: str, body: bytes = b"<p>Hello</p>", length: bool = True
) -> Behaviour:
    lines = [f"HTTP/1.1 {status}", "Content-Type: text/html; charset=utf-8", *headers]
    if length:
        lines.append(f"Content-Length: {len(body)}")
    head = "\r\n".join([*lines, "", ""]).encode()

    def behave(connection: socket.socket, server: HostileServer) -> None:
        del server
        connection.sendall(head + body)

    return behave


def redirecting(location: str, status: str = "302 Found") -> Behaviour:
    return answering(status, f"Location: {location}", body=b"")


def dripping(beginning: bytes, drop: bytes) -> Behaviour:
    """Send the beginning at once, then a drop every 20 ms for as long as anybody listens."""

    def behave(connection: socket.socket, server: HostileServer) -> None:
        connection.sendall(beginning)
        while not server.stopped.wait(0.02):
            connection.sendall(drop)

    return behave


def hanging(connection: socket.socket, server: HostileServer) -> None:
    del connection
    server.stopped.wait(30)


def reset_midway(connection: socket.socket, server: HostileServer) -> None:
    del server
    connection.sendall(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n<p>"
    )
    # Lingering for no time at all makes closing a reset.
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
