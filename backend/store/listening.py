"""Hears by PostgreSQL's LISTEN that another process told something of a check."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Thread
from time import monotonic

from psycopg import Connection
from sqlalchemy import Engine

from backend.errors import describe
from backend.store.status import CHANNEL

_log = logging.getLogger(__name__)

NAME = "second_source_listening"
"""What PostgreSQL shows the connection as."""

_WAIT = 0.5
"""How long, in seconds, it listens before it sees whether the connection still is one."""

_BELIEVED_FOR = 3.0
"""How long, in seconds, a connection is taken for alive without any sign of that."""


def notifications(engine: Engine) -> Notifications | None:
    """What hears other processes where the database tells; None on SQLite. It connects later."""
    return Notifications(engine) if engine.dialect.name == "postgresql" else None


class Notifications:
    """Rings with the id of each check of which something was told, in whatever process.

    It holds one connection of its own, besides the engine's pool, and asks something over it twice
    a second. While no answer comes it is deaf, and tries anew every `pause` seconds; what was told
    meanwhile it never learns.
    """

    def __init__(self, engine: Engine, pause: float = 1.0) -> None:
        self._engine = engine
        self._pause = pause
        self._closed = Event()
        self._hears_since: float | None = None
        self._heard_at = 0.0
        self._ring: Callable[[str], None] = lambda check_id: None  # noqa: ARG005 (nobody yet)
        self._changed: Callable[[], None] = lambda: None

    @property
    def hears_since(self) -> float | None:
        """The moment (monotonic, in seconds) since when nothing is missed; None while deaf."""
        is_alive = monotonic() < self._heard_at + _BELIEVED_FOR
        return self._hears_since if is_alive else None

    def trouble(self) -> str:
        """Why nothing is heard at the moment; "" where all is well."""
        deaf = self.hears_since is None
        return "What others tell is looked for, not heard: no connection listens." if deaf else ""

    def start(self, ring: Callable[[str], None], changed: Callable[[], None]) -> None:
        """Begin to hear, in a thread that ends with `close`. Call it after the fork."""
        self._ring, self._changed = ring, changed
        Thread(target=self._run, name="listening", daemon=True).start()

    def close(self) -> None:
        """Hear no more. The connection is closed within a second."""
        self._closed.set()

    def _run(self) -> None:
        while not self._closed.is_set():
            try:
                self._hear()
            except Exception as error:  # noqa: BLE001 (a database away for a moment must not end it)
                if not self._closed.is_set():
                    _log.warning("Wake-ups are not heard, trying again: %s", describe(error))
            self._turn(None)
            self._closed.wait(self._pause)

    def _hear(self) -> None:
        with self._connection() as connection:
            connection.execute(f"SET application_name TO {NAME}")
            connection.execute(f"LISTEN {CHANNEL}")
            self._heard_at = monotonic()
            self._turn(self._heard_at)
            while not self._closed.is_set():
                for heard in connection.notifies(timeout=_WAIT):
                    self._ring(heard.payload)
                asked_at = monotonic()
                connection.execute("SELECT 1")
                self._heard_at = asked_at

    def _connection(self) -> Connection:
        pooled = self._engine.raw_connection()
        connection = pooled.driver_connection
        pooled.detach()
        if not isinstance(connection, Connection):
            raise TypeError("only PostgreSQL can be listened to")
        connection.autocommit = True
        return connection

    def _turn(self, hears_since: float | None) -> None:
        if (hears_since is None) != (self._hears_since is None):
            self._hears_since = hears_since
            self._changed()
