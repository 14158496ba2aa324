"""What an answer over HTTP means, decided from its status and headers alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import urldefrag, urljoin

from backend.domain import UnreadReason

_REASONS: dict[int, UnreadReason] = {
    HTTPStatus.PAYMENT_REQUIRED: UnreadReason.PAYWALL,
    HTTPStatus.NOT_FOUND: UnreadReason.GONE,
    HTTPStatus.GONE: UnreadReason.GONE,
    HTTPStatus.REQUEST_TIMEOUT: UnreadReason.TIMED_OUT,
    HTTPStatus.TOO_MANY_REQUESTS: UnreadReason.SERVER_ERROR,
}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


STALLS = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
"""Statuses whose Retry-After asks us to stay away for a while."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask "has it changed since?" with (RFC 9110, 8.8)."""

    etag: str | None = None
    last_modified: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """The headers of a conditional request."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True, slots=True)
class Response:
    """An answer read to its end.

    `url` is the address after redirects; `headers` have lower-case names; `body` is decompressed.
    """

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def not_modified(self) -> bool:
        """Whether a conditional request found nothing new; the body is empty then."""
        return self.status == HTTPStatus.NOT_MODIFIED

    @property
    def media_type(self) -> str:
        """The Content-Type without its parameters, in lower case; "" where there is none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The character set of the Content-Type header."""
        message = Message()
        message["Content-Type"] = self.headers.get("content-type", "")
        charset = message.get_param("charset")
        return charset.strip() if isinstance(charset, str) and charset.strip() else None

    @property
    def validators(self) -> Validators:
        """What the next conditional request is asked with."""
        return Validators(self.headers.get("etag"), self.headers.get("last-modified"))


def reason_for(status: int) -> UnreadReason | None:
    """Why a page with this status counts as unread; None where it can be read."""
    if 200 <= status < 300 or status == HTTPStatus.NOT_MODIFIED:  # noqa: PLR2004 - HTTP's classes
        return None
    if 400 <= status < 500:  # noqa: PLR2004 - HTTP's classes
        return _REASONS.get(status, UnreadReason.REFUSED)
    return UnreadReason.SERVER_ERROR


def redirect_target(url: str, status: int, headers: Mapping[str, str]) -> str | None:
    """Where an answer sends us, or None where it doesn't."""
    location = headers.get("location")
    if status not in _REDIRECTS or not location:
        return None
    return urldefrag(urljoin(url, _as_sent(location))).url


def _as_sent(location: str) -> str:
    """Headers are read as Latin-1, but servers send addresses in UTF-8."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for, given as seconds or as a date (RFC 9110)."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())
