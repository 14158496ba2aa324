from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from backend.store.engine import make_engine, make_sessions
from backend.web.app import make_app
from tests import databases
from tests.accounts import Accounts
from tests.unit.web.console.staff import Staff
from tests.unit.web.fakes import FakeChecks


@pytest.fixture
def accounts(sqlite_template: Path, tmp_path: Path) -> Accounts:
    """Accounts on SQLite alone: what differs between databases is tested below the web."""
    url = databases.copy_sqlite(sqlite_template, tmp_path / "console.sqlite")
    return Accounts(make_sessions(make_engine(url)))


@pytest.fixture
def app(accounts: Accounts) -> Flask:
    return make_app(FakeChecks(), administration=accounts.parts)  # type: ignore[arg-type]


@pytest.fixture
def staff(app: Flask, accounts: Accounts) -> Staff:
    return Staff(app, accounts)
