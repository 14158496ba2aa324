"""The tables of those who sign in: users, what they prove it with, and tries that failed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.store.base import Base, StoredText

HASH_LENGTH = 64


class UserRow(Base):
    """Somebody who may sign in. `pending_totp` is a secret that no code has confirmed yet.

    `totp_step` is the time step of the last code that counted: none up to it counts again.
    `elsewhere` is who the provider of an account elsewhere says it is.
    """

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(StoredText(40), unique=True)
    role: Mapped[str] = mapped_column(String(20))
    password: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    totp: Mapped[str | None] = mapped_column(Text)
    pending_totp: Mapped[str | None] = mapped_column(Text)
    totp_step: Mapped[int | None] = mapped_column(BigInteger)
    elsewhere: Mapped[str | None] = mapped_column(StoredText, index=True, unique=True)


class RecoveryCodeRow(Base):
    """A code that stands in for one from the app, once; its row goes when it was used."""

    __tablename__ = "recovery_code"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True
    )
    code_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), primary_key=True)


class SessionRow(Base):
    """Somebody is signed in, in one browser. The browser has the key, we have its hash."""

    __tablename__ = "session"

    id: Mapped[int] = mapped_column(primary_key=True)
    key_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    browser: Mapped[str] = mapped_column(StoredText(100))
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class TokenRow(Base):
    """What a program of a user's shows instead of a password; we have its hash."""

    __tablename__ = "token"

    id: Mapped[int] = mapped_column(primary_key=True)
    key_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    label: Mapped[str] = mapped_column(StoredText(100))
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class LoginTryRow(Base):
    """Tries to sign in that failed, by the hash of a name or a network."""

    __tablename__ = "login_try"

    key_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), primary_key=True)
    failed: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(index=True)
