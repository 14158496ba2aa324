"""The connection under the fetcher: pinned to addresses that were checked, shut at the deadline."""

from __future__ import annotations

import socket

from ssrfguard import Policy
from ssrfguard.requests import SafeAdapter
from urllib3.connectionpool import HTTPConnectionPool

from backend.reading.deadline import Deadline
from backend.reading.watchdog import Lookup, Watchdog, lookup_within

_LOOPBACK = ("127.0.0.0/8", "::1/128")
_ANY_PORT = frozenset(range(1, 65536))
_ATTEMPTS = 2


def address_policy(
    ports: frozenset[int], *, allow_loopback: bool, allowed_networks: tuple[str, ...] = ()
) -> Policy:
    """What may be connected to: public addresses on these ports.

    `allow_loopback` lets this machine in too, on any port; `allowed_networks` lets in the private
    networks that it names.
    """
    loopback = _LOOPBACK if allow_loopback else ()
    return Policy(
        allowed_networks=(*loopback, *allowed_networks),  # type: ignore[arg-type]
        allowed_ports=_ANY_PORT if allow_loopback else ports,
        max_connection_attempts=_ATTEMPTS,
    )


def seconds_an_attempt(connect_seconds: float, deadline: Deadline) -> float:
    """How long one attempt to connect may take, so that all of them end by the deadline."""
    # A socket timeout of 0 would mean "don't block".
    return max(0.001, min(connect_seconds, deadline.remaining() / _ATTEMPTS))


class WatchedAdapter(SafeAdapter):
    """A requests adapter for one fetch, whose connections its watchdog can shut."""

    def __init__(
        self, policy: Policy, deadline: Deadline, watchdog: Watchdog, lookup: Lookup
    ) -> None:
        # Set first: the parent's initialiser already builds the pools.
        self._watchdog = watchdog
        resolver = lookup_within(deadline, lookup)
        super().__init__(policy=policy, resolver=resolver, max_retries=0)

    def init_poolmanager(
        self,
        connections: int,
        maxsize: int,
        block: bool = False,  # noqa: FBT001, FBT002 - the parent's signature
        **pool_kwargs: object,
    ) -> None:
        """Build the pools on connections that report to the watchdog."""
        super().init_poolmanager(connections, maxsize, block, **pool_kwargs)
        self.poolmanager.pool_classes_by_scheme = {
            scheme: _watched(pool, self._watchdog)
            for scheme, pool in self.poolmanager.pool_classes_by_scheme.items()
        }


def _watched(pool: type[HTTPConnectionPool], watchdog: Watchdog) -> type[HTTPConnectionPool]:
    class WatchedConnection(pool.ConnectionCls):  # type: ignore[name-defined, misc]
        def _new_conn(self) -> socket.socket:
            opened: socket.socket = super()._new_conn()
            watchdog.watch(opened)
            return opened

    class WatchedPool(pool):  # type: ignore[valid-type, misc]
        ConnectionCls = WatchedConnection

    return WatchedPool
