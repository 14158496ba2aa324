"""Passwords as they are kept: argon2id, with the parameters written beside each."""

from __future__ import annotations

import secrets
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_AT_ONCE = 4
"""How many are worked on at once: each takes 64 MiB, and anybody may send one."""


class Passwords:
    """Makes hashes and compares with them. Safe to share between threads.

    The parameters are those of RFC 9106 for little memory, unless a `hasher` has others.
    """

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._decoy = ""
        self._at_once = BoundedSemaphore(_AT_ONCE)

    def hash(self, password: str) -> str:
        """The password as it is kept."""
        with self._at_once:
            return self._hasher.hash(_bytes(password))

    def matches(self, kept: str | None, password: str) -> bool:
        """Whether it is the password that is kept.

        Where none is kept it takes as long as if one were, so that nobody learns which names exist.
        """
        decoy = self._decoy_hash()
        try:
            with self._at_once:
                same = self._hasher.verify(decoy if kept is None else kept, _bytes(password))
                return same and kept is not None
        except (VerificationError, InvalidHashError):
            return False

    def is_dated(self, kept: str) -> bool:
        """Whether it was made with other parameters than are used now."""
        return self._hasher.check_needs_rehash(kept)

    def _decoy_hash(self) -> str:
        if not self._decoy:
            self._decoy = self.hash(secrets.token_urlsafe())
        return self._decoy


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")
