"""Thousands who follow checks on one web process: its memory, and how soon they hear.

    python -m tests.bench listening

`python -m backend serve` on PostgreSQL, in the form whose checks run elsewhere. The listeners are
another process,
and whoever tells is a third: all share the cores with the server and PostgreSQL.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from time import monotonic, sleep
from typing import Self

from backend.domain import CheckStatus
from backend.store.engine import Sessions
from backend.store.leases import Lease, LeaseStore
from tests.bench.figures import Figure, middle, worst_twentieth
from tests.bench.web import NO_BROKER, OWNER, check_id, resident_megabytes, served

_ROUNDS = 10
_PAUSE = 1.0


def run(*, quick: bool) -> Iterator[Figure]:
    """Measure, for the table of all benches."""
    count, more = (100, 20) if quick else (2_000, 200)
    with (
        served(count + more + 1, CheckStatus.RUNNING, broker_url=NO_BROKER) as (serving, sessions),
        Listeners(serving.port) as listeners,
    ):
        before = resident_megabytes(serving.process.pid)
        listeners.ask(f"open 0 {count}")
        idle = resident_megabytes(serving.process.pid)
        yield Figure("memory of all processes, nobody listening", before, "MB")
        yield Figure(f"the same, {count:,} listening", idle, "MB", at_most=400)
        waited = listeners.ask(f"open-slowly {count} {count + more}")
        yield from _spread(f"{count:,} listening: one more, from connecting to its first", waited)
        waited = _different(sessions, listeners, count)
        yield from _spread(f"{count:,} checks of one listener each: from commit to arrival", waited)
        listeners.ask("close")
        sleep(_PAUSE)
        listeners.ask(f"one {count + more} {count}")
        waited = _same(sessions, listeners, count + more, count)
        yield from _spread(f"one check of {count:,} listeners: from commit to arrival", waited)


class Listeners:
    """The process of the listeners."""

    def __init__(self, port: int) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.listeners", str(port)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *args: object) -> None:
        self._process.kill()
        self._process.communicate()

    def ask(self, command: str) -> list[float]:
        """Have a command done; how long each listener that it opened waited, in milliseconds."""
        *_, done = self._answers(command)
        return [float(one) for one in done.split()[1:]]

    def heard(self, count: int) -> list[tuple[int, int, float]]:
        """So many events that were heard: the listener's number, the event's and when."""
        *lines, _ = self._answers(f"heard {count}")
        words = (line.split() for line in lines)
        return [(int(number), int(seq), float(at)) for number, seq, at in words]

    def _answers(self, command: str) -> Iterator[str]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{command}\n")
        self._process.stdin.flush()
        for line in self._process.stdout:
            yield line
            if line.startswith("done"):
                return


def _different(sessions: Sessions, listeners: Listeners, count: int) -> list[float]:
    told = [_tell(sessions, number) for number in range(count)]
    heard = listeners.heard(count)
    return [1_000 * (at - told[number]) for number, _, at in heard]


def _same(sessions: Sessions, listeners: Listeners, number: int, count: int) -> list[float]:
    waited: list[float] = []
    for _ in range(_ROUNDS):
        told = _tell(sessions, number)
        waited += [1_000 * (at - told) for _, _, at in listeners.heard(count)]
        sleep(_PAUSE)
    return waited


def _tell(sessions: Sessions, number: int) -> float:
    """Tell a row of evidence as a worker does; when that was committed."""
    lease = Lease(check_id(number), OWNER)
    data = {"quote": "North Korea sent 10,000 troops to Russia. " * 20}
    LeaseStore(sessions).append_event(lease, datetime.now(UTC), "read", data)
    return monotonic()


def _spread(what: str, waited: list[float]) -> Iterator[Figure]:
    yield Figure(f"{what}, p50", middle(waited), "ms")
    yield Figure(f"{what}, p95", worst_twentieth(waited), "ms", at_most=200)
