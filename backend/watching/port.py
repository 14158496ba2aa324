"""A small server for processes that answer no readers: `/metrics` and `/healthz`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from socketserver import ThreadingMixIn
from threading import Thread
from typing import TYPE_CHECKING
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from backend.errors import BadSetting
from backend.watching.registry import CONTENT_TYPE

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_TEXT = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class FiguresPort:
    """A WSGI application: the figures, and whether the process is alive (200, or else 503)."""

    figures: Callable[[], bytes]
    is_alive: Callable[[], bool]

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        status, kind, body = self._answer(environ.get("PATH_INFO", ""))
        start_response(status, [("Content-Type", kind), ("Content-Length", str(len(body)))])
        return [body]

    def _answer(self, path: str) -> tuple[str, str, bytes]:
        match path:
            case "/metrics":
                return "200 OK", CONTENT_TYPE, self.figures()
            case "/healthz" if self.is_alive():
                return "200 OK", _TEXT, b"ok\n"
            case "/healthz":
                return "503 Service Unavailable", _TEXT, b"no sign of life\n"
            case _:
                return "404 Not Found", _TEXT, b"There is /metrics and /healthz.\n"


def serve_aside(app: FiguresPort, host: str, port: int) -> Callable[[], None]:
    """Answer in a thread of this process; give what ends that. Port 0 takes any free port.

    Raises `BadSetting` if the address cannot be listened on.
    """
    try:
        server = make_server(host, port, app, server_class=_Server, handler_class=_Quiet)
    except OSError as error:
        raise BadSetting(
            f"Cannot listen on {host}, port {port}: {error.strerror}."
            " Set SECOND_SOURCE_METRICS_PORT to a free port, or to 0 for none."
        ) from error
    thread = Thread(target=server.serve_forever, args=(0.1,), name="figures", daemon=True)
    thread.start()

    def stop() -> None:
        server.shutdown()
        thread.join()
        server.server_close()

    return stop


class _Server(ThreadingMixIn, WSGIServer):
    """One thread a request, so that who asks and says nothing keeps nobody waiting."""

    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    timeout = 10

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the library's name)
        """Keep quiet."""
