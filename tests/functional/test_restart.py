from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.factories import PAGE_URL
from tests.fakes import until
from tests.functional import replayed
from tests.sse import Told, followed

ROOT = Path(__file__).parents[2]
BODY = {"quote": "Some 10,000 people came.", "page": {"url": PAGE_URL}}


class Program:
    """A backend that runs as a process group of its own."""

    def __init__(self, database_url: str, folder: Path, *arguments: str) -> None:
        replayed.hear_of(database_url)
        program = [sys.executable, "-m", "tests.functional.restartable"]
        command = [*program, database_url, str(folder), *arguments]
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert self.process.stdout is not None
        self.url = self.process.stdout.readline().strip()
        assert self.url.startswith("http://127.0.0.1:"), self.process.communicate()

    def open_check(self) -> str:
        answer = requests.post(f"{self.url}/api/v1/checks", json=BODY, timeout=20)
        assert answer.status_code == 202, answer.text
        check_id: str = answer.json()["id"]
        return check_id

    def so_far(self, check_id: str) -> dict[str, Any]:
        document: dict[str, Any] = requests.get(
            f"{self.url}/api/v1/checks/{check_id}", timeout=20
        ).json()
        return document

    @contextmanager
    def follow(self, check_id: str, after: int = 0) -> Iterator[Iterator[Told]]:
        url = f"{self.url}/api/v1/checks/{check_id}/events"
        with followed(url, **{"Last-Event-ID": str(after)}) as told:
            yield (event for event in told if event.kind != ":")

    def kill(self) -> None:
        """Kill every process of the group at once, so that nobody can put anything in order."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.communicate()

    def end(self, how: signal.Signals) -> None:
        self.process.send_signal(how)
        _, errors = self.process.communicate(timeout=20)
        assert self.process.returncode == 0, errors
        assert errors == ""


@pytest.fixture
def start(database_url: str, tmp_path: Path) -> Iterator[Callable[[], Program]]:
    with ExitStack() as stack:

        def start() -> Program:
            program = Program(database_url, tmp_path)
            stack.callback(_kill_if_alive, program)
            return program

        yield start


def _kill_if_alive(program: Program) -> None:
    if program.process.poll() is None:
        program.kill()


def test_a_check_survives_the_kill_of_its_process(
    start: Callable[[], Program], tmp_path: Path
) -> None:
    killed = start()
    check_id = killed.open_check()
    until((tmp_path / "begun").exists)
    with killed.follow(check_id) as stream:
        before = [next(stream) for _ in range(3)]
    killed.kill()
    (tmp_path / "go").touch()
    successor = start()
    with successor.follow(check_id, after=before[-1].id) as stream:
        after = list(stream)
    told = before + after
    assert [event.id for event in told] == list(range(1, len(told) + 1))
    kinds = [event.kind for event in told]
    assert kinds[:4] == ["queued", "started", "claims", "started"]
    assert kinds.count("note") == 1
    assert kinds[-1] == "note"
    note = requests.get(f"{successor.url}/api/v1/notes/{check_id}", timeout=20).json()
    assert note == told[-1].data
    assert successor.open_check() == check_id
    assert successor.so_far(check_id)["last_event"] == len(told)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_stopped_backend_leaves_its_check_to_the_next(
    start: Callable[[], Program], tmp_path: Path, how: signal.Signals
) -> None:
    stopped = start()
    check_id = stopped.open_check()
    until((tmp_path / "begun").exists)
    with stopped.follow(check_id) as stream:
        before = [next(stream) for _ in range(3)]
        stopped.end(how)
        before += list(stream)
    (tmp_path / "go").touch()
    with start().follow(check_id, after=before[-1].id) as stream:
        kinds = [event.kind for event in [*before, *stream]]
    assert kinds[:5] == ["queued", "started", "claims", "queued", "started"]
    assert kinds[-1] == "note"


def test_a_big_body_in_pieces_is_refused_by_the_real_server(start: Callable[[], Program]) -> None:
    program = start()

    def pieces() -> Iterator[bytes]:
        yield b'{"quote": "'
        for _ in range(100):
            yield b"a" * 10_000
        yield b'"}'

    answer = requests.post(
        f"{program.url}/api/v1/checks",
        data=pieces(),
        headers={"Content-Type": "application/json"},
        timeout=20,
    )
    assert answer.status_code == 413
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_more_readers_than_usual_pools_have_threads_are_all_served(
    start: Callable[[], Program], tmp_path: Path
) -> None:
    program = start()
    check_id = program.open_check()
    until((tmp_path / "begun").exists)
    with ExitStack() as stack:
        streams = [stack.enter_context(program.follow(check_id)) for _ in range(80)]
        assert {next(stream).kind for stream in streams} == {"queued"}
        assert requests.get(f"{program.url}/healthz", timeout=20).json()["status"] == "ok"
        (tmp_path / "go").touch()
        assert {list(stream)[-1].kind for stream in streams} == {"note"}


def test_a_backend_that_cannot_be_made_says_why(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    url = f"sqlite:///{tmp_path}/file/database.sqlite"
    command = [sys.executable, "-m", "tests.functional.restartable", url, str(tmp_path)]
    ended = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode != 0
    assert ended.stdout == ""
    assert ended.stderr.startswith(f"The folder for {tmp_path}/file/database.sqlite cannot be made")
    assert "The server could not be started." in ended.stderr
