"""A reader who follows a check to its end, however often the line breaks."""

from __future__ import annotations

from contextlib import suppress
from threading import Thread

import requests

from backend.store.status import LAST_KINDS
from tests.fakes import until
from tests.faults.record import PATIENCE
from tests.faults.site import Away, Site
from tests.sse import followed

_AS_LONG_AS_ANY_TEST = 1800.0


class Listener:
    """Listens in a thread of its own, and resumes after the last event that it heard."""

    def __init__(self, site: Site, check_id: str) -> None:
        self.check_id = check_id
        self.heard: list[tuple[int, str]] = []
        self.times_connected = 0
        self._site = site
        self._thread = Thread(target=self._listen, name=f"listener of {check_id}", daemon=True)
        self._thread.start()

    @property
    def at_end(self) -> bool:
        return bool(self.heard) and self.heard[-1][1] in LAST_KINDS

    def require_whole(self) -> None:
        """Wait for the end; what was heard has no gap and no double."""
        self._thread.join(PATIENCE)
        assert self.at_end, self.heard
        assert [number for number, _ in self.heard] == list(range(1, len(self.heard) + 1))
        assert sum(kind in LAST_KINDS for _, kind in self.heard) == 1

    def _listen(self) -> None:
        # Who waits for it sees that the end is missing.
        with suppress(AssertionError):
            until(self._heard_to_the_end, _AS_LONG_AS_ANY_TEST, pause=0.2)

    def _heard_to_the_end(self) -> bool:
        try:
            self._resume()
        except (Away, requests.RequestException, AssertionError):
            return False
        return self.at_end

    def _resume(self) -> None:
        last = self.heard[-1][0] if self.heard else 0
        url = f"{self._site.url}/api/v1/checks/{self.check_id}/events"
        with followed(url, **{"Last-Event-ID": str(last)}) as told:
            self.times_connected += 1
            self.heard.extend((event.id, event.kind) for event in told if event.kind != ":")
