"""A process that fetches as workers do: `python -m … DATABASE_URL`, then an address a line.

Tells what became of each in a line of its own, in no order; the settings are those of the
environment.
"""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from backend.composition.finding import make_fetcher
from backend.config import read_settings
from backend.errors import Unreadable
from backend.reading.fetcher import Fetcher
from backend.store.engine import make_engine, make_sessions
from tests.functional.program import ROOT, environment

_THREADS = 4
_READY = "ready"
FETCHED = "fetched"


class Fetching:
    """Such a process, as a test sees it."""

    def __init__(self, database_url: str, **settings: str) -> None:
        given = {"allow_loopback": "yes", "cache_bytes": "0", "fetch_seconds": "90"} | settings
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.functional.fetching", database_url],
            cwd=ROOT,
            env=environment(**given),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )

    def is_ready(self) -> bool:
        """Wait until it fetches what it is told to; False where it died."""
        return self._line() == _READY

    def fetch(self, url: str) -> None:
        """Tell it to fetch an address, beside what it is fetching."""
        assert self.process.stdin
        self.process.stdin.write(f"{url}\n")

    def outcome(self) -> str:
        """Wait for the next outcome: `FETCHED`, or why not."""
        return self._line()

    def kill(self) -> None:
        """Kill it, so that it can put nothing in order."""
        self.process.kill()
        self.process.communicate()

    def _line(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()


def main(database_url: str) -> None:
    """Fetch what stdin says until it ends."""
    engine = make_engine(database_url)
    settings = replace(read_settings(os.environ), database_url=database_url)
    fetcher = make_fetcher(settings, make_sessions(engine))
    _say(_READY)
    with ThreadPoolExecutor(_THREADS) as pool:
        for line in sys.stdin:
            pool.submit(_fetch, fetcher, line.strip())
    engine.dispose()


def _fetch(fetcher: Fetcher, url: str) -> None:
    try:
        fetcher.fetch(url)
    except Unreadable as failure:
        _say(failure.reason.value)
    except BaseException as failure:
        _say(repr(failure))
        raise
    else:
        _say(FETCHED)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
