"""Anonymous readers: a token for each, of which only a hash is kept."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import timedelta

from backend.checking.ports import Clock
from backend.errors import TooOften, Unauthenticated
from backend.moderation.networks import network_of
from backend.moderation.pace import Limit
from backend.store.paces import PaceStore
from backend.store.readers import ReaderStore

PREFIX = "reader_"
"""With which every token of a reader begins, so that it is told from those of moderators."""

_BYTES = 32


class Readers:
    """Gives out tokens and knows them again; at most `a_day` to one network in a day.

    Users are readers too: `user_of` gives the user of a token of theirs.
    """

    def __init__(
        self,
        store: ReaderStore,
        paces: PaceStore,
        clock: Clock,
        a_day: int,
        user_of: Callable[[str], int | None] = lambda token: None,  # noqa: ARG005 - knows none
    ) -> None:
        self._store = store
        self._paces = paces
        self._clock = clock
        self._limit = Limit(a_day, timedelta(days=1))
        self._user_of = user_of

    def join(self, address: str) -> str:
        """Return the token of a new reader, who asks from this address.

        Raises `TooOften`. Neither the token nor the address is kept.
        """
        now = self._clock()
        wait = self._paces.take({f"readers {network_of(address)}": self._limit}, now)
        if wait:
            raise TooOften("Too many new readers came from your network today.", wait)
        token = PREFIX + secrets.token_urlsafe(_BYTES)
        self._store.add(_hashed(token), now.date())
        return token

    def known(self, token: str) -> int:
        """Return the reader with this token; raises `Unauthenticated`."""
        anonymous = token.startswith(PREFIX)
        reader = self._store.find(_hashed(token)) if anonymous else self._user(token)
        if reader is None:
            raise Unauthenticated(
                "Send a reader’s token as `Authorization: Bearer`; POST /api/v1/readers gives one."
            )
        return reader

    def _user(self, token: str) -> int | None:
        """The reader that a user is, from the first time that one is needed."""
        user = self._user_of(token)
        if user is None:
            return None
        name = _hashed(f"user {user}")
        self._store.add(name, self._clock().date())
        return self._store.find(name)


def _hashed(token: str) -> str:
    # A token of 256 random bits cannot be guessed, so a fast hash without salt is enough.
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
