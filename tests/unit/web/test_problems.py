from __future__ import annotations

import inspect
import logging

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient

import backend.errors
from backend.errors import (
    BadHighlight,
    BadPage,
    Busy,
    LeaseLost,
    NotFound,
    NotReady,
    SecondSourceError,
    Unavailable,
)
from backend.web import problems
from backend.web.problems import STATUSES


@pytest.fixture
def raised() -> list[Exception]:
    return []


@pytest.fixture
def client(raised: list[Exception]) -> FlaskClient:
    app = APIFlask(__name__)
    problems.register(app)

    @app.get("/api/raise")
    def fail() -> None:
        raise raised[0]

    return app.test_client()


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (BadHighlight("Too long."), 422),
        (BadPage("No address."), 422),
        (NotFound("No such note."), 404),
        (NotReady("Not yet."), 404),
        (LeaseLost("Gone."), 409),
        (Busy("Later.", 7), 503),
    ],
)
def test_an_error_of_the_askers_is_told_in_its_own_words(
    client: FlaskClient, raised: list[Exception], error: Exception, status: int
) -> None:
    raised.append(error)
    answer = client.get("/api/raise")
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    assert answer.get_json()["status"] == status
    assert answer.get_json()["detail"] == str(error)


def test_a_bad_field_is_named(client: FlaskClient, raised: list[Exception]) -> None:
    raised.append(BadPage("No address."))
    errors = client.get("/api/raise").get_json()["errors"]
    assert errors == [{"field": "page.url", "message": "No address."}]


def test_who_is_to_come_back_is_told_when(client: FlaskClient, raised: list[Exception]) -> None:
    raised.append(Busy("Later.", 7))
    assert client.get("/api/raise").headers["Retry-After"] == "7"


@pytest.mark.parametrize("error", [ValueError("secret"), SecondSourceError("postgresql://secret")])
def test_an_error_of_ours_is_logged_and_told_without_its_words(
    client: FlaskClient,
    raised: list[Exception],
    error: Exception,
    caplog: pytest.LogCaptureFixture,
) -> None:
    raised.append(error)
    with caplog.at_level(logging.DEBUG):
        answer = client.get("/api/raise?page=https://secret.example/")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert type(error).__name__ in caplog.text
    assert "secret" not in caplog.text


def test_a_database_that_is_away_is_no_fault_of_the_askers(
    client: FlaskClient, raised: list[Exception]
) -> None:
    raised.append(Unavailable("The database at postgresql://secret cannot be reached."))
    answer = client.get("/api/raise")
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "secret" not in answer.text


def test_every_status_belongs_to_an_error_of_the_tree() -> None:
    tree = {error for _, error in inspect.getmembers(backend.errors, inspect.isclass)}
    assert set(STATUSES) <= tree
