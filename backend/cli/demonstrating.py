"""The demonstration: the newsstand and a backend, and what to open."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

import click

from backend import config
from backend.cli.progress import crawl_with_progress
from backend.cli.stopping import stopped_by_signals
from backend.composition.parts import compose
from backend.demo.newsstand import Newsstand
from backend.errors import SecondSourceError

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


_WORKERS = """
Checks wait for workers, since SECOND_SOURCE_BROKER_URL is set. In another terminal, with the same
variables set:
  .venv/bin/python -m backend worker --demo
"""


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
    with stopped_by_signals(), Newsstand(base_port=base_port) as newsstand:
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
    waiting = _WORKERS if settings.broker_url else ""
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
{waiting}
Ctrl+C stops everything."""


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
