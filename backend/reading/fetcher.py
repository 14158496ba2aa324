"""The only user of requests: one address in, one bounded answer out.

Every fetch ends by its deadline, holds at most its cap of decompressed bytes, follows at most a
few redirects each of which is checked like the first address, and connects to no private
network. No cookies are kept and no proxy or netrc of the environment is used.
"""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType

import requests
from ssrfguard import Policy

from backend.domain import UnreadReason
from backend.errors import BadSetting, Unreadable
from backend.reading.addresses import Ground, same_origin
from backend.reading.answers import (
    STALLS,
    Response,
    Validators,
    reason_for,
    redirect_target,
    retry_after,
)
from backend.reading.body import ENCODINGS, read_body
from backend.reading.caching import HttpCache, Kept
from backend.reading.deadline import Deadline
from backend.reading.politeness import Politeness
from backend.reading.slots import Places, Slots
from backend.reading.transport import (
    WatchedAdapter,
    foreign_errors_translated,
    seconds_an_attempt,
)
from backend.reading.wants import ANYTHING, Want
from backend.reading.watchdog import Lookup, Watchdog

# Its warnings quote addresses, and what readers look up stays out of the logs.
logging.getLogger("urllib3").setLevel(logging.CRITICAL)

AGENT = "SecondSource"
_VERSION = "0.1"

Gate = Callable[[str, Deadline], float]
"""Asked before each hop: raises `Unreadable` where the address may not be fetched, and returns
the least seconds between two requests that its host asks for."""


