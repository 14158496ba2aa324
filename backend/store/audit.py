"""The append-only log of what was done, chained by hashes (`backend.moderation.chain`).

Triggers refuse to change or delete a row on both databases. On PostgreSQL the role that the server
uses has no right to it either, once `migrate --server-role` has set that up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Index, LargeBinary, Row, String, Text, cast, func, select, text
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column

from backend.moderation.chain import (
    BEGINNING,
    Act,
    Entry,
    Sought,
    Verified,
    canonical,
    hash_after,
    verify,
)
from backend.store.base import Base, as_stored, storable
from backend.store.engine import Sessions

_APPEND_LOCK = 0x5EC1  # any number that every process of ours agrees on
_READ_AT_ONCE = 1000


class AuditRow(Base):
    """One entry of the log. Rows are added at the end, never changed."""

    __tablename__ = "audit"
    __table_args__ = (Index(None, "kind", "subject"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(Text)
    actor: Mapped[str] = mapped_column(Text, index=True)
    action: Mapped[str] = mapped_column(Text, index=True)
    kind: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(String(64))


_TEXTS: tuple[InstrumentedAttribute[str], ...] = (
    AuditRow.at,
    AuditRow.actor,
    AuditRow.action,
    AuditRow.kind,
    AuditRow.subject,
    AuditRow.detail,
    AuditRow.hash,
)


def append(session: Session, act: Act, now: datetime) -> Entry:
    """Add an act to the log, in the caller's transaction: both are kept or neither.

    The log is held from here until the transaction ends, so append last.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _APPEND_LOCK})
    last = session.execute(
        select(AuditRow.number, AuditRow.hash).order_by(AuditRow.number.desc()).limit(1)
    ).one_or_none()
    number, previous = last or (0, BEGINNING)
    entry = _chained(number + 1, previous, act, now)
    session.add(AuditRow(**_columns_of(entry)))
    session.flush()
    return entry


def _chained(number: int, previous: str, act: Act, now: datetime) -> Entry:
    entry = Entry(
        number,
        now.astimezone(UTC).isoformat(timespec="microseconds"),
        storable(act.actor),
        storable(act.action),
        storable(act.kind),
        storable(act.subject),
        canonical(as_stored(dict(act.detail))),
        hash="",
    )
    return Entry(**{**_columns_of(entry), "hash": hash_after(previous, entry)})


def _columns_of(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in Entry.__dataclass_fields__}


class AuditStore:
    """Every question about the log. Safe to share between threads."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def append(self, act: Act, now: datetime) -> Entry:
        """Add an act that changes nothing else."""
        with self._sessions.write() as session:
            return append(session, act, now)

    def verify(self, noted: str = "") -> Verified:
        """Follow the whole chain; see `backend.moderation.chain.verify`.

        On SQLite the file itself is looked at, too: an index that was changed would hide rows from
        whoever looks for them.
        """
        with self._sessions.read() as session:
            return verified(session, noted)

    def page(self, sought: Sought, limit: int) -> Sequence[Entry]:
        """Return at most `limit` entries, the newest first."""
        names = ("actor", "action", "kind", "subject")
        wanted = [
            getattr(AuditRow, name) == storable(getattr(sought, name))
            for name in names
            if getattr(sought, name)
        ]
        if sought.before is not None:
            wanted.append(AuditRow.number < sought.before)
        with self._sessions.read() as session:
            query = select(AuditRow.number, *_texts(session)).where(*wanted)
            rows = session.execute(query.order_by(AuditRow.number.desc()).limit(limit))
            return [_entry(row) for row in rows]

    def actions(self) -> Sequence[str]:
        """Return the actions that stand in the log, in the order of the alphabet."""
        with self._sessions.read() as session:
            return list(session.scalars(select(AuditRow.action).distinct().order_by(text("1"))))

    def count(self) -> int:
        """Return how many entries there are."""
        with self._sessions.read() as session:
            return session.execute(select(func.count()).select_from(AuditRow)).scalar_one()


def verified(session: Session, noted: str = "") -> Verified:
    """Follow the whole chain as a transaction sees it; see `AuditStore.verify`."""
    query = select(AuditRow.number, *_texts(session)).order_by(AuditRow.number)
    some = {"yield_per": _READ_AT_ONCE}
    with session.execute(query, execution_options=some) as rows:
        found = verify(map(_entry, rows), noted)
    return found if found.fault else replace(found, fault=_damage(session))


def _damage(session: Session) -> str:
    """What is wrong with the file where the log and its indexes are kept, "" if nothing is."""
    if session.get_bind().dialect.name != "sqlite":
        return ""
    told: str = session.execute(text("PRAGMA integrity_check(audit)")).scalars().first() or ""
    return "" if told == "ok" else f"The file is damaged where the log is kept: {told}."


def _texts(session: Session) -> Sequence[Any]:
    """The columns as they are read. SQLite may hold bytes that are no text: those are a fault."""
    if session.get_bind().dialect.name == "postgresql":
        return _TEXTS
    return [cast(column, LargeBinary) for column in _TEXTS]


def _entry(row: Row[Any]) -> Entry:
    texts: Sequence[str | bytes] = row[1:]
    return Entry(row[0], *map(_text, texts))


def _text(value: str | bytes) -> str:
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else value
