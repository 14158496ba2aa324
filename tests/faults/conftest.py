"""What the faults are done to: the newsstand, its archive on each database, servers of our own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.demo.newsstand import Newsstand
from tests.faults.own_server import running
from tests.faults.servers import Postgresql, Rabbitmq, Redis
from tests.faults.site import SETTINGS
from tests.functional.program import run


@pytest.fixture(scope="session")
def newsstand() -> Iterator[Newsstand]:
    with Newsstand(base_port=0) as newsstand:
        yield newsstand


@pytest.fixture(scope="session")
def crawled(newsstand: Newsstand, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database whose archive holds the newsstand; to be copied."""
    file = tmp_path_factory.mktemp("crawled") / "second-source.db"
    crawl(newsstand, f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite_url(crawled: Path, tmp_path: Path) -> str:
    """The URL of a copy of it."""
    file = shutil.copyfile(crawled, tmp_path / "second-source.db")
    return f"sqlite:///{file}"


def crawl(newsstand: Newsstand, database_url: str) -> None:
    settings = {**SETTINGS, "database_url": database_url}
    done = run("archive", "add", *newsstand.feed_urls, **settings)
    assert done.returncode == 0, done.stderr
    assert "new reports read" in done.stdout


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Postgresql]:
    """A PostgreSQL of our own, for tests that leave it running."""
    with running(Postgresql()) as server:
        yield server


@pytest.fixture(scope="session")
def rabbitmq() -> Iterator[Rabbitmq]:
    """A RabbitMQ of our own, for tests that leave it running."""
    with running(Rabbitmq()) as server:
        yield server


@pytest.fixture(scope="session")
def redis() -> Iterator[Redis]:
    """A Redis of our own, for tests that leave it running."""
    with running(Redis()) as server:
        yield server
