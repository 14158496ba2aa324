"""The server of a language model: asked within time and tokens, and left alone after a failure.

Every way of failing becomes a `JudgeFailed` in words for readers. What a server says of a failure
may quote what it was asked, so it is neither logged nor shown.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Protocol

from backend.domain import UnreadReason
from backend.errors import JudgeFailed, Unreadable
from backend.judges import llm_answer
from backend.judges.llm_request import MOST_ANSWER_TOKENS, Manner
from backend.judges.tokens import Purses, estimated

HOLD_SECONDS = 60.0
"""How long a server is left alone after a failure that the next request would meet as well."""

LONGEST_HOLD = 3600.0
"""Seconds beyond which no Retry-After is followed: no server may switch itself off for good."""

FAIR_SECONDS = 5.0
"""A server that had less time than this and did not answer in it has shown nothing."""

NO_TIME = "the time that the language model may take in one check was used up"

_BAD_REQUEST = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY})
_OUR_FAULT = _BAD_REQUEST | {HTTPStatus.REQUEST_ENTITY_TOO_LARGE}
_COMPLAINT_BYTES = 10_000

_log = logging.getLogger(__name__)

Write = Callable[[Manner], bytes]
"""Writes the request's body in the manner that the server wants."""


class Reply(Protocol):
    """What came back, whatever its status. `retry_after` is in seconds."""

    @property
    def status(self) -> int:
        """The HTTP status."""
        ...

    @property
    def body(self) -> bytes:
        """The whole body."""
        ...

    @property
    def retry_after(self) -> float | None:
        """How long the server asks to be left alone."""
        ...


class Post(Protocol):
    """Sends JSON to the one address that the operator has named."""

    def __call__(self, body: bytes, seconds: float) -> Reply:
        """The reply to this body, within so many seconds.

        Raises `Unreadable` where there is none that is whole. Called from several threads at once.
        """
        ...


class Server:
    """Asks through `post`, at most `at_once` at a time. `clock` gives seconds that only grow."""

    def __init__(self, post: Post, at_once: int, clock: Callable[[], float]) -> None:
        self._post = post
        self._slots = threading.Semaphore(at_once)
        self._clock = clock
        self._manner = Manner()
        self._held = (clock(), "")

    def ask(self, write: Write, purses: Purses, by: float) -> bytes:
        """The body of a successful answer, by that moment on the clock.

        A request that the server calls bad is written again in a milder manner, which is kept once
        it succeeds. Raises `JudgeFailed`.
        """
        with self._slot(by):
            manner = self._manner
            while True:
                reply = self._paid(write(manner), purses, by)
                wrong = llm_answer.refused(reply.status)
                if wrong is None:
                    self._manner = manner
                    return reply.body
                bad = reply.status in _BAD_REQUEST
                milder = manner.milder(_complaint(reply)) if bad else None
                if milder is None:
                    raise self._given_up(wrong, reply)
                manner = milder

    @contextmanager
    def _slot(self, by: float) -> Iterator[None]:
        """Wait for a turn and keep it. Raises `JudgeFailed` where there is none, without asking."""
        self._refuse_while_held()
        if not self._slots.acquire(timeout=max(0.0, by - self._clock())):
            raise JudgeFailed(NO_TIME)
        try:
            self._refuse_while_held()
            yield
        finally:
            self._slots.release()

    def _paid(self, body: bytes, purses: Purses, by: float) -> Reply:
        """The reply, its tokens paid: beforehand as many as it may cost, then what it did cost."""
        left = by - self._clock()
        if left <= 0:
            raise JudgeFailed(NO_TIME)
        most = estimated(body) + MOST_ANSWER_TOKENS
        if empty := purses.take(most):
            raise JudgeFailed(empty)
        cost = 0
        try:
            reply = self._post(body, left)
            cost = _cost(body, reply)
        except Unreadable as failure:
            # What did not end in time may have been worked on, and paid for, to its end.
            cost = most if failure.reason is UnreadReason.TIMED_OUT else 0
            raise self._failed(failure.reason, left) from None
        else:
            return reply
        finally:
            purses.correct(cost - most)

    def _failed(self, reason: UnreadReason, had: float) -> JudgeFailed:
        said = {
            UnreadReason.TIMED_OUT: "did not answer in time",
            UnreadReason.TOO_LARGE: "answered with more than we read",
            UnreadReason.FORBIDDEN_ADDRESS: "stands at an address that we may not ask",
        }.get(reason, "could not be reached")
        failure = JudgeFailed(f"the language model's server {said}")
        if reason is not UnreadReason.TIMED_OUT or had >= FAIR_SECONDS:
            self._hold(HOLD_SECONDS, failure)
        return failure

    def _given_up(self, wrong: JudgeFailed, reply: Reply) -> JudgeFailed:
        if reply.status not in _OUR_FAULT:
            self._hold(HOLD_SECONDS if reply.retry_after is None else reply.retry_after, wrong)
        return wrong

    def _hold(self, seconds: float, failure: JudgeFailed) -> None:
        """Leave the server alone for so many seconds, `LONGEST_HOLD` at most."""
        _log.warning("Another judge stands in, as %s.", failure)
        until = self._clock() + min(max(seconds, 0.0), LONGEST_HOLD)
        self._held = max(self._held, (until, str(failure)))

    def _refuse_while_held(self) -> None:
        until, why = self._held
        if self._clock() < until:
            raise JudgeFailed(why)


def _complaint(reply: Reply) -> str:
    """What a server says is bad about a request."""
    return reply.body[:_COMPLAINT_BYTES].decode("utf-8", "replace")


def _cost(body: bytes, reply: Reply) -> int:
    """The tokens that an answer took, as the server counts or else estimated; none for an error."""
    if llm_answer.refused(reply.status):
        return 0
    return llm_answer.tokens(reply.body) or estimated(body) + estimated(reply.body)
