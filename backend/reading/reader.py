"""Reading a page as a check does: robots.txt, politeness, fetching, extraction."""

from __future__ import annotations

from backend.domain import Report
from backend.errors import Unreadable
from backend.reading.answers import Response
from backend.reading.deadline import Deadline
from backend.reading.extraction import Extract, extract
from backend.reading.fetcher import AGENT, Fetcher
from backend.reading.robots import ROBOTS_BYTES, Robots
from backend.reading.snapshots import GONE, Snapshots
from backend.reading.wants import PAGE, Want

ROBOTS = Want(
    "text/plain,*/*;q=0.1", max_bytes=ROBOTS_BYTES, truncate=True, takes_turn=False, cached=True
)


class WebReader:
    """Reads pages over HTTP. Implements `checking.ports.Reader`.

    Every redirect is asked of robots.txt as well. Waiting for a turn counts against the fetch's
    own deadline, but for the seconds of `patience` that a crawl has and a check has not.
    `extractor` takes the report out of a page. Where a page is gone, `snapshots` are tried.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        robots: Robots,
        patience: float = 0.0,
        *,
        extractor: Extract = extract,
        snapshots: Snapshots | None = None,
    ) -> None:
        self._fetcher = fetcher
        self._robots = robots
        self._patience = patience
        self._extract = extractor
        self._snapshots = snapshots

    def read(self, url: str) -> Report:
        """Return the report at `url`; raises `Unreadable` with the reason."""
        try:
            return self._read(url)
        except Unreadable as problem:
            if self._snapshots is None or problem.reason not in GONE:
                raise
            report = self._snapshots.read(url)
            if report is None:
                raise
            return report

    def _read(self, url: str) -> Report:
        gate, patience = self._robots.check, self._patience
        answer = self._fetcher.fetch(url, PAGE, gate=gate, patience=patience)
        return self._extract(answer.body, answer.url, answer.charset)


def make_robots(fetcher: Fetcher) -> Robots:
    """The memory of robots.txt that fetches through `fetcher`."""

    def fetch(url: str, deadline: Deadline, /) -> Response:
        return fetcher.fetch(url, ROBOTS, deadline=deadline.sooner(fetcher.deadline()))

    return Robots(AGENT, fetch)
