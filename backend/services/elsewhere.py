"""Signing in with an account elsewhere, once a user has linked it to their own."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Protocol

from backend.accounts.elsewhere import (
    Provider,
    Purpose,
    Return,
    address_to_leave_for,
    came_back,
    subject_in,
)
from backend.accounts.people import Signed
from backend.checking.ports import Clock
from backend.errors import Unauthenticated, Unreadable
from backend.moderation.chain import Act
from backend.services.signing_in import Shown, SigningIn
from backend.store.users import UserStore

_SECONDS = 10.0
_NO_ANSWER = "The other side does not answer. Try again in a moment, or use your password."
_NOT_LINKED = "Nobody here is linked to that account. Sign in with your password and link it first."

_log = logging.getLogger(__name__)


class Answer(Protocol):
    """What the provider answered."""

    @property
    def status(self) -> int:
        """The HTTP status."""
        ...

    @property
    def body(self) -> bytes:
        """The whole body."""
        ...


Post = Callable[[bytes, float], Answer]
"""Sends a form to the provider's token endpoint; raises `Unreadable`."""


class Elsewhere:
    """The provider that is set, and the users linked to it. Safe to share between threads."""

    def __init__(
        self,
        provider: Provider,
        post: Post,
        users: UserStore,
        signing_in: SigningIn,
        clock: Clock,
    ) -> None:
        self._provider = provider
        self._post = post
        self._users = users
        self._signing_in = signing_in
        self._clock = clock

    @property
    def name(self) -> str:
        """The provider as users know it."""
        return self._provider.name

    def to_sign_in(self, key: str, back: str) -> str:
        """Where a browser goes to sign in; it comes back to `back`."""
        return address_to_leave_for(self._provider, key, Purpose.SIGN_IN, back, self._clock())

    def to_link(self, shown: Shown, key: str, back: str) -> str:
        """Where it goes to link an account. Raises as `SigningIn.sign_in` for what is shown."""
        self._signing_in.prove(shown)
        return address_to_leave_for(self._provider, key, Purpose.LINK, back, self._clock())

    def back(self, key: str, given: Mapping[str, str], back: str) -> tuple[Purpose, str]:
        """Return what a browser had left for, and who the provider says it is.

        Raises `Unauthenticated`.
        """
        returned = came_back(self._provider, key, given, back, self._clock())
        answer = self._answer(returned)
        return returned.purpose, subject_in(answer, self._provider, returned.nonce, self._clock())

    def sign_in(self, who: str, browser: str) -> str:
        """Return the key of a new session. Raises `Unauthenticated` if nobody is linked."""
        user = self._users.linked(who)
        if user is None:
            raise Unauthenticated(_NOT_LINKED)
        return self._signing_in.open(user, browser, through=self.name)

    def link(self, signed: Signed, who: str) -> None:
        """Let somebody sign in through that account. Raises `Conflict` if it is another's."""
        name = signed.user.name
        act = Act(name, "link account elsewhere", "user", name, {"at": self.name})
        self._users.link(name, who, act, self._clock())

    def unlink(self, signed: Signed) -> None:
        """Let them sign in through it no more."""
        name = signed.user.name
        act = Act(name, "unlink account elsewhere", "user", name)
        self._users.link(name, None, act, self._clock())

    def _answer(self, returned: Return) -> bytes:
        try:
            answer = self._post(returned.form, _SECONDS)
        except Unreadable as error:
            _log.warning("The provider of accounts elsewhere did not answer: %s", error.reason)
            raise Unauthenticated(_NO_ANSWER) from error
        if answer.status != HTTPStatus.OK:
            _log.warning("The provider of accounts elsewhere answered %s", answer.status)
            raise Unauthenticated(_NO_ANSWER)
        return answer.body
