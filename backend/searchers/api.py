"""One provider's API over HTTP: paced, bounded, and every way of failing translated.

No error's message holds the claim's words, a key or an address with either in it, so that it may be
logged. For the same reason the cause, whose message quotes the address, is left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import urlencode

from backend.domain import UnreadReason
from backend.errors import SearchFailed, Unreadable
from backend.reading.answers import Response, retry_after
from backend.reading.deadline import Deadline
from backend.reading.fetcher import Fetcher
from backend.reading.wants import Want
from backend.searchers.pace import Pace

ANSWER_BYTES = 4_000_000
"""The most that is read of an answer, unpacked; 250 hits with all their fields have 200 kB."""
HOLD_SECONDS = 60.0
"""How long a provider is left alone that says "too many requests" and not until when."""
_WANT = Want("application/json", max_bytes=ANSWER_BYTES, takes_turn=False, any_status=True)
_PACED = replace(_WANT, takes_turn=True)
_TEXT_READ = 1000
_REFUSED = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}

Complaint = Callable[[object], SearchFailed | None]
"""Looks for an error in an answer's JSON, or in its text where it is none, whatever its status."""


Refusal = Callable[[Response], SearchFailed | None]
"""Looks for an error in an answer's status, before its body."""


def nothing(answer: object) -> None:
    """Find nothing wrong."""
    del answer


@dataclass(frozen=True, slots=True)
class Api:
    """Where a provider is asked and how: `headers` go along with every request."""

    provider: str
    url: str
    fetcher: Fetcher
    pace: Pace
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    def json(
        self,
        parameters: Mapping[str, object],
        deadline: Deadline,
        complaint: Complaint = nothing,
        refusal: Refusal = nothing,
    ) -> object:
        """The JSON that the provider answers. Raises `SearchFailed` with what went wrong.

        Parameters that are None are left out.
        """
        answer = self.ask(parameters, deadline)
        self._refuse_haste(answer)
        document, readable = _parsed(answer.body)
        wrong = refusal(answer)
        if not wrong and (readable or _succeeded(answer)):
            wrong = complaint(document)
        if wrong:
            self._heed(wrong, answer)
            raise wrong
        self.refuse_errors(answer)
        if not readable:
            raise SearchFailed(f"{self.provider} answered something else than JSON.")
        return document

    def ask(self, parameters: Mapping[str, object], deadline: Deadline) -> Response:
        """The answer as it came, whatever its status."""
        given = {name: value for name, value in parameters.items() if value is not None}
        with self.pace.turn(deadline):
            try:
                return self._fetch(f"{self.url}?{urlencode(given)}", deadline)
            except Unreadable as failure:
                raise self._failed(failure) from None

    def _fetch(self, url: str, deadline: Deadline) -> Response:
        """The answer, in turn with the other processes where the provider sets a pace."""
        interval = self.pace.interval
        return self.fetcher.fetch(
            url,
            _PACED if interval else _WANT,
            headers=self.headers,
            gate=lambda *_: interval,
            deadline=deadline,
        )

    def refuse_errors(self, answer: Response) -> None:
        """Raise `SearchFailed` for any status but success; after "too many" stay away."""
        self._refuse_haste(answer)
        if answer.status in _REFUSED:
            raise SearchFailed(f"{self.provider} refused us ({answer.status}). Check its key.")
        if not _succeeded(answer):
            raise SearchFailed(f"{self.provider} answered with an error ({answer.status}).")

    def _refuse_haste(self, answer: Response) -> None:
        later = answer.status == HTTPStatus.SERVICE_UNAVAILABLE and "retry-after" in answer.headers
        if later or answer.status == HTTPStatus.TOO_MANY_REQUESTS:
            wrong = SearchFailed(f"{self.provider} says: too many requests.", "rate_limited")
            self._heed(wrong, answer)
            raise wrong

    def _heed(self, wrong: SearchFailed, answer: Response) -> None:
        if wrong.status == "rate_limited":
            asked = retry_after(answer.headers.get("retry-after"), datetime.now(UTC))
            self.pace.hold(HOLD_SECONDS if asked is None else asked)

    def _failed(self, failure: Unreadable) -> SearchFailed:
        if failure.retry_after is not None:
            message = f"{self.provider} asked another process of ours to come back later."
            return SearchFailed(message, "rate_limited")
        if failure.reason is UnreadReason.TIMED_OUT:
            return SearchFailed(f"{self.provider} did not answer in time.", "timed_out")
        said = {
            UnreadReason.TOO_LARGE: "answered with more than we read",
            UnreadReason.FORBIDDEN_ADDRESS: "stands at an address that we may not ask",
        }.get(failure.reason, "could not be reached")
        return SearchFailed(f"{self.provider} {said}.")


def _succeeded(answer: Response) -> bool:
    return 200 <= answer.status < 300  # noqa: PLR2004 - HTTP's classes


def _parsed(body: bytes) -> tuple[object, bool]:
    """The JSON of a body, or its beginning as text, and whether it is JSON."""
    text = body.decode("utf-8-sig", "replace")
    try:
        return json.loads(text, strict=False), True
    except (ValueError, RecursionError):
        return text[:_TEXT_READ], False
