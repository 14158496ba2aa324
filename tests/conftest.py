"""What many tests share: a migrated, empty database on each dialect."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from sqlalchemy import Engine

from backend.store.engine import Sessions, make_engine, make_sessions, migrate
from tests import databases

# A deadline would assert a speed. Where a change waits to land, the change decides and not luck:
# new examples are looked for on developers' machines.
hypothesis.settings.register_profile("ours", deadline=None)
hypothesis.settings.register_profile("landing", deadline=None, derandomize=True)
hypothesis.settings.load_profile(
    "landing" if os.environ.get("SECOND_SOURCE_TEST_NO_SKIPS") else "ours"
)


def pytest_xdist_auto_num_workers() -> int:
    """Two processes a core: most tests wait for most of their time, for a browser or a program."""
    return 2 * (os.cpu_count() or 1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files whose tests take long go first, so that no process is left with one at the end."""
    items.sort(key=lambda item: "unit" in item.path.parts)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where everything that tests ask for is at hand, a skipped test is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if skipped and os.environ.get("SECOND_SOURCE_TEST_NO_SKIPS"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return databases.migrated_sqlite(tmp_path_factory.mktemp("template") / "template.sqlite")


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    with databases.fresh_postgresql() as url:
        engine = make_engine(url)
        migrate(engine)
        engine.dispose()
        yield url


@pytest.fixture(params=databases.DIALECTS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a migrated, empty database; a test that uses it runs on each dialect."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        return databases.copy_sqlite(template, tmp_path / "database.sqlite")
    url: str = request.getfixturevalue("postgresql_url")
    engine = make_engine(url)
    databases.empty(engine)
    engine.dispose()
    return url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = make_engine(database_url)
    yield engine
    databases.let_go(engine)


@pytest.fixture
def sessions(engine: Engine) -> Sessions:
    return make_sessions(engine)
