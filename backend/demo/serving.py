"""Small HTTP servers on loopback that start and stop at once."""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Thread

from flask import Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from backend.errors import BadSetting

_BACKLOG = 64
_LAST_PORT = 65_535


def ports_from(base_port: int, count: int) -> Sequence[int]:
    """`count` ports from `base_port` upwards; zeros, for any free ones, where it is 0.

    Raises `BadSetting` where that leaves the range of ports.
    """
    if base_port < 0 or base_port + count - 1 > _LAST_PORT:
        raise BadSetting(
            f"The newsstand needs {count} ports from {base_port} upwards, and they end at "
            f"{_LAST_PORT}. Choose a lower first one with --ports."
        )
    return [base_port + offset if base_port else 0 for offset in range(count)]


def listen(host: str, ports: Iterable[int]) -> list[socket.socket]:
    """A listening socket a port, or none at all.

    Raises `BadSetting` naming the first port that cannot be had.
    """
    listeners: list[socket.socket] = []
    try:
        for port in ports:
            listeners.append(_listen(host, port))  # noqa: PERF401 - kept to close them on failure
    except BadSetting:
        close_all(listeners)
        raise
    return listeners


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise BadSetting(_refusal(host, port, error)) from error
    return listener


def _refusal(host: str, port: int, error: OSError) -> str:
    why = "is already taken" if error.errno == errno.EADDRINUSE else f"cannot be used ({error})"
    return (
        f"Port {port} on {host}, which the newsstand needs, {why}. Choose another first port "
        "with --ports; 0 takes any free ones."
    )


def close_all(listeners: Iterable[socket.socket]) -> None:
    """Close sockets that no server took over."""
    for listener in listeners:
        listener.close()


class _QuietHandler(WSGIRequestHandler):
    """Writes no line a request: what a reader opens stays out of logs."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


class Server:
    """One app behind one listening socket, each request in a thread of its own."""

    def __init__(self, app: Flask, listener: socket.socket) -> None:
        host, port = listener.getsockname()[:2]
        self._server: BaseWSGIServer = make_server(
            host,
            port,
            app,
            threaded=True,
            request_handler=_QuietHandler,
            fd=listener.fileno(),
        )
        listener.close()  # the server holds a duplicate
        self._thread = Thread(target=self._server.serve_forever, name=app.name, daemon=True)

    def start(self) -> None:
        """Take requests from now on; those that came since `listen` are waiting."""
        self._thread.start()

    def stop(self) -> None:
        """Take no more requests and give the port back."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def stop_all(servers: Sequence[Server]) -> None:
    """Stop servers side by side: each takes up to half a second to notice."""
    with ThreadPoolExecutor(max_workers=max(1, len(servers))) as pool:
        list(pool.map(Server.stop, servers))
