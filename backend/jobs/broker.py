"""The way to the broker: sending wake-ups without waiting, and asking how many wait."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping
from queue import Empty, Full
from queue import Queue as Waiting
from threading import Event, Thread
from typing import Any

from celery import Celery
from kombu import Queue as Declared

from backend.domain import AskedBy
from backend.errors import describe
from backend.jobs.celery_app import CHECKS, Queue

_log = logging.getLogger(__name__)

_MOST_UNSENT = 10_000
_LOOK_UP = 0.5
_ONCE_MORE = {"max_retries": 1, "interval_start": 0, "interval_step": 0}


class Broker:
    """Sends wake-ups and counts them. Safe to share between threads."""

    def __init__(self, app: Celery) -> None:
        self._app = app

    def send(self, name: str, queue: Queue, *arguments: str) -> None:
        """Send one wake-up; raises whatever the broker's client raises, within some seconds."""
        # A connection that was kept may have died meanwhile: the second attempt makes a new one.
        self._app.send_task(
            name, arguments, queue=queue.declared, retry=True, retry_policy=_ONCE_MORE
        )

    def check(self, asked_by: AskedBy) -> None:
        """Send that one more check waits; raises likewise."""
        self.send("check", CHECKS[asked_by], asked_by.value)

    def waiting(self, queues: Collection[Queue]) -> Mapping[Queue, int]:
        """How many wake-ups nobody has taken yet, by queue; raises likewise."""
        with self._app.connection_for_read() as connection:
            channel = connection.default_channel
            return {
                queue: _messages(Declared(queue.declared, durable=True).bind(channel))
                for queue in queues
            }

    def trouble(self) -> str:
        """Why the broker cannot be used now, for an operator to read; "" where it can."""
        try:
            self.waiting([Queue.READER])
        except Exception as error:  # noqa: BLE001 (each client of a broker has errors of its own)
            return f"The broker does not answer ({type(error).__name__})."
        return ""


def _messages(queue: Declared) -> int:
    """How many messages wait in a queue, as the answer to declaring it says."""
    answer: Any = queue.queue_declare()  # its published type is wrong
    return int(answer.message_count)


class Sending:
    """Sends wake-ups from a thread of its own, so that no reader waits for the broker.

    `send` takes a task's name, its queue and its arguments, as `Broker.send` does. What it cannot
    send is dropped: the sweep sends for whatever waits.
    """

    def __init__(self, send: Callable[..., None]) -> None:
        self._send_one = send
        self._unsent: Waiting[tuple[str, Queue, tuple[str, ...]]] = Waiting(_MOST_UNSENT)
        self._stopping = Event()
        self._thread = Thread(target=self._send_all, name="sending", daemon=True)
        self._is_down = False

    def start(self) -> None:
        """Begin. To be called after any fork."""
        self._thread.start()

    def stop(self, grace: float = 1.0) -> None:
        """End, giving `grace` seconds to what is being sent."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(grace)

    def reader_waits(self, check_id: str) -> None:
        """Wake a worker for a check that a reader asked for."""
        del check_id
        self._put("check", CHECKS[AskedBy.READER], AskedBy.READER.value)

    def recheck_waits(self, check_id: str) -> None:
        """Wake a worker for a note that is to be made again."""
        del check_id
        self._put("check", CHECKS[AskedBy.RECHECK], AskedBy.RECHECK.value)

    def counter_source_waits(self) -> None:
        """Wake a worker for a counter-source that a reader named."""
        self._put("counter_sources", Queue.UPKEEP)

    def _put(self, name: str, queue: Queue, *arguments: str) -> None:
        try:
            self._unsent.put_nowait((name, queue, arguments))
        except Full:
            _log.warning("Too much waits to be sent to the broker; the sweep makes up for it.")

    def _send_all(self) -> None:
        while not self._stopping.is_set():
            try:
                name, queue, arguments = self._unsent.get(timeout=_LOOK_UP)
            except Empty:
                continue
            self._send(name, queue, arguments)

    def _send(self, name: str, queue: Queue, arguments: tuple[str, ...]) -> None:
        try:
            self._send_one(name, queue, *arguments)
        except Exception as error:  # noqa: BLE001 (each client of a broker has errors of its own)
            if not self._is_down:
                _log.warning("The broker cannot be reached; checks wait: %s", describe(error))
            self._is_down = True
        else:
            self._is_down = False
