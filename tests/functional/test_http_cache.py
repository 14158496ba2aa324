"""The fetcher with a cache, against a real server."""

from __future__ import annotations

from pathlib import Path

import pytest

from backend.reading.cache_files import AnswerFiles
from backend.reading.caching import HttpCache
from backend.reading.deadline import Deadline
from backend.reading.fetcher import Fetcher, FetchLimits
from backend.reading.politeness import Politeness
from backend.reading.wants import ANYTHING, PAGE
from tests.functional.hostile import Behaviour, HostileServer, Serve, answering


@pytest.fixture
def fetcher(tmp_path: Path) -> Fetcher:
    limits = FetchLimits(total_seconds=5, allow_loopback=True)
    cache = HttpCache(AnswerFiles(tmp_path, 1_000_000))
    return Fetcher(limits, Politeness(interval=0), cache=cache)


def confirming() -> Behaviour:
    """Answer 304 to whoever asks whether it has changed."""

    def behave(connection: object, server: HostileServer) -> None:
        known = b"If-None-Match" in server.requests[-1]
        status = "304 Not Modified" if known else "200 OK"
        body = b"" if known else b"<p>Hello</p>"
        answering(status, 'ETag: "1"', body=body)(connection, server)  # type: ignore[arg-type]

    return behave


def test_a_fresh_page_is_asked_for_once(serve: Serve, fetcher: Fetcher) -> None:
    server = serve(answering("200 OK", "Cache-Control: max-age=600"))
    assert fetcher.fetch(server.url, PAGE).body == fetcher.fetch(server.url, PAGE).body
    assert server.connections == 1


def test_a_fresh_page_is_still_asked_of_the_gate(serve: Serve, fetcher: Fetcher) -> None:
    server = serve(answering("200 OK", "Cache-Control: max-age=600"))
    asked: list[str] = []

    def gate(url: str, deadline: Deadline) -> float:
        del deadline
        asked.append(url)
        return 0.0

    fetcher.fetch(server.url, PAGE, gate=gate)
    fetcher.fetch(server.url, PAGE, gate=gate)
    assert asked == [server.url, server.url]


def test_a_stale_page_is_asked_whether_it_still_holds(serve: Serve, fetcher: Fetcher) -> None:
    server = serve(confirming())
    first, second = fetcher.fetch(server.url, PAGE), fetcher.fetch(server.url, PAGE)
    assert (first.body, second.body, second.status) == (b"<p>Hello</p>", b"<p>Hello</p>", 200)
    assert b"If-None-Match" in server.requests[1]


@pytest.mark.parametrize("says", ["private, max-age=600", "no-store, max-age=600"])
def test_a_private_page_is_asked_for_again(serve: Serve, fetcher: Fetcher, says: str) -> None:
    server = serve(answering("200 OK", f"Cache-Control: {says}", 'ETag: "1"'))
    fetcher.fetch(server.url, PAGE)
    fetcher.fetch(server.url, PAGE)
    assert [b"If-None-Match" in request for request in server.requests] == [False, False]


def test_an_answer_to_a_key_is_never_kept_nor_given(
    serve: Serve, fetcher: Fetcher, tmp_path: Path
) -> None:
    server = serve(answering("200 OK", "Cache-Control: max-age=600"))
    for _ in range(2):
        fetcher.fetch(server.url, PAGE, headers={"X-Api-Key": "secret"})
    assert server.connections == 2
    assert list(tmp_path.iterdir()) == []


def test_what_does_not_ask_for_the_cache_is_not_kept(
    serve: Serve, fetcher: Fetcher, tmp_path: Path
) -> None:
    fetcher.fetch(serve(answering("200 OK", "Cache-Control: max-age=600")).url, ANYTHING)
    assert list(tmp_path.iterdir()) == []
