"""Sending to the one address that an operator has named: what goes along, and nowhere else."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from backend.domain import UnreadReason
from backend.errors import Unreadable
from backend.reading.fetcher import FetchLimits
from backend.reading.posting import ANSWER_BYTES, OwnPost, Posted
from tests.functional.hostile import Serve, answering

KEY = "sk-s3cret"
SECONDS = 5.0


@pytest.fixture
def own() -> Iterator[HTTPServer]:
    with HTTPServer(host="127.0.0.1") as server:
        yield server


@pytest.fixture
def other() -> Iterator[HTTPServer]:
    with HTTPServer(host="127.0.0.1") as server:
        server.expect_request("/").respond_with_data("not for us")
        yield server


def reason_of(post: OwnPost, body: bytes = b"{}") -> UnreadReason:
    with pytest.raises(Unreadable) as caught:
        post(body, SECONDS)
    assert KEY not in f"{caught.value!r} {caught.value} {caught.value.__cause__!r}"
    return caught.value.reason


def test_what_is_sent_arrives_as_it_was_and_the_answer_comes_back(own: HTTPServer) -> None:
    own.expect_request("/v1", method="POST").respond_with_data("é".encode(), 418)
    post = OwnPost(own.url_for("/v1"), KEY, FetchLimits(contact="me@example.org"))
    assert post('{"a": "ü"}'.encode(), SECONDS) == Posted(418, "é".encode())
    request, _ = own.log[0]
    assert request.get_data() == '{"a": "ü"}'.encode()
    assert request.headers["Authorization"] == f"Bearer {KEY}"
    assert request.headers["Content-Type"] == "application/json"
    assert "me@example.org" in request.headers["User-Agent"]
    assert "Cookie" not in request.headers


def test_a_form_is_sent_as_such(own: HTTPServer) -> None:
    own.expect_request("/token").respond_with_data("{}")
    form = "application/x-www-form-urlencoded"
    OwnPost(own.url_for("/token"), content_type=form)(b"code=c1", SECONDS)
    request, _ = own.log[0]
    assert request.headers["Content-Type"] == form
    assert request.form["code"] == "c1"


def test_without_a_key_none_is_sent(own: HTTPServer) -> None:
    own.expect_request("/").respond_with_data("")
    OwnPost(own.url_for("/"))(b"{}", SECONDS)
    assert "Authorization" not in own.log[0][0].headers


def test_a_redirect_is_not_followed_so_the_key_goes_nowhere_else(
    own: HTTPServer, other: HTTPServer
) -> None:
    own.expect_request("/").respond_with_data("", 307, {"Location": other.url_for("/")})
    assert OwnPost(own.url_for("/"), KEY)(b"{}", SECONDS).status == 307
    assert other.log == []


def test_the_server_may_ask_to_be_left_alone(own: HTTPServer) -> None:
    own.expect_request("/").respond_with_data("", 429, {"Retry-After": "30"})
    assert OwnPost(own.url_for("/"))(b"{}", SECONDS) == Posted(429, b"", 30.0)


def test_a_name_is_sent_to_wherever_it_leads_now(own: HTTPServer) -> None:
    def lookup(host: str, port: int, *_: object) -> list[Any]:
        assert host == "models.internal"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    own.expect_request("/").respond_with_data("here")
    post = OwnPost(f"http://models.internal:{own.port}/", lookup=lookup)
    assert post(b"{}", SECONDS).body == b"here"


def test_a_name_that_leads_nowhere_is_said_to_be_unreachable() -> None:
    def lookup(*_: object) -> list[Any]:
        raise socket.gaierror(-2, "Name or service not known")

    post = OwnPost("http://models.internal:8080/", KEY, lookup=lookup)
    assert reason_of(post) is UnreadReason.UNREACHABLE


def test_an_answer_without_end_is_refused(serve: Serve) -> None:
    server = serve(answering(body=b" " * (ANSWER_BYTES + 1), length=False))
    # Sent without a body: a server that hangs up with one unread resets the connection.
    assert reason_of(OwnPost(server.url, KEY), b"") is UnreadReason.TOO_LARGE


def test_a_packed_answer_is_capped_by_what_it_unpacks_to(own: HTTPServer) -> None:
    packed = gzip.compress(b" " * (ANSWER_BYTES + 1))
    own.expect_request("/").respond_with_data(packed, headers={"Content-Encoding": "gzip"})
    assert reason_of(OwnPost(own.url_for("/"), KEY)) is UnreadReason.TOO_LARGE


def test_the_key_is_in_no_repr() -> None:
    assert KEY not in repr(OwnPost("http://127.0.0.1:1/", KEY))
