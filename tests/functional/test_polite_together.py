"""Several processes on one PostgreSQL database are as polite to a host as one."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from time import monotonic

import pytest

from backend.domain import UnreadReason
from backend.store.engine import make_engine
from tests import databases
from tests.fakes import until
from tests.functional.fetching import FETCHED, Fetching
from tests.functional.hostile import HostileServer, Serve, answering

Start = Callable[..., list[Fetching]]
CLOCKS_APART = 0.05


@pytest.fixture
def database(postgresql_url: str) -> str:
    engine = make_engine(postgresql_url)
    databases.empty(engine)
    engine.dispose()
    return postgresql_url


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts processes, and kills them afterwards."""
    started: list[Fetching] = []

    def start(number: int, database_url: str, **settings: str) -> list[Fetching]:
        new = [Fetching(database_url, **settings) for _ in range(number)]
        started.extend(new)
        assert all(process.is_ready() for process in new)
        return new

    yield start
    for process in started:
        process.kill()


@dataclass
class Site:
    """Answers after `seconds`, and keeps a log of its requests."""

    seconds: float = 0.0
    arrivals: list[float] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, connection: socket.socket, server: HostileServer) -> None:
        with self.lock:
            self.arrivals.append(monotonic())
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        server.stopped.wait(self.seconds)
        with self.lock:
            self.at_once -= 1
        answering()(connection, server)


def outcomes(processes: list[Fetching], server: HostileServer, each: int) -> list[str]:
    for process in processes:
        for _ in range(each):
            process.fetch(server.url)
    return [process.outcome() for process in processes for _ in range(each)]


def test_the_interval_holds_over_all_processes(database: str, serve: Serve, start: Start) -> None:
    site, interval = Site(), 0.25
    server = serve(site)
    processes = start(3, database, host_interval=str(interval))
    began = monotonic()
    assert outcomes(processes, server, each=4) == [FETCHED] * 12
    # A busy machine can only make a request late: none comes before its turn.
    turns = [began + number * interval - CLOCKS_APART for number in range(12)]
    assert all(at >= turn for at, turn in zip(sorted(site.arrivals), turns, strict=True))


def test_the_most_at_once_hold_over_all_processes(
    database: str, serve: Serve, start: Start
) -> None:
    site = Site(seconds=0.2)
    server = serve(site)
    processes = start(3, database, host_interval="0", fetches_a_host="2")
    assert outcomes(processes, server, each=4) == [FETCHED] * 12
    assert site.most_at_once <= 2


def test_a_host_that_tells_one_process_to_come_later_is_left_alone_by_all(
    database: str, serve: Serve, start: Start
) -> None:
    server = serve(answering("429 Too Many Requests", "Retry-After: 1800"))
    first, *others = start(3, database, host_interval="0")
    assert outcomes([first], server, each=1) == [UnreadReason.SERVER_ERROR]
    assert outcomes(others, server, each=2) == [UnreadReason.SERVER_ERROR] * 4
    assert server.connections == 1


def test_a_process_that_is_killed_keeps_its_place_no_longer_than_its_fetch_could_take(
    database: str, serve: Serve, start: Start
) -> None:
    site = Site(seconds=60)
    server = serve(site)
    (killed,) = start(1, database, host_interval="0", fetches_a_host="1", fetch_seconds="12")
    (other,) = start(1, database, host_interval="0", fetches_a_host="1")
    killed.fetch(server.url)
    until(lambda: site.at_once == 1)
    killed.kill()
    site.seconds = 0
    assert outcomes([other], server, each=1) == [FETCHED]


def test_pages_are_read_where_the_database_is_gone(serve: Serve, start: Start) -> None:
    server = serve(answering())
    processes = start(1, "postgresql://127.0.0.1:1/gone", host_interval="0.1")
    assert outcomes(processes, server, each=2) == [FETCHED] * 2
