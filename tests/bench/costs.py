"""What one check costs: `python -m tests.bench costs`.

Sentences of the newsstand are checked on PostgreSQL as a worker checks them, with the shipped
judge: once with all reports in the archive, once with every report's page fetched over HTTP from
the newsstand, which runs in a process of its own so that only our side is counted. One check that
opens the models is not counted. Statements are counted as they leave the program; PostgreSQL's CPU
is that of the processes that serve our database.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event, text

from backend import config
from backend.checking.pipeline import Pipeline
from backend.composition.parts import Parts, compose
from backend.demo.cases import load_cases
from backend.demo.newsstand import Newsstand
from backend.domain import Found, Highlight, Page, Query, QuoteSelector
from backend.reading.answers import Response
from backend.reading.extraction_pool import ExtractionPool
from backend.reading.fetcher import Fetcher, FetchLimits
from backend.reading.politeness import Politeness
from backend.reading.reader import WebReader, make_robots
from backend.services.run import Memory
from backend.store.archive import ArchiveStore
from backend.store.backup import contents_of
from backend.store.engine import make_engine
from backend.web.app import make_app
from backend.web.events import message
from tests.backends import Backend
from tests.bench.figures import Figure
from tests.databases import fresh_postgresql

_KB, _MB = 1e3, 1e6
_TICKS = os.sysconf("SC_CLK_TCK")
_EVERY_PORT = frozenset(range(1, 65_536))
_ASKED_AGAIN = 300


def run(*, quick: bool) -> Iterator[Figure]:
    """Measure, for the table of all benches."""
    with fresh_postgresql() as url, _newsstand() as stand:
        parts, pool, fetcher = _filled(url, stand), ExtractionPool(), _CountingFetcher()
        engine = make_engine(url)
        sentences = stand.sentences[: 3 if quick else None]
        held = _Bench(engine, parts, parts.pipeline, fetcher)
        yield from held.figures("reports at hand", sentences)
        yield from held.again(10 if quick else _ASKED_AGAIN)
        reader = WebReader(fetcher, make_robots(fetcher), extractor=pool)
        searcher = _Pointing(parts.archive)
        pipeline = replace(parts.pipeline, searchers=[searcher], reader=reader)
        fetched = _Bench(engine, parts, pipeline, fetcher)
        yield from fetched.figures("pages fetched", sentences)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / _MB
        yield Figure("memory of a process that checks, at most", peak, "MB")
        pool.close()
        parts.close()
        engine.dispose()


@dataclass(frozen=True, slots=True)
class _Stand:
    """The newsstand's feeds, and sentences to check with the pages they stand on."""

    feeds: tuple[str, ...]
    sentences: list[tuple[str, str]]


@contextmanager
def _newsstand() -> Iterator[_Stand]:
    spawning = multiprocessing.get_context("spawn")
    ours, theirs = spawning.Pipe()
    process = spawning.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        ours.send("stop")
        process.join()


def _serve(told: Pipe) -> None:
    with Newsstand(base_port=0) as newsstand:
        sentences = [
            (case.sentence, newsstand.url_of(*case.page.split("/"))) for case in load_cases()
        ]
        told.send(_Stand(newsstand.feed_urls, sentences))
        told.recv()


def _filled(url: str, stand: _Stand) -> Parts:
    settings = config.read_settings(
        {
            "SECOND_SOURCE_DATABASE_URL": url,
            "SECOND_SOURCE_ALLOW_LOOPBACK": "yes",
            "SECOND_SOURCE_HOST_INTERVAL": "0",
            "SECOND_SOURCE_SEARCHERS": "archive",
            "SECOND_SOURCE_CACHE_BYTES": "0",
            "SECOND_SOURCE_INTERNET_ARCHIVE": "no",
        }
    )
    parts = compose(settings)
    parts.warm()
    parts.crawl.add_feeds(stand.feeds)
    parts.crawl.run(lambda step: None, parts.crawl.feeds(stand.feeds))  # noqa: ARG005 - nobody waits
    return parts


class _CountingFetcher(Fetcher):
    """Fetches from this machine, without a pause, and counts what it fetched."""

    def __init__(self) -> None:
        super().__init__(FetchLimits(ports=_EVERY_PORT, allow_loopback=True), Politeness(0))
        self.requests = 0
        self.bytes = 0

    def fetch(self, url: str, *given: Any, **named: Any) -> Response:  # noqa: ANN401 - what it takes
        self.requests += 1
        response = super().fetch(url, *given, **named)
        self.bytes += len(response.body)
        return response


@dataclass(frozen=True, slots=True)
class _Pointing:
    """Finds what the archive holds and gives only where it stands, so that pages are fetched."""

    archive: ArchiveStore
    name: str = "pointing"

    def search(self, query: Query, limit: int) -> Sequence[Found]:
        return [replace(hit, report=None) for hit in self.archive.search(query, limit)]


