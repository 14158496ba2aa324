"""The one private address that an operator may name, and nothing beside it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from backend.domain import UnreadReason
from backend.errors import Unreadable
from backend.reading.fetcher import FetchLimits
from backend.reading.own_host import fetcher_for_own

LIMITS = FetchLimits(total_seconds=3)


@pytest.fixture
def own() -> Iterator[HTTPServer]:
    with HTTPServer(host="127.0.0.1") as server:
        server.expect_request("/search").respond_with_json({"results": []})
        yield server


@pytest.fixture
def other() -> Iterator[HTTPServer]:
    with HTTPServer(host="127.0.0.1") as server:
        server.expect_request("/secret").respond_with_data("secret")
        yield server


def reason_of(base: str, url: str) -> UnreadReason:
    with pytest.raises(Unreadable) as caught:
        fetcher_for_own(base, LIMITS).fetch(url)
    return caught.value.reason


def test_the_address_that_was_named_answers(own: HTTPServer) -> None:
    url = own.url_for("/search")
    assert fetcher_for_own(own.url_for(""), LIMITS).fetch(url).status == 200


def test_another_port_of_the_same_host_stays_refused(own: HTTPServer, other: HTTPServer) -> None:
    assert reason_of(own.url_for(""), other.url_for("/secret")) in {
        UnreadReason.FORBIDDEN_ADDRESS,
        UnreadReason.NO_WEB_ADDRESS,
    }
    assert other.log == []


@pytest.mark.parametrize("host", ["10.0.0.1", "169.254.169.254", "127.0.0.2", "[::1]"])
def test_another_private_address_stays_refused(host: str, own: HTTPServer) -> None:
    reason = reason_of(own.url_for(""), f"http://{host}:{own.port}/")
    assert reason is UnreadReason.FORBIDDEN_ADDRESS


def test_a_redirect_from_it_is_not_followed(own: HTTPServer, other: HTTPServer) -> None:
    own.expect_request("/away").respond_with_data(
        "", 302, headers={"Location": other.url_for("/secret")}
    )
    reason_of(own.url_for(""), own.url_for("/away"))
    assert other.log == []


def test_a_name_is_asked_wherever_it_leads_now(own: HTTPServer) -> None:
    def lookup(host: str, port: int, *_: object) -> list[Any]:
        assert host == "searxng.internal"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    url = f"http://searxng.internal:{own.port}/search"
    assert fetcher_for_own(url, LIMITS, lookup).fetch(url).status == 200


def test_a_name_that_leads_nowhere_says_so() -> None:
    def lookup(*_: object) -> list[Any]:
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(Unreadable) as caught:
        fetcher_for_own("http://searxng.internal:8080", LIMITS, lookup)
    assert caught.value.reason is UnreadReason.UNREACHABLE
