"""Crawling in a thread of this process, beside the checks."""

from __future__ import annotations

from threading import Thread

from backend.services.scheduler import Scheduler


class CrawlThread:
    """Runs a scheduler until it is stopped. To be started after any fork."""

    def __init__(self, scheduler: Scheduler) -> None:
        self._scheduler = scheduler
        self._thread = Thread(target=scheduler.run, name="crawl", daemon=True)

    def start(self) -> None:
        """Start crawling."""
        self._thread.start()

    def stop(self, grace: float = 1.0) -> None:
        """Stop, waiting no longer than `grace` seconds for pages that are being read."""
        self._scheduler.stop()
        if self._thread.is_alive():
            self._thread.join(grace)
