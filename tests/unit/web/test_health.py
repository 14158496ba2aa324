from __future__ import annotations

import tomllib
from pathlib import Path

from flask.testing import FlaskClient

from backend.errors import Unavailable
from backend.services.readiness import Need, Part, Probe, Readiness
from backend.version import VERSION
from backend.web.app import make_app
from backend.web.watched import Watch
from tests.unit.web.fakes import FakeChecks


def a_client(database: Probe, workers: Probe = lambda: "") -> FlaskClient:
    parts = [Part("database", database, Need.NOTES), Part("workers", workers, Need.CHECKS)]
    watch = Watch(Readiness(parts).look, lambda: b"figures")
    return make_app(FakeChecks(), watch=watch).test_client()  # type: ignore[arg-type]


def fine() -> str:
    return ""


def away() -> str:
    raise Unavailable("postgresql://secret")


def nobody() -> str:
    return "No worker was seen lately."


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text())
    assert project["project"]["version"] == VERSION


def test_a_backend_without_its_database_is_alive_but_not_ready() -> None:
    client = a_client(away)
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.get_json()["detail"] == "The database does not answer."
    assert answer.get_json()["parts"] == {
        "database": "The database does not answer.",
        "workers": "ok",
    }
    assert "secret" not in answer.text


def test_a_backend_whose_workers_are_away_serves_notes_and_says_that_checks_wait() -> None:
    answer = a_client(fine, nobody).get("/readyz")
    assert answer.status_code == 200
    assert answer.get_json() == {
        "status": "ready",
        "version": VERSION,
        "checks": "waiting",
        "reason": "No worker was seen lately.",
        "parts": {"database": "ok", "workers": "No worker was seen lately."},
    }


def test_a_backend_with_all_its_parts_runs_checks() -> None:
    answer = a_client(fine).get("/readyz").get_json()
    assert (answer["status"], answer["checks"]) == ("ready", "running")


def test_the_figures_are_told_under_any_name_of_this_machine() -> None:
    answer = a_client(fine).get("/metrics", headers={"Host": "10.0.0.7:8700"})
    assert (answer.status_code, answer.data) == (200, b"figures")
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
