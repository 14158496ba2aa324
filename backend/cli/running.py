"""Commands that run something until it is stopped, and what they need first."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from types import FrameType
from urllib.error import URLError
from urllib.request import urlopen

import click

from backend import config, values
from backend.cli.progress import crawl_with_progress
from backend.composition.parts import compose, refuse_unusable
from backend.composition.serving import make_served
from backend.composition.upkeep import make_rechecks
from backend.composition.watching import log_to_stderr
from backend.composition.working import CHECKING, schedule, work
from backend.demo.newsstand import Newsstand
from backend.errors import BadSetting, SecondSourceError
from backend.jobs.celery_app import Queue
from backend.jobs.loops import LoopThread
from backend.web import server

DEMO = {
    "database_url": "sqlite:///.second-source/demo.db",
    "allow_loopback": "yes",
    "host_interval": "0",
    "searchers": "archive",
    "cache_bytes": "0",
    "crawl": "no",
    "rechecks_an_hour": "0",
    "starter_feeds": "no",
    "internet_archive": "no",
    "fetch_seconds": "4",
    "log_level": "WARNING",
}
"""How the demonstration differs: its own database, pages on this machine, no searcher but its own
archive, no feeds but the newsstand's, no Internet Archive, no checks but those that are asked for,
less patience, and nothing logged but what went wrong."""

_STARTS_WITHIN = 60.0


@click.command()
def serve() -> None:
    """Serve the backend, with checks in threads of its own."""
    settings = config.read_settings(os.environ)
    refuse_unusable(settings)
    log_to_stderr(settings)
    make = partial(make_served, settings)
    server.serve(make, settings.host, settings.port, _say_where, settings.listeners)


def _say_where(url: str) -> None:
    click.echo(f"Second Source answers at {url}")


@click.command()
@click.option(
    "--queues",
    default=",".join(CHECKING),
    show_default=True,
    help="What to take from, between commas: reader, recheck, upkeep, crawl.",
)
def worker(*, queues: str) -> None:
    """Work on checks that wait at the broker (SECOND_SOURCE_BROKER_URL).

    SECOND_SOURCE_CHECK_THREADS says how many at once. SIGTERM lets what is being done come to its
    end; a second one leaves it to other workers. Crawling is for a worker of its own, with
    `--queues crawl`, so that it never keeps a reader waiting; `scheduler` calls for it.
    """
    settings = config.read_settings(os.environ)
    refuse_unusable(settings)
    _require_broker(settings)
    chosen = _queues(queues)
    log_to_stderr(settings)
    click.echo("Working on checks as they come.")
    sys.exit(work(settings, chosen))


def _queues(written: str) -> list[Queue]:
    try:
        return [Queue(name) for name in values.items(written)] or list(CHECKING)
    except ValueError as error:
        names = ", ".join(Queue)
        raise BadSetting(f"There is no such queue. Write some of {names}, with commas.") from error


def _require_broker(settings: config.Settings) -> None:
    if not settings.broker_url:
        raise BadSetting(
            "There is no broker to take checks from: set SECOND_SOURCE_BROKER_URL. Without one,"
            " `serve` runs checks itself."
        )


@click.command()
def scheduler() -> None:
    """Crawl the archive's feeds as they fall due, without serving anything.

    Notes that are due are queued, too, for `serve` to check. Any number may run beside each other
    and beside `serve`: one at a time crawls. With a broker it does nothing of this itself: it has
    workers do it.
    """
    settings = config.read_settings(os.environ)
    log_to_stderr(settings)
    if settings.broker_url:
        click.echo("Workers are called for what falls due.")
        schedule(settings)
        return
    parts = compose(settings)
    rechecking = LoopThread(make_rechecks(settings, parts.sessions, parts.clock), "recheck")
    with _stopped_by_signals():
        try:
            click.echo("Feeds are crawled as they fall due.")
            rechecking.start()
            parts.scheduler.run()
        finally:
            rechecking.stop()
            parts.scheduler.stop()
            parts.close()


@click.command()
@click.option(
    "--ports",
    "base_port",
    default=8701,
    show_default=True,
    help="The newsstand's first port; 0 takes whatever is free.",
)
def demo(base_port: int) -> None:
    """Start the backend and the newsstand, crawl it, and say what to open."""
    environment = demo_environment(os.environ)
    settings = config.read_settings(environment)
    with _stopped_by_signals(), Newsstand(base_port=base_port) as newsstand:
        click.echo("The newsstand is open. Its outlets are crawled over HTTP:")
        parts = compose(settings)
        crawl_with_progress(parts.crawl, newsstand.feed_urls)
        parts.close()
        with _backend(environment) as backend:
            _wait_until_it_answers(backend, settings)
            click.echo(welcome(settings, newsstand))
            backend.wait()


def demo_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment with the demonstration's settings where nothing else is set."""
    ours = {config.variable(name): value for name, value in DEMO.items()}
    return {**ours, **environment}


def welcome(settings: config.Settings, newsstand: Newsstand) -> str:
    """What a newcomer reads when everything runs."""
    # A server's address may hold its password.
    database = settings.database_url if settings.database_url.startswith("sqlite") else "…"
    return f"""
Second Source runs on this machine alone.

  The article to doubt   {newsstand.article_url}
  The newsstand          {newsstand.index_url}
  Without the extension  http://{settings.host}:{settings.port}/try
  For moderators         http://{settings.host}:{settings.port}/moderate/

To load the extension:
  Chrome   chrome://extensions → Developer mode → Load unpacked → the folder extension/
  Firefox  about:debugging → This Firefox → Load Temporary Add-on → extension/manifest.json

Then open the article, select a sentence and press the extension's button.

To moderate, add yourself first, in another terminal:
  SECOND_SOURCE_DATABASE_URL={database} \\
    .venv/bin/python -m backend user add NAME --role admin

Ctrl+C stops everything."""


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """End as by Ctrl+C when asked to terminate, so that what was started is stopped."""

    def stop(number: int, frame: FrameType | None) -> None:
        del number, frame
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _backend(environment: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """The backend as a process of its own: it forks, and the newsstand's threads must not."""
    process = subprocess.Popen([sys.executable, "-m", "backend", "serve"], env=environment)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def _wait_until_it_answers(backend: subprocess.Popen[bytes], settings: config.Settings) -> None:
    url = f"http://{settings.host}:{settings.port}/healthz"
    deadline = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < deadline and backend.poll() is None:
        try:
            with urlopen(url, timeout=1):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise SecondSourceError("The backend did not start; what it said stands above.")