@dataclass(frozen=True, slots=True)
class _Spent:
    """Everything that is counted, from the beginning of the process to a moment."""

    cpu: float
    database_cpu: float
    seconds: float
    statements: float
    commits: float
    rows: float
    bytes: float
    requests: float
    fetched: float

    def since(self, before: _Spent, checks: int) -> _Spent:
        """What one check took."""
        names = self.__dataclass_fields__
        return _Spent(*((getattr(self, n) - getattr(before, n)) / checks for n in names))


class _Bench:
    """Checks sentences with one pipeline and counts what that takes."""

    def __init__(
        self, engine: Engine, parts: Parts, pipeline: Pipeline, fetcher: _CountingFetcher
    ) -> None:
        self._engine = engine
        self._fetcher = fetcher
        memory = Memory(parts.known.recall, parts.known.remember)
        self._backend = Backend(parts.sessions, pipeline.gather, memory=memory)
        self._statements = self._commits = 0
        self._ids: list[str] = []

    def figures(self, how: str, sentences: Sequence[tuple[str, str]]) -> Iterator[Figure]:
        """Check the sentences, each on a page of its own, and say what one check took."""
        self._check(sentences[0], f"{how} first")
        with self._counting():
            before = self._spent()
            for number, sentence in enumerate(sentences):
                self._check(sentence, f"{how} {number}")
            one = self._spent().since(before, len(sentences))
        yield Figure(f"{how}: CPU, ours", one.cpu, "s")
        yield Figure(f"{how}: CPU, PostgreSQL's", 1e3 * one.database_cpu, "ms")
        yield Figure(f"{how}: from beginning to note", one.seconds, "s")
        yield Figure(f"{how}: statements", one.statements, "")
        yield Figure(f"{how}: transactions that write", one.commits, "")
        yield Figure(f"{how}: rows added", one.rows, "")
        yield Figure(f"{how}: tables and indexes grow by", one.bytes / _KB, "kB")
        yield Figure(f"{how}: requests to sites", one.requests, "")
        yield Figure(f"{how}: bytes from sites, unpacked", one.fetched / _KB, "kB")
        yield Figure(f"{how}: events as they are sent", self._told() / _KB, "kB")

    def again(self, times: int) -> Iterator[Figure]:
        """Ask for a note that is there, and for a check of a highlight that has one."""
        client = make_app(self._backend.checks).test_client()
        url = f"/api/v1/notes/{self._ids[-1]}"
        size = len(client.get(url).data)
        with self._counting():
            before = self._spent()
            for _ in range(times):
                assert client.get(url).status_code == 200
            one = self._spent().since(before, times)
        yield Figure("a note that is there: CPU, ours", 1e3 * one.cpu, "ms")
        yield Figure("a note that is there: CPU, PostgreSQL's", 1e3 * one.database_cpu, "ms")
        yield Figure("a note that is there: statements", one.statements, "")
        yield Figure("a note as JSON", size / _KB, "kB")

    def _check(self, sentence: tuple[str, str], name: str) -> None:
        words, page = sentence
        highlight = Highlight(QuoteSelector(words), Page(f"{page}?{name.replace(' ', '-')}"))
        check_id = self._backend.checks.open(highlight)
        assert self._backend.runner.run_next(f"bench {name}")
        self._ids.append(check_id)

    def _told(self) -> float:
        """The bytes of a check's events, on average."""
        every = [self._backend.checks.events_after(check_id, 0) for check_id in self._ids]
        sizes = [sum(len(message(one).encode()) for one in events) for events in every]
        return sum(sizes) / len(sizes)

    @contextmanager
    def _counting(self) -> Iterator[None]:
        def statement(*_: object) -> None:
            self._statements += 1

        def commit(_: object) -> None:
            self._commits += 1

        heard: list[tuple[str, Callable[..., None]]] = [
            ("before_cursor_execute", statement),
            ("commit", commit),
        ]
        for name, hear in heard:
            event.listen(Engine, name, hear)
        try:
            yield
        finally:
            for name, hear in heard:
                event.remove(Engine, name, hear)

    def _spent(self) -> _Spent:
        statements, commits = self._statements, self._commits
        with self._engine.connect() as connection:
            names = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
            pids = connection.execute(text(names)).scalars().all()
            sizes = (
                "SELECT sum(pg_total_relation_size(oid)) FROM pg_class"
                " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            )
            size = connection.execute(text(sizes)).scalar_one()
            rows = contents_of(connection).total
        return _Spent(
            cpu=time.process_time() + sum(map(_cpu_of, _children())),
            database_cpu=sum(map(_cpu_of, pids)),
            seconds=time.perf_counter(),
            statements=statements,
            commits=commits,
            rows=rows,
            bytes=float(size),
            requests=self._fetcher.requests,
            fetched=self._fetcher.bytes,
        )


def _children() -> Iterator[int]:
    """The processes that read pages for us; the newsstand is none of them."""
    tasks = Path("/proc/self/task").glob("*/children")
    for pid in {int(pid) for task in tasks for pid in task.read_text().split()}:
        if b"extraction" in Path(f"/proc/{pid}/cmdline").read_bytes():
            yield pid


def _cpu_of(pid: int) -> float:
    """The seconds of CPU that a process has taken; 0 for one that is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICKS
