"""Readers: the hashes of their tokens."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from backend.store.engine import Sessions
from backend.store.flag_tables import ReaderRow
from backend.store.inserting import insert_into


class ReaderStore:
    """Every query about readers. Safe to share between threads."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def add(self, token_hash: str, today: date) -> None:
        """Keep a new reader; one that is kept already stays as it is."""
        with self._sessions.write() as session:
            new = insert_into(session, ReaderRow).values(token_hash=token_hash, created_on=today)
            session.execute(new.on_conflict_do_nothing(index_elements=["token_hash"]))

    def find(self, token_hash: str) -> int | None:
        """Return the reader with that token."""
        query = select(ReaderRow.id).where(ReaderRow.token_hash == token_hash)
        with self._sessions.read() as session:
            return session.scalars(query).one_or_none()
