"""The real server's event streams: how many there may be, and that requests don't wait for them."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import requests

from tests.fakes import until
from tests.functional.test_restart import Program, _kill_if_alive


@pytest.fixture
def start(database_url: str, tmp_path: Path) -> Iterator[Callable[..., Program]]:
    with ExitStack() as stack:

        def start(*arguments: str) -> Program:
            program = Program(database_url, tmp_path, *arguments)
            stack.callback(_kill_if_alive, program)
            return program

        yield start


def test_streams_beyond_what_there_is_room_for_are_told_when_to_come_back(
    start: Callable[..., Program], tmp_path: Path
) -> None:
    program = start("3")
    check_id = program.open_check()
    until((tmp_path / "begun").exists)
    url = f"{program.url}/api/v1/checks/{check_id}/events"
    with ExitStack() as stack:
        streams = [stack.enter_context(program.follow(check_id)) for _ in range(3)]
        assert {next(stream).kind for stream in streams} == {"queued"}
        refused = requests.get(url, timeout=20)
        assert refused.status_code == 503
        assert int(refused.headers["Retry-After"]) > 0
        assert program.so_far(check_id)["status"] == "running"
    # Who has gone makes room.
    until(lambda: requests.get(url, stream=True, timeout=20).status_code == 200)
    (tmp_path / "go").touch()


def test_a_reader_without_chunks_is_streamed_to_as_well(
    start: Callable[..., Program], tmp_path: Path
) -> None:
    program = start()
    check_id = program.open_check()
    (tmp_path / "go").touch()
    host, port = program.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=60) as reader:
        request = f"GET /api/v1/checks/{check_id}/events HTTP/1.0\r\nHost: {host}\r\n\r\n"
        reader.sendall(request.encode())
        told = b"".join(iter(lambda: reader.recv(65_536), b""))
    head, _, body = told.partition(b"\r\n\r\n")
    assert b"chunked" not in head
    assert body.startswith(b"retry: 1000\n\nid: ")
    assert b"\nevent: note\n" in body
    assert body.endswith(b"\n\n")
