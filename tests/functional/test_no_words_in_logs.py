"""All that the program writes while readers do everything they can with words of their own."""

from __future__ import annotations

import json
import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import requests

from tests.fakes import until
from tests.functional.program import Serving, run

MARK = "Zyxomma"
PAGE = f"https://example.org/{MARK}?q={MARK}"
CLAIM = f"Some 10,000 {MARK} soldiers came to Kursk on Monday."
REPORT = {
    "url": f"https://outlet.example/{MARK}",
    "title": f"Soldiers of {MARK}",
    "text": f"Some 10,000 {MARK} soldiers came to Kursk on Monday, the ministry said. " * 5,
}


@pytest.mark.parametrize("form", ["text", "json"])
def test_nothing_that_a_reader_or_a_page_says_is_ever_logged(tmp_path: Path, form: str) -> None:
    reports = tmp_path / "reports.jsonl"
    reports.write_text(json.dumps(REPORT) + "\n", "utf-8")
    settings = {
        "database_url": f"sqlite:///{tmp_path / 'database.sqlite'}",
        "cache_folder": str(tmp_path / "cache"),
        "judge": "lexical",
        "log_level": "DEBUG",
        "log_format": form,
    }
    added = run("archive", "add", str(reports), **settings)
    assert added.returncode == 0, added.stderr
    program = Serving("serve", log=tmp_path / "log", **settings)
    try:
        token = _read_and_flag(program)
        _ask_for_nonsense(program)
        until(lambda: _counter_sources(tmp_path / "database.sqlite") == ["unreadable"], 60)
    finally:
        program.end()
    assert program.output.count("A check has ended in a note.") == 1
    for word in (MARK, token, "wrong-token"):
        assert word.lower() not in program.output.lower(), _lines_with(word, program.output)
    if form == "json":
        _are_json(program.output)


def _read_and_flag(program: Serving) -> str:
    """Have a claim checked, look at what there is, flag it; give the reader's token."""
    check_id = program.open_check(CLAIM, PAGE)
    note = program.note(check_id)
    assert note["evidence"], "the marked report was not found"
    requests.get(f"{program.url}/api/v1/notes", params={"page": PAGE}, timeout=30)
    requests.get(f"{program.url}/n/{check_id}", headers={"Accept": "text/html"}, timeout=30)
    token: str = requests.post(f"{program.url}/api/v1/readers", timeout=30).json()["token"]
    flag = {
        "reason": "missing_report",
        "comment": f"See {MARK}.",
        "counter_source": f"http://127.0.0.1:9/{MARK}",
    }
    answer = requests.put(
        f"{program.url}/api/v1/notes/{check_id}/flag",
        json=flag,
        headers={"Authorization": f"Bearer {token}"},
        timeout=30,
    )
    assert answer.status_code == 200, answer.text
    return token


def _ask_for_nonsense(program: Serving) -> None:
    """Ask in ways that are refused, one by one, by us and by the server in front of us."""
    wrong = {"Authorization": "Bearer wrong-token"}
    requests.get(f"{program.url}/{MARK}?{MARK}", timeout=30)
    requests.get(f"{program.url}/api/v1/flags", headers=wrong, timeout=30)
    requests.get(f"{program.url}/healthz", headers={"Host": f"{MARK}.test"}, timeout=30)
    requests.get(f"{program.url}/healthz", headers={"X-Request-ID": MARK}, timeout=30)
    body = {"quote": MARK, "page": {"url": f"nowhere:{MARK}"}}
    requests.post(f"{program.url}/api/v1/checks", json=body, timeout=30)
    for line in (f"GET /{MARK} HTTP/9.9", f"G@T /{MARK} HTTP/1.1", f"GET /\x00{MARK} HTTP/1.1"):
        with socket.create_connection(("127.0.0.1", program.port), 30) as connection:
            connection.sendall(f"{line}\r\nHost: {MARK}\r\n{MARK}\r\n\r\n".encode())
            connection.recv(1000)


def _counter_sources(database: Path) -> list[str]:
    """What became of the reports that readers named."""
    with closing(sqlite3.connect(database, timeout=20)) as connection:
        return [state for (state,) in connection.execute("SELECT state FROM counter_source")]


def _lines_with(word: str, written: str) -> list[str]:
    return [line for line in written.splitlines() if word.lower() in line.lower()]


def _are_json(written: str) -> None:
    """Every line but the one that says where we answer is a JSON object with all it has to have."""
    lines = [line for line in written.splitlines() if not line.startswith("Second Source answers")]
    assert lines
    for line in lines:
        told = json.loads(line)
        assert {"time", "level", "logger", "event"} <= told.keys()
