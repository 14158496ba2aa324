from __future__ import annotations

import tomllib
from pathlib import Path

from apiflask import APIFlask
from flask.testing import FlaskClient

from backend.errors import Unavailable
from backend.store.engine import Sessions
from backend.version import VERSION
from backend.web.health import make_health
from tests.backends import Backend
from tests.factories import a_highlight


def a_client(backend: Backend, error: Unavailable | None = None) -> FlaskClient:
    def is_ready() -> bool:
        if error is not None:
            raise error
        return True

    app = APIFlask(__name__)
    app.register_blueprint(make_health(backend.checks, is_ready))
    return app.test_client()


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text())
    assert project["project"]["version"] == VERSION


def test_a_backend_without_its_database_is_alive_but_not_ready(sessions: Sessions) -> None:
    client = a_client(Backend(sessions), Unavailable("postgresql://secret"))
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "secret" not in answer.text


def test_the_figures_count_checks_at_every_status(sessions: Sessions) -> None:
    backend = Backend(sessions)
    backend.checks.cancel(backend.checks.open(a_highlight()))
    text = a_client(backend).get("/metrics").text
    assert 'second_source_checks{status="cancelled"} 1' in text
    assert 'second_source_checks{status="running"} 0' in text
    assert "second_source_check_events_total 2" in text
