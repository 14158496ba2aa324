"""How many checks a second 1, 2 and 4 workers finish, where waiting for others takes the time.

    python -m tests.bench throughput

PostgreSQL and RabbitMQ are real; the searcher (SearXNG's format) and the pages are a server of ours
that takes 300 ms for each answer. Every worker does one check at a time. The judge is `lexical`: a
check's own work is to stay small beside its waiting, since all of it shares these cores.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from kombu import Connection
from kombu import Queue as Declared

from backend.checking.highlights import clean, fingerprint
from backend.domain import AskedBy, CheckStatus, Highlight
from backend.jobs.broker import Broker
from backend.jobs.celery_app import Queue, make_celery
from backend.store.checks import CheckStore
from backend.store.engine import make_engine, make_sessions, migrate
from tests.bench.figures import Figure
from tests.brokers import fresh_rabbitmq
from tests.databases import fresh_postgresql
from tests.factories import a_highlight
from tests.fakes import until
from tests.functional.program import Working

_DELAY = 0.3
_REPORTS = 3
_TOWNS = ("Kursk", "Lviv", "Minsk", "Odesa", "Tula", "Sumy", "Brest", "Riga", "Narva", "Vilnius")
_GOODS = ("grain", "steel", "timber", "coal", "salt", "wool", "cement", "copper", "flax", "honey")
_BARS = {2: 1.9, 4: 3.5}


def run(*, quick: bool) -> Iterator[Figure]:
    """Measure, for the table of all benches."""
    alone = None
    for workers in (1, 2) if quick else (1, 2, 4):
        rate = _rate(workers, checks=(4 if quick else 24) * workers)
        alone = alone or rate
        what = f"checks a second, {workers} worker{'s' * (workers > 1)}, answers of 300 ms"
        yield Figure(what, rate, "/s")
        if workers > 1:
            times = f"{workers} workers, times that of one"
            yield Figure(times, rate / alone, "times", at_least=_BARS[workers])


def _rate(workers: int, checks: int) -> float:
    with ExitStack() as stack:
        url = stack.enter_context(fresh_postgresql())
        broker_url = stack.enter_context(fresh_rabbitmq())
        site = stack.enter_context(_site())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        engine = make_engine(url)
        stack.callback(engine.dispose)
        migrate(engine)
        store = CheckStore(make_sessions(engine))
        for number in range(workers):
            working = Working(
                "worker", log=folder / f"{number}", **_settings(url, broker_url, site)
            )
            stack.callback(working.kill)
        until(lambda: _consumers(broker_url) == workers, patience=120)
        broker = Broker(make_celery(broker_url))
        # The first checks open what every process opens once.
        _finish(store, broker, [_highlight(-number) for number in range(1, 3 * workers + 1)])
        began = time.perf_counter()
        _finish(store, broker, [_highlight(number) for number in range(checks)])
        return checks / (time.perf_counter() - began)


def _settings(url: str, broker_url: str, site: str) -> dict[str, str]:
    return {
        "database_url": url,
        "broker_url": broker_url,
        "searchers": "searxng",
        "searxng_url": site,
        "judge": "lexical",
        "check_threads": "1",
        "reports_a_claim": str(_REPORTS),
        "allow_loopback": "yes",
        "host_interval": "0",
        "fetches_a_host": "16",
        "cache_bytes": "0",
    }


def _consumers(broker_url: str) -> int:
    with Connection(broker_url) as connection:
        queue = Declared(Queue.READER.declared, durable=True).bind(connection.default_channel)
        answer: Any = queue.queue_declare()  # its published type is wrong
        return int(answer.consumer_count)


def _finish(store: CheckStore, broker: Broker, highlights: list[Highlight]) -> None:
    before = store.count_by_status()[CheckStatus.DONE]
    for number, highlight in enumerate(highlights):
        cleaned = clean(highlight)
        store.add(f"{time.time_ns():x}{number:x}", cleaned, fingerprint(cleaned), datetime.now(UTC))
        broker.check(AskedBy.READER)
    wanted = before + len(highlights)
    until(lambda: store.count_by_status()[CheckStatus.DONE] == wanted, patience=300)


def _highlight(number: int) -> Highlight:
    """A claim that no other one is taken for: another town, other goods, another number."""
    town, goods = _TOWNS[number % 10], _GOODS[number // 10 % 10]
    return a_highlight(f"{town} sold {1_000 + 37 * number} tonnes of {goods} in March.")


@contextmanager
def _site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Slow)
    thread = Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Slow(BaseHTTPRequestHandler):
    """A SearXNG and the pages that it finds, each answer after 300 ms."""

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == "/robots.txt":
            self._answer(404, "text/plain", "")
            return
        time.sleep(_DELAY)
        if parts.path == "/search":
            asked = parse_qs(parts.query)["q"][0]
            self._answer(200, "application/json", json.dumps({"results": self._hits(asked)}))
        else:
            self._answer(200, "text/html; charset=utf-8", _page(parts.query))

    def _hits(self, asked: str) -> list[dict[str, str]]:
        host = self.headers["Host"]
        words = asked.replace('"', "").replace(" ", "+")
        return [
            {"url": f"http://{host}/{number}?{words}", "title": asked} for number in range(_REPORTS)
        ]

    def _answer(self, status: int, media_type: str, body: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base's name)
        """Say nothing."""


def _page(words: str) -> str:
    told = words.replace("+", " ")
    paragraph = (
        f"Traders spoke of {told} on Monday, and of prices that had risen since the spring. "
    )
    return (
        f"<html><head><title>{told}</title></head><body><article><h1>{told}</h1>"
        + f"<p>{paragraph * 3}</p>" * 3
        + "</article></body></html>"
    )
