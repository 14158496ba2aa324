"""A fetcher for one address that an operator has named, be it on a private network."""

from __future__ import annotations

import socket
from dataclasses import replace
from ipaddress import ip_network
from urllib.parse import urlsplit

from backend.domain import UnreadReason
from backend.errors import Unreadable
from backend.reading.deadline import Deadline
from backend.reading.fetcher import Fetcher, FetchLimits
from backend.reading.watchdog import Lookup, lookup_within

_PORTS = {"http": 80, "https": 443}


def fetcher_for_own(url: str, limits: FetchLimits, lookup: Lookup = socket.getaddrinfo) -> Fetcher:
    """A fetcher that may reach the host of `url`, on its port alone, wherever it is now.

    Everything else stays refused as by any fetcher, and no redirect is followed. Raises
    `Unreadable` (`UNREACHABLE`) where the name leads nowhere.
    """
    return Fetcher(limits_for_own(url, limits, lookup), lookup=lookup)


def limits_for_own(url: str, limits: FetchLimits, lookup: Lookup) -> FetchLimits:
    """The limits under which the host of `url` may be reached. Raises as `fetcher_for_own` does."""
    parts = urlsplit(url)
    port = parts.port or _PORTS[parts.scheme]
    return replace(
        limits,
        ports=frozenset({port}),
        allow_loopback=False,
        allowed_networks=_addresses(parts.hostname or "", port, limits, lookup),
        max_redirects=0,
    )


def _addresses(host: str, port: int, limits: FetchLimits, lookup: Lookup) -> tuple[str, ...]:
    try:
        found = lookup_within(Deadline.within(limits.connect_seconds), lookup)(host, port)
        return tuple({str(ip_network(answer[4][0])) for answer in found})
    except (OSError, ValueError) as failure:
        raise Unreadable(UnreadReason.UNREACHABLE) from failure
