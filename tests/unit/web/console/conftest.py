from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from backend.store.engine import make_engine, make_sessions
from backend.web.app import make_app
from tests import databases
from tests.accounts import Accounts
from tests.backends import Backend
from tests.elsewhere import PROVIDER, FakeProvider
from tests.moderators import moderation_of
from tests.unit.web.console.staff import Staff


@pytest.fixture
def provider() -> FakeProvider:
    return FakeProvider()


@pytest.fixture
def accounts(sqlite_template: Path, tmp_path: Path, provider: FakeProvider) -> Iterator[Accounts]:
    """Accounts on SQLite alone: what differs between databases is tested below the web."""
    engine = make_engine(databases.copy_sqlite(sqlite_template, tmp_path / "console.sqlite"))
    yield Accounts(make_sessions(engine), provider=(PROVIDER, provider))
    databases.let_go(engine)


@pytest.fixture
def backend(accounts: Accounts) -> Backend:
    return Backend(accounts.sessions)


@pytest.fixture
def app(accounts: Accounts, backend: Backend) -> Flask:
    moderation = moderation_of(backend, accounts)
    return make_app(backend.checks, administration=accounts.parts, moderation=moderation)


@pytest.fixture
def staff(app: Flask, accounts: Accounts) -> Staff:
    return Staff(app, accounts)
