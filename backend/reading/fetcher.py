"""The only user of requests: one address in, one bounded answer out.

Every fetch ends by its deadline, holds at most its cap of decompressed bytes, follows at most a
few redirects each of which is checked like the first address, and connects to no private
network. No cookies are kept and no proxy or netrc of the environment is used.
"""

from __future__ import annotations

import http.client
import logging
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType

import requests
import urllib3
from ssrfguard import SSRFGuardError

from backend.domain import UnreadReason
from backend.errors import BadSetting, Unreadable
from backend.reading.answers import (
    Response,
    Validators,
    reason_for,
    redirect_target,
    retry_after,
)
from backend.reading.deadline import Deadline
from backend.reading.politeness import Politeness
from backend.reading.transport import WatchedAdapter, address_policy, seconds_an_attempt
from backend.reading.wants import ANYTHING, Want
from backend.reading.watchdog import Lookup, Watchdog

# Its warnings quote addresses, and what readers look up stays out of the logs.
logging.getLogger("urllib3").setLevel(logging.CRITICAL)

AGENT = "SecondSource"
_VERSION = "0.1"
_CHUNK_BYTES = 64 * 1024
_FOREIGN = (
    requests.RequestException,
    urllib3.exceptions.HTTPError,
    http.client.HTTPException,
    OSError,
    ValueError,
)
_TIMEOUTS = (TimeoutError, requests.Timeout, urllib3.exceptions.TimeoutError)

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
    setting names, on `ports` alone.
    """

    connect_seconds: float = 5.0
    total_seconds: float = 15.0
    max_bytes: int = 5_000_000
    max_redirects: int = 5
    ports: frozenset[int] = frozenset({80, 443, 8080, 8443})
    allow_loopback: bool = False
    allowed_networks: tuple[str, ...] = ()
    contact: str = ""

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

    `lookup` stands in for `socket.getaddrinfo`; whatever it answers is checked all the same.
    """

    def __init__(
        self,
        limits: FetchLimits,
        politeness: Politeness | None = None,
        lookup: Lookup = socket.getaddrinfo,
    ) -> None:
        self._limits = limits
        self._politeness = politeness or Politeness()
        self._policy = address_policy(
            limits.ports,
            allow_loopback=limits.allow_loopback,
            allowed_networks=limits.allowed_networks,
        )
        self._lookup = lookup
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

        `headers` go to the first address only, since a redirect may lead to anyone. `patience`
        is how many seconds each turn may be waited for that do not count against the deadline.
        Raises `Unreadable` with the reason for anything but a usable answer.
        """
        errand = _Errand(want, gate, deadline or self.deadline(), patience)
        sent = {**(headers or {}), **(known.headers if known else {})}
        for _ in range(self._limits.max_redirects + 1):
            errand = self._admitted(errand, url)
            answer = self._hop(errand, url, sent)
            if isinstance(answer, Response):
                return answer
            url, sent = answer, {}
        raise Unreadable(UnreadReason.SERVER_ERROR, "The page redirects too often.")

    def _admitted(self, errand: _Errand, url: str) -> _Errand:
        """The errand once its next hop may begin."""
        try:
            self._policy.check_url(url)
        except SSRFGuardError as refused:
            raise Unreadable(UnreadReason.FORBIDDEN_ADDRESS) from refused
        delay = errand.gate(url, errand.deadline)
        if not errand.want.takes_turn:
            return errand
        turn_by = errand.deadline.later(errand.patience)
        waited = self._politeness.wait(url, turn_by, delay)
        return replace(errand, deadline=errand.deadline.later(min(waited, errand.patience)))

    def _hop(self, errand: _Errand, url: str, headers: dict[str, str]) -> Response | str:
        """The answer at one address, or the address that it redirects to."""
        ends = errand.deadline
        with Watchdog(ends.remaining()) as watchdog, _foreign_errors_translated(watchdog):
            adapter = WatchedAdapter(self._policy, ends, watchdog, self._lookup)
            with closing(adapter), closing(self._send(adapter, errand, url, headers)) as answer:
                seen = _headers_of(answer)
                target = redirect_target(url, answer.status_code, seen)
                taken = target or self._take(errand.want, url, answer, seen)
            _refuse_if_late(watchdog)
            return taken

    def _send(
        self, adapter: WatchedAdapter, errand: _Errand, url: str, headers: dict[str, str]
    ) -> requests.Response:
        request = requests.Request("GET", url, headers={**self._headers(errand.want), **headers})
        limit = seconds_an_attempt(self._limits.connect_seconds, errand.deadline)
        rest = max(0.001, errand.deadline.remaining())
        return adapter.send(request.prepare(), stream=True, timeout=(limit, rest))

    def _headers(self, want: Want) -> dict[str, str]:
        return {
            "User-Agent": self._user_agent,
            "Accept": want.accept,
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
        }

    def _take(
        self, want: Want, url: str, answer: requests.Response, headers: Mapping[str, str]
    ) -> Response:
        self._heed_retry_after(url, answer.status_code, headers)
        reason = reason_for(answer.status_code)
        if reason and not want.any_status:
            raise Unreadable(reason)
        response = Response(url, answer.status_code, headers)
        if response.not_modified:
            return response
        if want.media_types and response.media_type not in {"", *want.media_types}:
            raise Unreadable(UnreadReason.NOT_AN_ARTICLE, "The page is of another type.")
        cap = min(self._limits.max_bytes, want.max_bytes or self._limits.max_bytes)
        body = _read(answer, cap, truncate=want.truncate)
        return Response(url, answer.status_code, headers, body)

    def _heed_retry_after(self, url: str, status: int, headers: Mapping[str, str]) -> None:
        if status not in {429, 503}:
            return
        seconds = retry_after(headers.get("retry-after"), datetime.now(UTC))
        if seconds is not None:
            self._politeness.hold(url, seconds)


@dataclass(frozen=True, slots=True)
class _Errand:
    """One fetch, through all of its hops."""

    want: Want
    gate: Gate
    deadline: Deadline
    patience: float


def _headers_of(answer: requests.Response) -> Mapping[str, str]:
    return MappingProxyType({name.lower(): value for name, value in answer.headers.items()})


def _read(answer: requests.Response, cap: int, *, truncate: bool) -> bytes:
    declared = answer.headers.get("Content-Length", "")
    if not truncate and declared.isdigit() and int(declared) > cap:
        raise Unreadable(UnreadReason.TOO_LARGE)
    body = bytearray()
    for chunk in answer.raw.stream(_CHUNK_BYTES, decode_content=True):
        body += chunk
        if len(body) > cap:
            break
    if len(body) > cap and not truncate:
        raise Unreadable(UnreadReason.TOO_LARGE)
    return bytes(body[:cap])


@contextmanager
def _foreign_errors_translated(watchdog: Watchdog) -> Iterator[None]:
    try:
        yield
    except SSRFGuardError as refused:
        raise Unreadable(UnreadReason.FORBIDDEN_ADDRESS) from refused
    except _FOREIGN as failure:
        late = watchdog.expired or isinstance(failure, _TIMEOUTS)
        reason = UnreadReason.TIMED_OUT if late else UnreadReason.UNREACHABLE
        raise Unreadable(reason) from failure


def _refuse_if_late(watchdog: Watchdog) -> None:
    """A body without a length looks complete when the watchdog cut it off."""
    if watchdog.expired:
        raise Unreadable(UnreadReason.TIMED_OUT)
