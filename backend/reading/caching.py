"""A private HTTP cache (RFC 9111) for the pages and robots.txt files that are fetched.

An answer marked `private` or `no-store` is never kept, and requests that carry the caller's own
headers (an API's key) never come here, so no secret is part of what is kept. Nothing stale is
given without asking the site.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Protocol

from backend.reading.answers import Response, Validators

_KEPT_HEADERS = frozenset(
    {"content-type", "etag", "last-modified", "cache-control", "expires", "date", "age", "vary"}
)
_DAY = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that was kept.

    `asked` are the request's headers that it depends on (its `Vary`); `fresh_until` is in seconds
    since the epoch.
    """

    response: Response
    asked: Mapping[str, str]
    fresh_until: float


class AnswerStore(Protocol):
    """Where answers are kept, by address. Used from several threads at once; never raises."""

    def get(self, url: str) -> Kept | None:
        """Return what was kept for the address."""
        ...

    def put(self, url: str, kept: Kept) -> None:
        """Keep an answer, in place of what was kept before."""
        ...


class HttpCache:
    """Decides what is kept and what of it may be given."""

    def __init__(self, store: AnswerStore, now: Callable[[], float] = time.time) -> None:
        self._store = store
        self._now = now

    def kept(self, url: str, asked: Mapping[str, str]) -> Kept | None:
        """Return what was kept for this request."""
        kept = self._store.get(url)
        if kept and kept.asked == _depends_on(kept.response.headers, asked):
            return kept
        return None

    def is_fresh(self, kept: Kept) -> bool:
        """Whether it may be given without asking the site."""
        return kept.fresh_until > self._now()

    def settle(
        self, url: str, asked: Mapping[str, str], answer: Response, kept: Kept | None
    ) -> Response:
        """Return the answer, or the kept one that it says still holds; keep what may be kept."""
        whole = _renewed(kept.response, answer) if kept and answer.not_modified else answer
        if may_be_kept(whole):
            fresh_until = self._now() + fresh_seconds(whole.headers)
            headers = {name: whole.headers[name] for name in _KEPT_HEADERS & whole.headers.keys()}
            depends = _depends_on(whole.headers, asked)
            self._store.put(url, Kept(replace(whole, headers=headers), depends, fresh_until))
        return whole


def _renewed(kept: Response, answer: Response) -> Response:
    """The kept answer with what the site now says of it (RFC 9111, 4.3.4)."""
    said = {name: value for name, value in answer.headers.items() if name in _KEPT_HEADERS}
    # An Age of long ago says nothing of the answer that was just confirmed.
    old = {name: value for name, value in kept.headers.items() if name != "age"}
    return replace(kept, headers={**old, **said})


def may_be_kept(answer: Response) -> bool:
    """Whether an answer may be kept, and is of any use later."""
    says = directives(answer.headers)
    forbidden = "no-store" in says or "private" in says or "*" in answer.headers.get("vary", "")
    useful = fresh_seconds(answer.headers) > 0 or answer.validators != Validators()
    return answer.status == HTTPStatus.OK and useful and not forbidden


def fresh_seconds(headers: Mapping[str, str]) -> float:
    """How long an answer may be given without asking again: a day at most, 0 where none is named.

    RFC 9111, 4.2.1; nothing is guessed from Last-Modified.
    """
    says = directives(headers)
    if "no-cache" in says:
        return 0.0
    if "max-age" in says:
        return _within_a_day(_seconds(says["max-age"]) - _seconds(headers.get("age", "")))
    return _within_a_day(_moment(headers.get("expires")) - _moment(headers.get("date")))


def directives(headers: Mapping[str, str]) -> dict[str, str]:
    """The directives of Cache-Control, in lower case, each with its value."""
    parts = headers.get("cache-control", "").lower().split(",")
    pairs = (part.strip().partition("=") for part in parts)
    return {name.strip(): value.strip(' "') for name, _, value in pairs}


def _within_a_day(seconds: float) -> float:
    return min(max(seconds, 0.0), _DAY)


def _seconds(written: str) -> float:
    text = written.strip()
    return float(text[:9]) if text.isascii() and text.isdigit() else 0.0


def _moment(written: str | None) -> float:
    try:
        return parsedate_to_datetime(written or "").timestamp()
    except (ValueError, OverflowError):
        return 0.0


def _depends_on(headers: Mapping[str, str], asked: Mapping[str, str]) -> dict[str, str]:
    """The request's headers that the answer varies with."""
    sent = {name.lower(): value for name, value in asked.items()}
    varies = (name.strip().lower() for name in headers.get("vary", "").split(","))
    return {name: sent.get(name, "") for name in varies if name}
