"""Who signs in: a user, and the rules for names and passwords. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from backend.errors import BadInput
from backend.moderation.roles import Role

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])?")
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 512


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may sign in. `has_codes`: with a code from an app besides the password.

    `is_elsewhere`: through an account elsewhere, too.
    """

    id: int
    name: str
    role: Role
    created_at: datetime
    disabled_at: datetime | None = None
    has_codes: bool = False
    is_elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """A user with what is kept to know them by; never shown to anybody."""

    user: User
    password: str = field(repr=False)
    totp: str | None = field(default=None, repr=False)
    pending_totp: str | None = field(default=None, repr=False)
    totp_step: int | None = None


@dataclass(frozen=True, slots=True)
class Signed:
    """Somebody is signed in, in one browser. `key_hash` is of the key that the browser holds."""

    id: int
    user: User
    browser: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Token:
    """What a program of a user's shows instead of a password. `used_at` is to the hour."""

    id: int
    user: User
    label: str
    created_at: datetime
    used_at: datetime | None


def same_name(written: str) -> str:
    """The name as it is compared: without the spaces around it and in small letters."""
    return written.strip().lower()


def new_name(written: str) -> str:
    """A name that a user may have. Raises `BadInput` saying what to write instead."""
    name = same_name(written)
    if not _NAME.fullmatch(name):
        raise BadInput(
            "A name has 1 to 40 small letters, digits, dots, hyphens or underscores, and begins and"
            " ends with a letter or a digit."
        )
    return name


def new_password(written: str, name: str) -> str:
    """A password that a user may take. Raises `BadInput` saying what to write instead."""
    if not SHORTEST_PASSWORD <= len(written) <= LONGEST_PASSWORD:
        raise BadInput(
            f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters."
            " Four words that nobody else would put together are a good one."
        )
    if len(set(written.lower())) < SHORTEST_PASSWORD // 3 or name in written.lower():
        raise BadInput("This password is too easy to guess: take other words, without your name.")
    return written
