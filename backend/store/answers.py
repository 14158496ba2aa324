"""Answers of searchers, kept until their time is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Text, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.checking.document import Document
from backend.domain import Found
from backend.store.base import Base
from backend.store.engine import Sessions

_HITS = TypeAdapter(list[Found])


class AnswerRow(Base):
    """One answer, found by the hash of what was asked."""

    __tablename__ = "answer"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    searcher: Mapped[str] = mapped_column(Text)
    hits: Mapped[Document]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class AnswerStore:
    """Kept answers as hits. Safe to share between threads."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def get(self, key: str, now: datetime) -> list[Found] | None:
        """Return the answer that is kept under the key and still holds."""
        holds = (AnswerRow.key == key, AnswerRow.expires_at > now)
        with self._sessions.read() as session:
            document = session.scalar(select(AnswerRow.hits).where(*holds))
        return None if document is None else _hits_of(document)

    def put(
        self, key: str, searcher: str, hits: Sequence[Found], *, now: datetime, until: datetime
    ) -> None:
        """Keep an answer `until` then, and sweep out those whose time is over."""
        values = {
            "searcher": searcher,
            "hits": {"hits": _HITS.dump_python(list(hits), mode="json")},
            "expires_at": until,
        }
        with self._sessions.write() as session:
            session.execute(delete(AnswerRow).where(AnswerRow.expires_at <= now))
            statement = _insert(session).values(key=key, **values)
            session.execute(statement.on_conflict_do_update(index_elements=["key"], set_=values))

    def count(self) -> int:
        """Return how many answers are kept, fresh or not."""
        with self._sessions.read() as session:
            return session.execute(select(func.count()).select_from(AnswerRow)).scalar_one()


def _hits_of(document: Document) -> list[Found] | None:
    """The hits as they were kept; None where another version of the program kept them."""
    try:
        return _HITS.validate_python(document["hits"])
    except ValidationError:
        return None


def _insert(session: Session) -> Any:  # noqa: ANN401 (a dialect's own)
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    return (sqlite if on_sqlite else postgresql).insert(AnswerRow)
