"""Sending JSON, or a form, to one address that an operator has named, be it on a private network.

Nothing is kept, no redirect is followed, and the answer is bounded in time and size as a fetch is.
"""

from __future__ import annotations

import socket
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from backend.reading.addresses import Ground
from backend.reading.answers import retry_after
from backend.reading.body import ENCODINGS, read_body
from backend.reading.deadline import Deadline
from backend.reading.fetcher import FetchLimits
from backend.reading.own_host import limits_for_own
from backend.reading.transport import (
    WatchedAdapter,
    foreign_errors_translated,
    post,
    seconds_an_attempt,
)
from backend.reading.watchdog import Lookup, Watchdog

ANSWER_BYTES = 1_000_000
"""The most that is read of an answer, unpacked."""


@dataclass(frozen=True, slots=True)
class Posted:
    """The answer to what was sent, read to its end, whatever its status.

    `retry_after` is how many seconds the server asks to be left alone.
    """

    status: int
    body: bytes = b""
    retry_after: float | None = None


class OwnPost:
    """Sends JSON, or what `content_type` says, to the one address `url`.

    Used from several threads at once.

    `key` goes along as a bearer token, and into nothing else: no error, log or repr holds it. Of
    `limits`, the contact and the seconds to connect matter here.
    """

    def __init__(
        self,
        url: str,
        key: str = "",
        limits: FetchLimits = FetchLimits(),  # noqa: B008 - frozen
        *,
        content_type: str = "application/json",
        lookup: Lookup = socket.getaddrinfo,
    ) -> None:
        self._url = url
        self._limits = limits
        self._lookup = lookup
        self._headers = {
            "User-Agent": limits.user_agent,
            "Accept": "application/json",
            "Accept-Encoding": ENCODINGS,
            "Content-Type": content_type,
            "Connection": "close",
            **({"Authorization": f"Bearer {key}"} if key else {}),
        }

    def __call__(self, body: bytes, seconds: float) -> Posted:
        """The answer to this body, within so many seconds.

        Raises `Unreadable`: `TIMED_OUT`, `UNREACHABLE` (also for an answer that was cut off),
        `TOO_LARGE`, or `FORBIDDEN_ADDRESS`.
        """
        ends = Deadline.within(seconds)
        connect = min(self._limits.connect_seconds, ends.remaining())
        limits = replace(self._limits, connect_seconds=connect)
        own = limits_for_own(self._url, limits, self._lookup)
        policy = Ground(own.ports, networks=own.allowed_networks).admit(self._url)
        with Watchdog(ends.remaining()) as watchdog, foreign_errors_translated(watchdog):
            adapter = WatchedAdapter(policy, ends, watchdog, self._lookup)
            timeout = (seconds_an_attempt(connect, ends), max(0.001, ends.remaining()))
            with (
                closing(adapter),
                closing(post(adapter, self._url, self._headers, body, timeout)) as answer,
            ):
                headers = {name.lower(): value for name, value in answer.headers.items()}
                return Posted(
                    answer.status_code,
                    read_body(answer.raw, headers, ANSWER_BYTES, truncate=False),
                    retry_after(headers.get("retry-after"), datetime.now(UTC)),
                )
