from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

import pytest

from backend.jobs.broker import Sending
from backend.jobs.celery_app import Queue
from tests.fakes import until


class FakeBroker:
    """Takes what is sent, or is down."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, Queue, tuple[str, ...]]] = []
        self.tried = 0
        self.down = False
        self.answers = Event()
        self.answers.set()

    def send(self, name: str, queue: Queue, *arguments: str) -> None:
        self.tried += 1
        self.answers.wait(20)
        if self.down:
            raise ConnectionError("amqp://guest:secret@broker is down")
        self.sent.append((name, queue, arguments))


@contextmanager
def sending(broker: FakeBroker) -> Iterator[Sending]:
    sending = Sending(broker.send)
    sending.start()
    try:
        yield sending
    finally:
        broker.answers.set()
        sending.stop(20)


def test_what_waits_is_told_in_the_queue_of_its_kind() -> None:
    broker = FakeBroker()
    with sending(broker) as to:
        to.reader_waits("a")
        to.recheck_waits("b")
        to.counter_source_waits()
        until(lambda: len(broker.sent) == 3)
    assert broker.sent == [
        ("check", Queue.READER, ("reader",)),
        ("check", Queue.RECHECK, ("recheck",)),
        ("counter_sources", Queue.UPKEEP, ()),
    ]


def test_no_reader_waits_for_a_broker_that_hangs() -> None:
    broker = FakeBroker()
    broker.answers.clear()
    with sending(broker) as to:
        for _ in range(5):
            to.reader_waits("a")
        until(lambda: broker.tried == 1)
        assert broker.sent == []


def test_a_broker_that_is_down_is_told_of_once_and_without_its_password(
    caplog: pytest.LogCaptureFixture,
) -> None:
    broker = FakeBroker()
    broker.down = True
    with caplog.at_level(logging.WARNING), sending(broker) as to:
        to.reader_waits("a")
        to.reader_waits("b")
        until(lambda: broker.tried == 2)
        broker.down = False
        to.reader_waits("c")
        until(lambda: len(broker.sent) == 1)
    assert len(caplog.records) == 1
    assert "ConnectionError" in caplog.text
    assert "secret" not in caplog.text


def test_sending_that_never_began_can_be_stopped() -> None:
    Sending(FakeBroker().send).stop()
