"""Repeated highlights: how many notes one web process gives that are at hand already.

    python -m tests.bench repeating

A note is what a reader's extension asks for one: `POST /checks` with a highlight whose note is
fresh, then `GET /notes/ID`. Readers are threads of another process, which shares the cores with
the server and PostgreSQL. Checks run elsewhere.
"""

from __future__ import annotations

import http.client
import json
import multiprocessing
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from time import monotonic

from backend.domain import CheckStatus
from tests.bench.figures import Figure, middle, worst_twentieth
from tests.bench.web import NO_BROKER, processor_seconds, quote, served
from tests.factories import PAGE_URL

_READERS = (2, 8)
_HEADERS = {"Content-Type": "application/json"}


def run(*, quick: bool) -> Iterator[Figure]:
    """Measure, for the table of all benches."""
    notes, seconds = (20, 2.0) if quick else (200, 15.0)
    with served(notes, CheckStatus.DONE, broker_url=NO_BROKER) as (serving, _):
        _asked(serving.port, notes, _READERS[-1], seconds / 3)
        for readers in _READERS:
            before = processor_seconds(serving.process.pid)
            waited = _asked(serving.port, notes, readers, seconds)
            worked = processor_seconds(serving.process.pid) - before
            yield from _figures(f"{readers} readers at once", waited, worked, seconds)


def _figures(who: str, waited: list[float], worked: float, seconds: float) -> Iterator[Figure]:
    what = f"repeated highlights, {who}"
    yield Figure(what, len(waited) / seconds, "notes a second", at_least=400)
    yield Figure(f"{what}: the server's processor time for one", 1_000 * worked / len(waited), "ms")
    yield Figure(f"{what}: both requests, p50", middle(waited), "ms")
    yield Figure(f"{what}: both requests, p95", worst_twentieth(waited), "ms")


def _asked(port: int, notes: int, readers: int, seconds: float) -> list[float]:
    """How long each note took, in milliseconds, asked for from a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_ask_at_once, (port, notes, readers, seconds))


def _ask_at_once(port: int, notes: int, readers: int, seconds: float) -> list[float]:
    ask = partial(_ask, port, notes, monotonic() + seconds)
    with ThreadPoolExecutor(readers) as pool:
        return [took for one in pool.map(ask, range(readers)) for took in one]


def _ask(port: int, notes: int, until: float, seed: int) -> list[float]:
    dice = random.Random(seed)  # noqa: S311 - made-up readers
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    took: list[float] = []
    while monotonic() < until:
        began = monotonic()
        _one(connection, dice.randrange(notes))
        took.append(1_000 * (monotonic() - began))
    return took


def _one(connection: http.client.HTTPConnection, number: int) -> None:
    page = {"url": PAGE_URL, "title": "A story"}
    body = {"quote": quote(number), "prefix": "Before. ", "suffix": " After.", "page": page}
    connection.request("POST", "/api/v1/checks", json.dumps(body), _HEADERS)
    opened = connection.getresponse()
    path = json.loads(opened.read())["note"]
    connection.request("GET", path)
    note = connection.getresponse()
    text = note.read()
    assert (opened.status, note.status) == (202, 200), text
