"""Pages that are gone, as the Internet Archive keeps them.

Its availability API (https://archive.org/help/wayback_api.php) names the newest snapshot of an
address. Only the addresses of reports that are gone are asked for.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from threading import BoundedSemaphore
from typing import Any
from urllib.parse import urlencode, urlsplit

from backend.domain import Report, Snapshot, UnreadReason
from backend.errors import Unreadable
from backend.reading.deadline import Deadline
from backend.reading.extraction import Extract
from backend.reading.fetcher import Fetcher, Gate
from backend.reading.wants import PAGE, Want

INTERNET_ARCHIVE = "https://archive.org"
AT_ONCE = 2

GONE = frozenset({UnreadReason.GONE, UnreadReason.UNREACHABLE})
"""The reasons for which a snapshot is looked for."""

_AVAILABILITY = Want("application/json", max_bytes=100_000)
_STAMP = re.compile(r"/web/(\d{14})/")


class Snapshots:
    """Reads reports from the newest snapshots at `base`, at most `AT_ONCE` side by side."""

    def __init__(
        self, fetcher: Fetcher, gate: Gate, extract: Extract, base: str = INTERNET_ARCHIVE
    ) -> None:
        self._fetcher = fetcher
        self._gate = gate
        self._extract = extract
        self._base = base
        self._turns = BoundedSemaphore(AT_ONCE)

    def read(self, url: str) -> Report | None:
        """Return the report that was at `url`, with its snapshot; None where none can be read."""
        deadline = self._fetcher.deadline()
        if not self._turns.acquire(timeout=deadline.remaining()):
            return None
        try:
            snapshot = self._newest(url, deadline)
            return self._report(url, snapshot, deadline) if snapshot else None
        except Unreadable:
            return None
        finally:
            self._turns.release()

    def _newest(self, url: str, deadline: Deadline) -> Snapshot | None:
        asked = f"{self._base}/wayback/available?{urlencode({'url': url})}"
        answer = self._fetcher.fetch(asked, _AVAILABILITY, deadline=deadline)
        return newest_snapshot(answer.body, self._base)

    def _report(self, url: str, snapshot: Snapshot, deadline: Deadline) -> Report:
        # "id_" asks for the page as it was, without the archive's own bar and rewritten links.
        original = _STAMP.sub(r"/web/\1id_/", snapshot.url, count=1)
        answer = self._fetcher.fetch(original, PAGE, gate=self._gate, deadline=deadline)
        report = self._extract(answer.body, url, answer.charset)
        return replace(report, snapshot=snapshot)


def newest_snapshot(body: bytes, base: str) -> Snapshot | None:
    """The snapshot that an answer of the availability API names, if it is one of a good page.

    An address that is not the archive's own is none.
    """
    try:
        closest = json.loads(body)["archived_snapshots"]["closest"]
        taken = datetime.strptime(closest["timestamp"], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        return Snapshot(_address(closest, base), taken)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _address(closest: dict[str, Any], base: str) -> str:
    """Raises `ValueError` for a snapshot of an error, or at another host."""
    url, ours = urlsplit(closest["url"]), urlsplit(base)
    if closest["status"] != "200" or url.netloc not in {ours.netloc, f"web.{ours.netloc}"}:
        raise ValueError("no snapshot to read")
    # The API still says http for what is served over https.
    return f"{ours.scheme}://{url.netloc}{url.path}" + (f"?{url.query}" if url.query else "")
