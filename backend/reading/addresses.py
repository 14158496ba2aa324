"""Which addresses may be read: what is a web address, and where it may lead. Pure.

Names are judged by what they resolve to when the connection is opened (`transport`); here is what
can be told from the address alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from ssrfguard import Policy, SSRFGuardError
from ssrfguard.errors import BlockedAddressError

from backend.domain import UnreadReason
from backend.errors import Unreadable

_LOOPBACK = ("127.0.0.0/8", "::1/128")
_ANY_PORT = frozenset(range(1, 65536))

ATTEMPTS = 2
"""How many of a name's addresses are tried."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Where connections may lead: public addresses on `ports`, and what was opened on top.

    `allow_loopback` opens this machine on every port, where an address names it literally or as
    `localhost`: no other name ever leads here. `networks` are private ones, in CIDR notation, that
    an operator's setting opens on `ports`.
    """

    ports: frozenset[int]
    allow_loopback: bool = False
    networks: tuple[str, ...] = ()

    def admit(self, url: str) -> Policy:
        """What the connection for this address is held to.

        Raises `Unreadable`: `FORBIDDEN_ADDRESS` where the address names a place that is not
        public, `NO_WEB_ADDRESS` where it is no http(s) address on an open port.
        """
        policy = self._policy(url)
        try:
            policy.check_url(url)
        except SSRFGuardError as refused:
            raise Unreadable(reason_of(refused)) from refused
        return policy

    def _policy(self, url: str) -> Policy:
        here = self.allow_loopback and _names_this_machine(url)
        return Policy(
            allowed_networks=(*(_LOOPBACK if here else ()), *self.networks),  # type: ignore[arg-type]
            allowed_ports=_ANY_PORT if here else self.ports,
            max_connection_attempts=ATTEMPTS,
        )


def reason_of(refused: SSRFGuardError) -> UnreadReason:
    """Why an address was refused: for where it leads, or for what it is."""
    leads_astray = isinstance(refused, BlockedAddressError) or isinstance(
        refused.__cause__, BlockedAddressError
    )
    return UnreadReason.FORBIDDEN_ADDRESS if leads_astray else UnreadReason.NO_WEB_ADDRESS


def _names_this_machine(url: str) -> bool:
    try:
        host = (urlsplit(url).hostname or "").removesuffix(".")
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def same_origin(one: str, other: str) -> bool:
    """Whether two addresses share scheme, host and port (RFC 6454)."""
    return _origin(one) == _origin(other)


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    default = {"http": 80, "https": 443}.get(parts.scheme)
    return parts.scheme, parts.hostname, parts.port or default