def open_gate(url: str, deadline: Deadline) -> float:  # noqa: ARG001 - the shape of a Gate
    """Let everything pass."""
    return 0.0


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one fetch may cost, and who it says it is.

    `total_seconds` spans waiting for a turn, names, connecting, headers, redirects and body.
    `max_bytes` counts after decompression. `contact` (an address of the operator) goes into the
    user agent. `ports` are those that may be connected to. `allow_loopback`, for the demo and for
    tests, opens this machine on every port; `allowed_networks` opens what an operator's own
    setting names, on `ports` alone. `at_once_a_host` and `at_once` are how many fetches may be
    under way.
    """

    connect_seconds: float = 5.0
    total_seconds: float = 15.0
    max_bytes: int = 5_000_000
    max_redirects: int = 5
    ports: frozenset[int] = frozenset({80, 443})
    allow_loopback: bool = False
    allowed_networks: tuple[str, ...] = ()
    contact: str = ""
    at_once_a_host: int = 2
    at_once: int = 16

    @property
    def user_agent(self) -> str:
        """The honest user agent. Raises `BadSetting` for a contact that no header can carry."""
        if not self.contact:
            return f"{AGENT}/{_VERSION}"
        if not self.contact.isascii() or not self.contact.isprintable():
            raise BadSetting("The contact must be plain ASCII on one line.")
        return f"{AGENT}/{_VERSION} (+{self.contact})"


class Fetcher:
    """Fetches addresses within its limits. Used from several threads at once.

    `cache` is asked for what `Want.cached` allows; without one, nothing is kept. `lookup` stands
    in for `socket.getaddrinfo`; whatever it answers is checked all the same. `places` are those
    of this process alone unless others are given.
    """

    def __init__(
        self,
        limits: FetchLimits,
        politeness: Politeness | None = None,
        lookup: Lookup = socket.getaddrinfo,
        cache: HttpCache | None = None,
        places: Places | None = None,
    ) -> None:
        self._limits = limits
        self._politeness = politeness or Politeness()
        self._ground = Ground(limits.ports, limits.allow_loopback, limits.allowed_networks)
        self._places = places or Slots(limits.at_once_a_host, limits.at_once)
        self._lookup = lookup
        self._cache = cache
        self._user_agent = limits.user_agent

    def deadline(self) -> Deadline:
        """The deadline of a fetch that begins now."""
        return Deadline.within(self._limits.total_seconds)

    def fetch(
        self,
        url: str,
        want: Want = ANYTHING,
        *,
        known: Validators | None = None,
        headers: Mapping[str, str] | None = None,
        gate: Gate = open_gate,
        deadline: Deadline | None = None,
        patience: float = 0.0,
    ) -> Response:
        """Return the answer at `url`; with `known`, perhaps one that is `not_modified`.

        `headers` go to the origin of the first address only, since a redirect may lead to anyone.
        `patience` is how many seconds each turn may be waited for that do not count against the
        deadline; who has any gives way to those who have none. Raises `Unreadable` with the
        reason for anything but a usable answer.
        """
        sent = {**(headers or {}), **(known.headers if known else {})}
        cache = self._cache if want.cached and not sent else None
        errand = _Errand(want, gate, deadline or self.deadline(), patience, cache)
        for _ in range(self._limits.max_redirects + 1):
            hop = self._hop(errand, url, sent)
            if cache and hop.kept and cache.is_fresh(hop.kept):
                return hop.kept.response
            errand = self._in_turn(errand, hop)
            answer = self._ask(errand, hop)
            if isinstance(answer, Response):
                return cache.settle(url, hop.headers, answer, hop.kept) if cache else answer
            sent = sent if same_origin(url, answer) else {}
            url = answer
        raise Unreadable(UnreadReason.SERVER_ERROR, "The page redirects too often.")

    def _hop(self, errand: _Errand, url: str, sent: Mapping[str, str]) -> _Hop:
        """One address on the way: may it be asked, how, and what is kept of it."""
        policy = self._ground.admit(url)
        delay = errand.gate(url, errand.deadline)
        headers = {**self._headers(errand.want), **sent}
        kept = errand.cache.kept(url, headers) if errand.cache else None
        return _Hop(url, policy, delay, headers, kept)

    def _in_turn(self, errand: _Errand, hop: _Hop) -> _Errand:
        """The errand once its host may be asked, its deadline put off by what it was patient."""
        if not errand.want.takes_turn:
            return errand
        turn_by = errand.deadline.later(errand.patience)
        waited = self._politeness.wait(hop.url, turn_by, hop.delay, gives_way=errand.patience > 0)
        return replace(errand, deadline=errand.deadline.later(min(waited, errand.patience)))

    def _ask(self, errand: _Errand, hop: _Hop) -> Response | str:
        """The answer at one address, or the address that it redirects to."""
        with self._places.taken(hop.url, errand.deadline) as waited:
            if waited:  # its turn has passed; and who holds a place has no patience
                errand = self._in_turn(replace(errand, patience=0.0), hop)
            return self._ask_now(errand.want, errand.deadline, hop)

    def _ask_now(self, want: Want, ends: Deadline, hop: _Hop) -> Response | str:
        with Watchdog(ends.remaining()) as watchdog, foreign_errors_translated(watchdog):
            adapter = WatchedAdapter(hop.policy, ends, watchdog, self._lookup)
            with closing(adapter), closing(self._send(adapter, ends, hop)) as answer:
                seen = _headers_of(answer)
                target = redirect_target(hop.url, answer.status_code, seen)
                return target or self._take(want, hop.url, answer, seen)

    def _send(self, adapter: WatchedAdapter, ends: Deadline, hop: _Hop) -> requests.Response:
        known = hop.kept.response.validators.headers if hop.kept else {}
        request = requests.Request("GET", hop.url, headers={**hop.headers, **known})
        limit = seconds_an_attempt(self._limits.connect_seconds, ends)
        rest = max(0.001, ends.remaining())
        return adapter.send(request.prepare(), stream=True, timeout=(limit, rest))

    def _headers(self, want: Want) -> dict[str, str]:
        return {
            "User-Agent": self._user_agent,
            "Accept": want.accept,
            "Accept-Encoding": ENCODINGS,
            "Connection": "close",
        }

    def _take(
        self, want: Want, url: str, answer: requests.Response, headers: Mapping[str, str]
    ) -> Response:
        stay_away = self._heed_retry_after(url, answer.status_code, headers)
        reason = reason_for(answer.status_code)
        if reason and not want.any_status:
            raise Unreadable(reason, retry_after=stay_away)
        response = Response(url, answer.status_code, headers)
        if response.not_modified:
            return response
        if want.media_types and response.media_type not in {"", *want.media_types}:
            raise Unreadable(UnreadReason.NOT_AN_ARTICLE, "The page is of another type.")
        cap = min(self._limits.max_bytes, want.max_bytes or self._limits.max_bytes)
        body = read_body(answer.raw, headers, cap, truncate=want.truncate)
        return replace(response, body=body)

    def _heed_retry_after(self, url: str, status: int, headers: Mapping[str, str]) -> float | None:
        """Stay away for as long as the site asks, and return how many seconds that is."""
        if status not in STALLS:
            return None
        seconds = retry_after(headers.get("retry-after"), datetime.now(UTC))
        if seconds is not None:
            self._politeness.hold(url, seconds)
        return seconds


@dataclass(frozen=True, slots=True)
class _Errand:
    """One fetch, through all of its hops."""

    want: Want
    gate: Gate
    deadline: Deadline
    patience: float
    cache: HttpCache | None


@dataclass(frozen=True, slots=True)
class _Hop:
    """One address of a fetch; `delay` is the crawl delay of its site, in seconds."""

    url: str
    policy: Policy
    delay: float
    headers: Mapping[str, str]
    kept: Kept | None


def _headers_of(answer: requests.Response) -> Mapping[str, str]:
    return MappingProxyType({name.lower(): value for name, value in answer.headers.items()})
