"""Hosts that bring their own server serve `backend:create_app()`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import requests

from tests.fakes import until
from tests.functional.program import ROOT, environment, free_port


def test_the_application_runs_under_a_server_of_the_hosts_own(tmp_path: Path) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    own = [sys.executable, "-m", "gunicorn", "--worker-class", "gthread", "--threads", "8"]
    server = subprocess.Popen(
        [*own, "--bind", f"127.0.0.1:{port}", "backend:create_app()"],
        cwd=ROOT,
        env=environment(
            database_url=f"sqlite:///{tmp_path}/own.db", searchers="archive", crawl="no"
        ),
        stderr=subprocess.DEVNULL,
    )

    def answers(path: str) -> bool:
        assert server.poll() is None, "the server ended"
        try:
            return requests.get(f"{url}{path}", timeout=20).ok
        except (requests.ConnectionError, requests.Timeout):
            return False

    try:
        until(lambda: answers("/readyz"), patience=90)
        body = {"quote": "Zebras danced in Kazan.", "page": {"url": "https://page.test/"}}
        check = requests.post(f"{url}/api/v1/checks", json=body, timeout=30).json()
        until(lambda: answers(check["note"]), patience=90)
        note = requests.get(f"{url}{check['note']}", timeout=30).json()
        assert note["verdict"] == "insufficient"
    finally:
        server.terminate()
        server.wait(30)
