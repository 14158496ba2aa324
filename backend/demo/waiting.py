"""A page that never answers."""

from __future__ import annotations

import select
import socket
from threading import Event
from typing import Any

_LOOK_AGAIN = 0.1
"""Seconds between two looks at whether the newsstand is closing."""


def wait_until_left(environ: dict[str, Any], stopping: Event) -> None:
    """Send nothing until the client hangs up or `stopping` is set.

    `environ` is a WSGI environment of werkzeug's server, which passes on its socket.
    """
    connection: socket.socket = environ["werkzeug.socket"]
    while not stopping.is_set() and not _has_left(connection):
        pass


def _has_left(connection: socket.socket) -> bool:
    readable, _, _ = select.select([connection], [], [], _LOOK_AGAIN)
    try:
        return bool(readable) and connection.recv(1, socket.MSG_PEEK) == b""
    except OSError:
        return True
