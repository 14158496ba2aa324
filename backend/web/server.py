"""The server: gunicorn, with threads for requests and one thread for all event streams.

Worker processes are forked, so whatever has threads or connections is made in them and not before.
"""

from __future__ import annotations

import errno
import os
import socket
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, NoReturn

from gunicorn.arbiter import Arbiter
from gunicorn.config import Config
from gunicorn.glogging import Logger as GunicornLogger

from backend.errors import BadSetting, SecondSourceError
from backend.web.descriptors import room_for
from backend.web.handing import ENVIRON
from backend.web.streams import Streams
from backend.web.worker import Application, Worker

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

THREADS = 200
"""Requests that one process answers at once; event streams are not among them."""

_CONNECTIONS = 1_000
"""Connections of one process besides event streams: in work, or kept for the next request."""

_BACKLOG = 4_096
LISTENERS = 4_000
"""Event streams that one process holds open at once, where nothing else is set."""

_STOP_SECONDS = 6


@dataclass(frozen=True, slots=True)
class Served:
    """What the worker process serves. `stop` is called once, when it is about to end.

    `stop` lets event streams go and ends jobs; it has less than `_STOP_SECONDS` for it.
    """

    app: WSGIApplication
    stop: Callable[[], None]


def serve(
    make: Callable[[], Served],
    host: str,
    port: int,
    ready: Callable[[str], None],
    listeners: int = LISTENERS,
) -> None:
    """Serve until SIGINT or SIGTERM. Port 0 takes any free port.

    `make` is called in the worker process. So is `ready`, with our URL, once requests are
    answered. At most so many `listeners` follow checks at once, others are told to come back.
    Raises `BadSetting` if the address cannot be listened on, and `SecondSourceError` if `make`
    fails.
    """
    listener = _listen(host, port)
    url = _url(listener)
    server = _Server(make, listener.detach(), lambda: ready(url), listeners)
    ours = os.getpid()
    try:
        server.run()
    except SystemExit as ended:
        if os.getpid() != ours:
            _leave(ended.code)
        if ended.code:
            raise SecondSourceError("The server could not be started.") from ended


def _leave(code: object) -> NoReturn:
    """End the worker process here: what stands above on the stack is the caller's to end.

    It does not wait for threads either. Whatever they still do has been given up by `stop`.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 0)


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address, family=family, backlog=_BACKLOG)
    except OSError as error:
        raise BadSetting(_why_not(error, host, port)) from error


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} on {host} is taken: something runs there already, perhaps this."
            " Stop it, or set SECOND_SOURCE_PORT to another port."
        )
    return (
        f"Cannot listen on {host}, port {port}: {os.strerror(error.errno or 0)}."
        " Set SECOND_SOURCE_HOST and SECOND_SOURCE_PORT to an address of this machine."
    )


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}"


class _Server(Application):
    """Gunicorn's configuration, and what is made and stopped in its worker."""

    def __init__(
        self, make: Callable[[], Served], fd: int, ready: Callable[[], None], listeners: int
    ) -> None:
        self._make = make
        self._listeners = listeners
        self._fd = fd
        self._ready = ready
        self._served: Served | None = None
        self._stopping = Lock()
        super().__init__()

    def load_config(self) -> None:
        """Set what differs from gunicorn's defaults."""
        settings = {
            "bind": f"fd://{self._fd}",
            "worker_class": Worker,
            "workers": 1,
            "threads": THREADS,
            "worker_connections": _CONNECTIONS,
            "graceful_timeout": _STOP_SECONDS,
            "control_socket_disable": True,
            "logger_class": _Logger,
            "loglevel": "warning",
            "post_worker_init": lambda worker: self._ready(),  # noqa: ARG005 (gunicorn's names)
            "worker_exit": lambda server, worker: self.stop(),  # noqa: ARG005 (the same)
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:  # noqa: ANN401 (gunicorn's own type of a WSGI application)
        """Make what is served, in the worker process."""
        try:
            self._served = self._make()
            self._app = self._served.app
        except SecondSourceError as error:
            os.write(2, f"{error}\n".encode())
            raise SystemExit(Arbiter.APP_LOAD_ERROR) from error
        self.streams = Streams(room_for(self._listeners, _CONNECTIONS))
        self.streams.start()
        return self._answer

    def stop(self) -> None:
        """Stop what is served, once; who comes second waits until it is done."""
        with self._stopping:
            served, self._served = self._served, None
            if served is not None:
                served.stop()
                self.streams.close()

    def _answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ[ENVIRON] = self.streams
        return self._app(environ, start_response)


class _Logger(GunicornLogger):
    """Gunicorn's log without handlers of its own: it goes where all that is logged goes."""

    def setup(self, cfg: Config) -> None:
        """Set the level, and leave the rest to the root logger."""
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True
