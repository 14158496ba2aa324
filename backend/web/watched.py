"""What those who host this see of each request: its route, how it ended, how long it took."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from time import perf_counter
from typing import Protocol
from uuid import uuid4

from apiflask import APIFlask
from flask import Response, g, request

from backend.log_context import logged_with
from backend.services.readiness import Ready
from backend.web.handing import call_on_end

_log = logging.getLogger(__name__)
_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"})
_ASKED_BY_MACHINES = frozenset({"/healthz", "/readyz", "/metrics"})


class AnswersMeter(Protocol):
    """Is told of every answer. Shared between threads; never raises."""

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """An answer begins; `route` is the pattern of a route, never a path."""
        ...

    def stream_opened(self) -> None:
        """A reader follows a check."""
        ...

    def stream_closed(self) -> None:
        """The reader has gone, or the check has ended."""
        ...


class Unmetered:
    """The meter where nobody watches."""

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Take no notice."""

    def stream_opened(self) -> None:
        """Take no notice."""

    def stream_closed(self) -> None:
        """Take no notice."""


@dataclass(frozen=True, slots=True)
class Watch:
    """What a web process tells of itself: whether it is ready, and its figures as text."""

    look: Callable[[], Ready] = lambda: Ready({})
    figures: Callable[[], bytes] = bytes
    meter: AnswersMeter = Unmetered()  # noqa: RUF009 - it has no state


def register(app: APIFlask, meter: AnswersMeter) -> None:
    """Have every request of the app measured and logged; to be called before any other hook."""
    app.before_request(_begin)

    @app.after_request
    def end(response: Response) -> Response:
        _measure(response, meter)
        return response

    @app.teardown_request
    def forget(error: BaseException | None) -> None:
        del error
        g.watched.close()


def _begin() -> None:
    g.begun = perf_counter()
    g.request_id = _request_id(request.headers.get("X-Request-ID", ""))
    g.watched = ExitStack()
    g.watched.enter_context(logged_with(request=g.request_id))


def _request_id(given: str) -> str:
    """The id that a proxy of ours gave the request, or one of our own.

    Whoever is no proxy of ours has had the header taken away (`backend.web.proxies`).
    """
    return given if _REQUEST_ID.fullmatch(given) else uuid4().hex


def _measure(response: Response, meter: AnswersMeter) -> None:
    seconds, status = perf_counter() - g.begun, response.status_code
    route = request.url_rule.rule if request.url_rule else "unmatched"
    # Whoever asks may write any word as the method.
    method = request.method if request.method in _METHODS else "other"
    meter.answered(method, route, status, seconds)
    if response.mimetype == "text/event-stream":
        meter.stream_opened()
        call_on_end(response, meter.stream_closed)
    response.headers["X-Request-ID"] = g.request_id
    level = logging.DEBUG if route in _ASKED_BY_MACHINES else logging.INFO
    _log.log(level, "%s %s %d in %.0f ms", method, route, status, 1000 * seconds)
