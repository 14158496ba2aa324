"""The connection under the fetcher: pinned to addresses that were checked, shut at the deadline."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import requests
import urllib3
from ssrfguard import Policy, SSRFGuardError
from ssrfguard.requests import SafeAdapter
from urllib3.connectionpool import HTTPConnectionPool

from backend.domain import UnreadReason
from backend.errors import Unreadable
from backend.reading.addresses import ATTEMPTS, reason_of
from backend.reading.deadline import Deadline
from backend.reading.watchdog import Lookup, Watchdog, lookup_within
from backend.reading.wire import CappedResponse

_FOREIGN = (
    requests.RequestException,
    urllib3.exceptions.HTTPError,
    http.client.HTTPException,
    OSError,
    ValueError,
)
_TIMEOUTS = (TimeoutError, requests.Timeout, urllib3.exceptions.TimeoutError)


@contextmanager
def foreign_errors_translated(watchdog: Watchdog) -> Iterator[None]:
    """Turn whatever the libraries raise inside into `Unreadable`, its cause chained.

    What ends without an error after the deadline is refused too: a body without a length looks
    complete when the watchdog cut it off.
    """
    try:
        yield
    except SSRFGuardError as refused:
        raise Unreadable(reason_of(refused)) from refused
    except _FOREIGN as failure:
        late = watchdog.expired or isinstance(failure, _TIMEOUTS)
        reason = UnreadReason.TIMED_OUT if late else UnreadReason.UNREACHABLE
        raise Unreadable(reason) from failure
    if watchdog.expired:
        raise Unreadable(UnreadReason.TIMED_OUT)


def seconds_an_attempt(connect_seconds: float, deadline: Deadline) -> float:
    """How long one attempt to connect may take, so that all of them end by the deadline."""
    # A socket timeout of 0 would mean "don't block".
    return max(0.001, min(connect_seconds, deadline.remaining() / ATTEMPTS))


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
        """Build the pools on connections that report to the watchdog and cap what they read."""
        super().init_poolmanager(connections, maxsize, block, **pool_kwargs)
        self.poolmanager.pool_classes_by_scheme = {
            scheme: _watched(pool, self._watchdog)
            for scheme, pool in self.poolmanager.pool_classes_by_scheme.items()
        }


def post(
    adapter: WatchedAdapter,
    url: str,
    headers: Mapping[str, str],
    body: bytes,
    timeout: tuple[float, float],
) -> requests.Response:
    """The answer to a POST, its body still to be read.

    `timeout` is in seconds: to connect, and between two bytes.
    """
    request = requests.Request("POST", url, headers=dict(headers), data=body)
    return adapter.send(request.prepare(), stream=True, timeout=timeout)


def _watched(pool: type[HTTPConnectionPool], watchdog: Watchdog) -> type[HTTPConnectionPool]:
    class WatchedConnection(pool.ConnectionCls):  # type: ignore[name-defined, misc]
        response_class = CappedResponse

        def _new_conn(self) -> socket.socket:
            opened: socket.socket = super()._new_conn()
            watchdog.watch(opened)
            return opened

    class WatchedPool(pool):  # type: ignore[valid-type, misc]
        ConnectionCls = WatchedConnection

    return WatchedPool
