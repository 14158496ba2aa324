"""The program itself as a process group, with an environment of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import requests

from tests.fakes import until
from tests.functional import replayed

ROOT = Path(__file__).parents[2]


def environment(**settings: str) -> dict[str, str]:
    """This process's environment with these settings and no other of ours."""
    # Nothing that a test starts may ask the world.
    alone = {
        "SECOND_SOURCE_SEARCHERS": "archive",
        "SECOND_SOURCE_INTERNET_ARCHIVE": "no",
        "SECOND_SOURCE_CRAWL": "no",
        "SECOND_SOURCE_STARTER_FEEDS": "no",
    }
    if url := settings.get("database_url"):
        replayed.hear_of(url)
    ours = alone | {f"SECOND_SOURCE_{name.upper()}": value for name, value in settings.items()}
    others = {k: v for k, v in os.environ.items() if not k.startswith("SECOND_SOURCE_")}
    return {**others, **ours}


def run(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """One command of the program, run to its end."""
    command = [sys.executable, "-m", "backend", *arguments]
    return subprocess.run(
        command,
        cwd=ROOT,
        env=environment(**settings),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def free_port() -> int:
    """A port that nobody listened on a moment ago."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
    return port


class Working:
    """`python -m backend COMMAND`, running until it is ended or killed."""

    def __init__(self, *arguments: str, log: Path, **settings: str) -> None:
        self._log = log
        with log.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "backend", *arguments],
                cwd=ROOT,
                env=environment(**settings),
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def output(self) -> str:
        return self._log.read_text("utf-8")

    def kill(self) -> None:
        """Kill every process of the group at once, so that nobody can put anything in order."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(20)

    def end(self) -> int:
        """Ask it to end; return its status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(120)


class Serving(Working):
    """`python -m backend serve` or the like, once it answers."""

    def __init__(self, *arguments: str, log: Path, **settings: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        super().__init__(*arguments, log=log, port=str(self.port), **settings)
        try:
            until(self._answers, patience=90)
        except AssertionError:
            self.kill()
            raise

    def _answers(self) -> bool:
        assert self.process.poll() is None, self.output
        try:
            return requests.get(f"{self.url}/readyz", timeout=5).ok
        except (requests.ConnectionError, requests.Timeout):
            return False

    def open_check(self, quote: str, page: str) -> str:
        body = {"quote": quote, "page": {"url": page}}
        answer = requests.post(f"{self.url}/api/v1/checks", json=body, timeout=30)
        assert answer.status_code == 202, answer.text
        check_id: str = answer.json()["id"]
        return check_id

    def so_far(self, check_id: str) -> dict[str, Any]:
        answer = requests.get(f"{self.url}/api/v1/checks/{check_id}", timeout=30)
        document: dict[str, Any] = answer.json()
        return document

    def note(self, check_id: str) -> dict[str, Any]:
        """The check's note, once it is there."""
        until(lambda: self.so_far(check_id)["status"] in {"done", "failed", "cancelled"}, 60)
        return self.so_far(check_id)
