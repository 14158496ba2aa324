"""robots.txt by RFC 9309: what a site lets programs read, and how fast.

A robots.txt that is not there allows everything; one that cannot be had (a server error, no
answer) allows nothing for now.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

from protego import Protego

from backend.domain import UnreadReason
from backend.errors import Unreadable
from backend.reading.answers import Response
from backend.reading.deadline import Deadline, Monotonic

ROBOTS_BYTES = 512 * 1024
"""How much of a robots.txt counts; RFC 9309, 2.5 asks for at least 500 KiB."""

_ABSENT = frozenset({UnreadReason.GONE, UnreadReason.REFUSED, UnreadReason.PAYWALL})
_DAY = 24 * 3600.0
_MINUTE = 60.0
_MANY_SITES = 2000


class FetchRobots(Protocol):
    """Fetches a robots.txt, cut off at `ROBOTS_BYTES`; raises `Unreadable`."""

    def __call__(self, url: str, deadline: Deadline, /) -> Response:
        """Return the answer at `url`."""
        ...


@dataclass(frozen=True, slots=True)
class _Rules:
    """What one site says, until `expires`; `unknown` is why nothing could be learned."""

    parsed: Protego | None
    expires: float
    unknown: UnreadReason | None = None


@dataclass(slots=True)
class _Site:
    """One site's rules and the lock under which they are fetched once."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    rules: _Rules | None = None


class Robots:
    """Remembers each site's robots.txt for a day, and a failure for a minute.

    Used from several threads at once; two that ask about one site fetch it once.
    """

    def __init__(
        self, agent: str, fetch: FetchRobots, *, clock: Monotonic = time.monotonic
    ) -> None:
        self._agent = agent
        self._fetch = fetch
        self._clock = clock
        self._sites: OrderedDict[str, _Site] = OrderedDict()
        self._lock = threading.Lock()

    def check(self, url: str, deadline: Deadline) -> float:
        """Return the site's crawl delay in seconds (0 where it names none).

        Raises `Unreadable`: `ROBOTS` where the site asks programs not to read the address, or
        the reason for which its robots.txt could not be had.
        """
        rules = self._rules(url, deadline)
        if rules.unknown:
            raise Unreadable(rules.unknown, "The site's robots.txt could not be read.")
        if rules.parsed is None:
            return 0.0
        if not rules.parsed.can_fetch(url, self._agent):
            raise Unreadable(UnreadReason.ROBOTS)
        return rules.parsed.crawl_delay(self._agent) or 0.0

    def _rules(self, url: str, deadline: Deadline) -> _Rules:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}".lower()
        site = self._site(origin)
        if not site.lock.acquire(timeout=deadline.remaining()):
            raise Unreadable(UnreadReason.TIMED_OUT)
        try:
            if site.rules is None or site.rules.expires <= self._clock():
                site.rules = self._ask(origin, deadline)
            return site.rules
        finally:
            site.lock.release()

    def _site(self, origin: str) -> _Site:
        with self._lock:
            site = self._sites.setdefault(origin, _Site())
            self._sites.move_to_end(origin)
            if len(self._sites) > _MANY_SITES:
                self._sites.popitem(last=False)
            return site

    def _ask(self, origin: str, deadline: Deadline) -> _Rules:
        try:
            answer = self._fetch(f"{origin}/robots.txt", deadline)
        except Unreadable as failure:
            if failure.reason in _ABSENT:
                return _Rules(None, self._clock() + _DAY)
            return _Rules(None, self._clock() + _MINUTE, failure.reason)
        text = answer.body.decode("utf-8-sig", "replace")
        return _Rules(Protego.parse(text), self._clock() + _DAY)
