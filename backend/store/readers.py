"""Readers: the hashes of their tokens."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from backend.store.engine import Sessions
from backend.store.flag_tables import ReaderRow


class ReaderStore:
    """Every query about readers. Safe to share between threads."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def add(self, token_hash: str, today: date) -> None:
        """Keep a new reader."""
        with self._sessions.write() as session:
            session.add(ReaderRow(token_hash=token_hash, created_on=today))

    def find(self, token_hash: str) -> int | None:
        """Return the reader with that token."""
        query = select(ReaderRow.id).where(ReaderRow.token_hash == token_hash)
        with self._sessions.read() as session:
            return session.scalars(query).one_or_none()
