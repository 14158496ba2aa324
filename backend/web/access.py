"""Who may ask what: a view names its action, and the table of roles decides.

`Access.require` stands on every view of the console and of the moderators' API. Who it found to
ask is there for the view as `actor`. The table is `backend.moderation.roles`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import g, request

from backend.accounts.people import User
from backend.errors import NotAllowed, Unauthenticated
from backend.moderation.roles import Action, may
from backend.web.bearer import bearer_token

_P = ParamSpec("_P")
_R = TypeVar("_R")

_REQUIRED = "required_action"


class Access:
    """The way in for those whom `who` knows; `by_token` says that a program asks for them."""

    def __init__(self, who: Callable[[], User | None], *, by_token: bool) -> None:
        self._who = who
        self._by_token = by_token

    def require(self, action: Action) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
        """Let a view be asked only by those who may do the action.

        Others raise `Unauthenticated` if nobody is known, and `NotAllowed` if it is somebody else's
        to do. Put it right below the line that gives the view its address.
        """

        def guard(view: Callable[_P, _R]) -> Callable[_P, _R]:
            @wraps(view)
            def guarded(*args: _P.args, **kwargs: _P.kwargs) -> _R:
                self._judge(action)
                return view(*args, **kwargs)

            setattr(guarded, _REQUIRED, action)
            return guarded

        return guard

    def _judge(self, action: Action) -> None:
        user = self._who()
        if not may(user.role if user else None, action, by_token=self._by_token):
            if user is None:
                raise Unauthenticated("Say who you are first.")
            raise NotAllowed(f"Your role, {user.role}, does not allow you to {action}.")
        g.actor = user


def actor() -> User:
    """Who asks, in a view that requires somebody to be known."""
    user: User | None = g.get("actor")
    if user is None:
        raise Unauthenticated("Say who you are first.")
    return user


def required_action(view: Callable[..., Any]) -> Action | None:
    """The action that a view requires; None where it requires none."""
    return getattr(view, _REQUIRED, None)


def access_by_token(by_token: Callable[[str], User | None]) -> Access:
    """The way in with `Authorization: Bearer`, for programs; `by_token` says whose token it is."""

    def who() -> User | None:
        return by_token(bearer_token(request.headers.get("Authorization")))

    return Access(who, by_token=True)
