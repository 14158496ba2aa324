"""The web process as readers know it: one address to ask, whoever answers there at the moment."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import requests

from tests.fakes import until
from tests.faults.highlights import Selected
from tests.faults.record import PATIENCE
from tests.functional.program import Serving

SETTINGS = {
    "allow_loopback": "yes",
    "host_interval": "0",
    "cache_bytes": "0",
    "fetch_seconds": "2",
    "judge": os.environ.get("SECOND_SOURCE_TEST_JUDGE", "lexical"),
    "reports_a_claim": "2",
    "check_queue": "1000",
    "rechecks_an_hour": "0",
    "readers_a_network_a_day": "1000",
}
"""As the demonstration, with checks that cost little: what they find does not matter here."""

_AWAY = (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError)


class Away(Exception):
    """Nobody answers, or who answers cannot at the moment. To be asked again."""


class Site:
    """`serve` on a database, killed and started again. Its address changes with each start."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self._folder = folder
        self._settings = {**SETTINGS, **settings}
        self._starts = 0
        self._serving: Serving | None = None

    @property
    def database_url(self) -> str:
        return self._settings["database_url"]

    @property
    def url(self) -> str:
        """Where it answers; raises `Away` between a kill and a start."""
        if self._serving is None:
            raise Away
        return self._serving.url

    def start(self) -> None:
        self._starts += 1
        log = self._folder / f"web {self._starts}"
        self._serving = Serving("serve", log=log, **self._settings)

    def kill(self) -> None:
        serving, self._serving = self._serving, None
        if serving is not None:
            serving.kill()

    @property
    def pid(self) -> int:
        """The process group that is to be hurt."""
        assert self._serving is not None
        return self._serving.process.pid

    def is_ready(self) -> bool:
        """Whether it says of itself that it can serve."""
        try:
            return requests.get(f"{self.url}/readyz", timeout=30).ok
        except _AWAY:
            return False

    def ask(self, method: str, path: str, **request: Any) -> requests.Response:  # noqa: ANN401
        """Ask once; raises `Away` where that has to be done again."""
        try:
            answer = requests.request(method, f"{self.url}/api/v1{path}", timeout=30, **request)
        except _AWAY as error:
            raise Away from error
        if answer.status_code in {429, 503}:
            assert int(answer.headers["Retry-After"]) > 0
            raise Away
        return answer

    def insist(self, method: str, path: str, **request: Any) -> requests.Response:  # noqa: ANN401
        """Ask until somebody answers, as the extension does; for what may be repeated."""
        answers: list[requests.Response] = []

        def asked() -> bool:
            try:
                answers.append(self.ask(method, path, **request))
            except Away:
                return False
            return True

        until(asked, PATIENCE)
        return answers[-1]

    def open_check(self, selected: Selected) -> str:
        """The id of a check that was promised: the answer was 202."""
        body = {"quote": selected.quote, "page": {"url": selected.page}}
        answer = self.insist("POST", "/checks", json=body)
        assert answer.status_code == 202, answer.text
        check_id: str = answer.json()["id"]
        return check_id

    def flag(self, note_id: str) -> None:
        """Have a new reader flag a note; return once that was answered with 200."""
        token = self.insist("POST", "/readers").json()["token"]
        bearer, body = {"Authorization": f"Bearer {token}"}, {"reason": "wrong_stance"}
        answer = self.insist("PUT", f"/notes/{note_id}/flag", json=body, headers=bearer)
        assert answer.status_code == 200, answer.text
