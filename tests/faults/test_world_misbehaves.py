"""Checks of the real program while a searcher and the pages it names do all that can go wrong.

What each does to the fetcher and to a searcher is tried one by one in `tests/functional`; here it
is what becomes of the checks, and of those that come after them in the same process.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path
from threading import Lock

import pytest

from backend.demo.newsstand import Newsstand
from tests.faults.highlights import selected
from tests.faults.record import record_of, until_notes
from tests.faults.site import Site
from tests.functional.hostile import (
    OK_HEAD,
    Behaviour,
    HostileServer,
    answering,
    dripping,
    hanging,
    reset_midway,
)

pytestmark = pytest.mark.faults

RUBBISH = bytes(range(256)) * 40
CUT_OFF = OK_HEAD + b"Content-Length: 9999\r\n\r\n<html><article><p>It was said that"
PAGES: Sequence[Behaviour] = (
    hanging,
    reset_midway,
    dripping(OK_HEAD + b"\r\n", b"<p>"),
    answering(body=RUBBISH),
    answering("200 OK", "Content-Encoding: gzip", body=RUBBISH),
    answering("500 Broken", body=b""),
)


def sending(data: bytes) -> Behaviour:
    """Send this and hang up."""

    def behave(connection: socket.socket, server: HostileServer) -> None:
        del server
        connection.sendall(data)

    return behave


def in_turn(behaviours: Sequence[Behaviour]) -> Behaviour:
    """Do to each connection what is next."""
    turns, lock = cycle(behaviours), Lock()

    def behave(connection: socket.socket, server: HostileServer) -> None:
        with lock:
            turn = next(turns)
        turn(connection, server)

    return behave


@pytest.fixture
def servers() -> Iterator[list[HostileServer]]:
    servers: list[HostileServer] = []
    yield servers
    for server in servers:
        server.stop()


def start(servers: list[HostileServer], behave: Behaviour) -> HostileServer:
    server = HostileServer(behave)
    server.start()
    servers.append(server)
    return server


@pytest.fixture
def searcher(servers: list[HostileServer]) -> HostileServer:
    """A SearXNG that answers every second time, and then with pages that misbehave."""
    pages = [start(servers, behave) for behave in (*PAGES, sending(CUT_OFF), sending(RUBBISH))]
    results = [{"url": page.url, "title": "It was said"} for page in pages]
    answer = answering(body=json.dumps({"results": results}).encode())
    failures = [hanging, reset_midway, sending(CUT_OFF), sending(RUBBISH), answering(body=RUBBISH)]
    return start(servers, in_turn([turn for failure in failures for turn in (answer, failure)]))


def test_every_check_ends_in_a_note_whatever_searchers_and_pages_do(
    searcher: HostileServer, newsstand: Newsstand, sqlite_url: str, tmp_path: Path
) -> None:
    site = Site(
        tmp_path,
        database_url=sqlite_url,
        searchers="archive,searxng",
        searxng_url=f"http://127.0.0.1:{searcher.port}",
        reports_a_claim="8",
        check_seconds="12",
        check_threads="4",
    )
    site.start()
    try:
        opened = [site.open_check(one) for one in selected(newsstand, 12)]
        until_notes(sqlite_url, len(opened))
    finally:
        site.kill()
    record = record_of(sqlite_url)
    record.require_a_note_each(opened)
    notes = [check.notes[1] for check in record.checks.values()]
    answers = {row["status"] for note in notes for row in note["searched"]}
    assert {"answered", "failed"} <= answers
    asked = [note for note in notes if note["searched"]]
    assert all({"archive", "searxng"} == {row["searcher"] for row in n["searched"]} for n in asked)
    assert all(note["evidence"] or note["verdict"] == "insufficient" for note in asked)
    reasons = {row["code"] for note in notes for row in note["unread"]}
    assert {"unreachable", "server_error"} & reasons
