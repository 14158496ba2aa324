"""Turns and places at hosts on PostgreSQL: how long one takes, and how many there are in a second.

    python -m tests.bench turns

One thread asks, or several processes with threads of their own; each at a host that nobody else
asks at that moment, or all at one, for whose row they wait. A fetch is a turn and a place that is
given back. Processes, threads and the server share this machine.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain, count

from backend.reading.turns import Ask
from backend.store.engine import make_engine, make_sessions, migrate
from backend.store.places import StoredPlaces
from backend.store.turns import StoredTurns
from tests.bench.figures import Figure, middle, worst_twentieth
from tests.databases import fresh_postgresql

PROCESSES = 3
THREADS = 4
_HOSTS = 200
_WARMING = 20
_ASK = Ask(gap=0.0, within=60.0)


class Asking:
    """What one process asks of the database."""

    def __init__(self, url: str) -> None:
        self.engine = make_engine(url)
        sessions = make_sessions(self.engine)
        self._turns = StoredTurns(sessions)
        self._places = StoredPlaces(sessions, a_host=THREADS * PROCESSES)

    def turn(self, host: str) -> None:
        """Take a turn."""
        self._turns.reserve(host, _ASK)

    def fetch(self, host: str) -> None:
        """Take a turn and a place, and give the place back."""
        self._turns.reserve(host, _ASK)
        if place := self._places.take(host, seconds=60):
            self._places.free(place)


@dataclass(frozen=True, slots=True)
class Load:
    """What every thread does, again and again, for so many seconds."""

    url: str
    step: Callable[[Asking, str], None]
    seconds: float
    threads: int = THREADS
    hosts: int = _HOSTS


def run(*, quick: bool) -> Iterator[Figure]:
    """Measure, for the table of all benches."""
    seconds = 0.5 if quick else 10.0
    with fresh_postgresql() as url:
        engine = make_engine(url)
        migrate(engine)
        engine.dispose()
        for what, step in (("turn", Asking.turn), ("turn and place", Asking.fetch)):
            before = time.process_time()
            took = _process(Load(url, step, seconds, threads=1), 0)
            busy = (time.process_time() - before) / (len(took) + _WARMING)
            yield Figure(f"a {what}, one thread, p50", 1_000 * middle(took), "ms")
            yield Figure(f"a {what}, one thread, p95", 1_000 * worst_twentieth(took), "ms")
            yield Figure(f"a {what}, the asking process's own time", 1_000 * busy, "ms")
            done = _processes(Load(url, step, seconds))
            who = f"{PROCESSES} processes of {THREADS} threads"
            yield Figure(f"a {what}, {who}", len(done) / seconds, "a second")
        done = _processes(Load(url, Asking.turn, seconds, hosts=1))
        yield Figure(
            f"a turn, {PROCESSES} processes of {THREADS} threads, all at one host",
            len(done) / seconds,
            "a second",
        )


def _processes(load: Load) -> list[float]:
    """How long each took that several processes did in so many seconds."""
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(PROCESSES, context) as pool:
        return list(chain.from_iterable(pool.map(partial(_process, load), range(PROCESSES))))


def _process(load: Load, number: int) -> list[float]:
    asking = Asking(load.url)
    with ThreadPoolExecutor(load.threads) as pool:
        first = (number * load.threads + thread for thread in range(load.threads))
        took = list(pool.map(partial(_thread, asking, load), first))
    asking.engine.dispose()
    return list(chain.from_iterable(took))


def _thread(asking: Asking, load: Load, number: int) -> list[float]:
    """How long each took that this thread did; where hosts are many, its are its own."""
    names = (f"{number if load.hosts > 1 else 0}-{n % load.hosts}.example" for n in count())
    for _ in range(_WARMING):
        load.step(asking, next(names))
    took: list[float] = []
    ends = time.perf_counter() + load.seconds
    while (began := time.perf_counter()) < ends:
        load.step(asking, next(names))
        took.append(time.perf_counter() - began)
    return took
