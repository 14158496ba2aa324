"""Tokens of users' programs. Only their hashes are kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from backend.accounts.keys import hash_key
from backend.accounts.people import Token, User
from backend.errors import NotFound
from backend.moderation.chain import Act
from backend.store.account_tables import TokenRow, UserRow
from backend.store.audit import append
from backend.store.engine import Sessions
from backend.store.users import user_of

_USED_EVERY = timedelta(hours=1)
"""How finely it is kept when a token was used: reading must not become writing."""


class TokenStore:
    """Every query about tokens. Safe to share between threads. The times are passed in."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def add(self, user: User, label: str, key: str, act: Act, now: datetime) -> None:
        """Keep a token's hash for a user."""
        with self._sessions.write() as session:
            session.add(
                TokenRow(key_hash=hash_key(key), user_id=user.id, label=label, created_at=now)
            )
            append(session, act, now)

    def find(self, key: str, now: datetime) -> User | None:
        """Return whose token this is, unless they were disabled; keep that it is used."""
        mine = TokenRow.key_hash == hash_key(key)
        query = select(TokenRow.used_at, UserRow).join(UserRow, UserRow.id == TokenRow.user_id)
        with self._sessions.read() as session:
            found = session.execute(query.where(mine, UserRow.disabled_at.is_(None))).one_or_none()
        if found is None:
            return None
        used_at, user = found
        if used_at is None or used_at <= now - _USED_EVERY:
            with self._sessions.write() as session:
                session.execute(update(TokenRow).where(mine).values(used_at=now))
        return user_of(user)

    def of_user(self, name: str) -> Sequence[Token]:
        """Return a user's tokens, the newest first."""
        query = (
            select(TokenRow, UserRow)
            .join(UserRow, UserRow.id == TokenRow.user_id)
            .where(UserRow.name == name)
            .order_by(TokenRow.id.desc())
        )
        with self._sessions.read() as session:
            return [
                Token(row.id, user_of(user), row.label, row.created_at, row.used_at)
                for row, user in session.execute(query)
            ]

    def revoke(self, name: str, token_id: int, act: Act, now: datetime) -> None:
        """Make one token of a user open nothing. Raises `NotFound` if they have none such."""
        with self._sessions.write() as session:
            mine = select(UserRow.id).where(UserRow.name == name).scalar_subquery()
            statement = delete(TokenRow).where(TokenRow.id == token_id, TokenRow.user_id == mine)
            if session.execute(statement.returning(TokenRow.id)).first() is None:
                raise NotFound(f"{name} has no such token.")
            append(session, act, now)
