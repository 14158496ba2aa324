"""Checks and their events as frozen values: added, found, followed, cancelled."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from backend.checking.document import Document, highlight_document
from backend.domain import AskedBy, CheckStatus, Highlight
from backend.errors import NotFound
from backend.store.engine import Sessions
from backend.store.highlights import stored_highlight
from backend.store.status import ENDED, move, tell_queued
from backend.store.tables import CheckEventRow, CheckRow


@dataclass(frozen=True, slots=True)
class CheckEvent:
    """Something that happened in a check; `seq` counts from 1 without gaps."""

    seq: int
    kind: str
    data: Document
    at: datetime


@dataclass(frozen=True, slots=True)
class Check:
    """A check as it stands. `error` is `{title, detail}` after a failure."""

    id: str
    highlight: Highlight
    status: CheckStatus
    attempts: int
    error: Document | None
    last_event: int
    changed_at: datetime


class CheckStore:
    """What a reader asks of checks. Safe to share between threads. The times are passed in."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def add(self, check_id: str, highlight: Highlight, fingerprint: str, now: datetime) -> str:
        """Queue a new check and return its id, or the id of the one that has the fingerprint."""
        with self._sessions.write() as session:
            if _insert(session, check_id, highlight, fingerprint, now):
                tell_queued(session, check_id, now)
                return check_id
            query = select(CheckRow.id).where(CheckRow.fingerprint == fingerprint)
            return session.execute(query).scalar_one()

    def queue_anew(
        self,
        seen: Check,
        highlight: Highlight,
        now: datetime,
        asked_by: AskedBy = AskedBy.READER,
    ) -> bool:
        """Queue an ended check once more, unless something happened to it since it was seen."""
        with self._sessions.write() as session:
            return move(
                session,
                seen.id,
                CheckStatus.QUEUED,
                now,
                CheckRow.last_event == seen.last_event,
                CheckRow.status.in_(ENDED),
                highlight=highlight_document(highlight),
                attempts=0,
                asked_by=asked_by,
            )

    def get(self, check_id: str) -> Check:
        """Return a check; raises `NotFound`."""
        check = self._find(CheckRow.id == check_id)
        if check is None:
            raise NotFound("There is no check with this id.")
        return check

    def find(self, fingerprint: str) -> Check | None:
        """Return the check of a highlight, if there is one."""
        return self._find(CheckRow.fingerprint == fingerprint)

    def events_after(self, check_id: str, seq: int) -> Sequence[CheckEvent]:
        """Return the events with a higher number, in order; raises `NotFound`."""
        query = (
            select(CheckEventRow)
            .where(CheckEventRow.check_id == check_id, CheckEventRow.seq > seq)
            .order_by(CheckEventRow.seq)
        )
        with self._sessions.read() as session:
            events = [_event(row) for row in session.scalars(query)]
        if not events:
            self.get(check_id)
        return events

    def last_events(self, check_ids: Collection[str]) -> Mapping[str, int]:
        """Return the number of the newest event of each check."""
        query = select(CheckRow.id, CheckRow.last_event).where(CheckRow.id.in_(check_ids))
        with self._sessions.read() as session:
            return {row.id: row.last_event for row in session.execute(query)}

    def count_by_status(self) -> Mapping[CheckStatus, int]:
        """Return how many checks stand at each status, zeros included."""
        query = select(CheckRow.status, func.count()).group_by(CheckRow.status)
        with self._sessions.read() as session:
            counted = {status: n for status, n in session.execute(query)}  # noqa: C416 (rows are typed)
        return {status: counted.get(status, 0) for status in CheckStatus}

    def count_events(self) -> int:
        """Return how many events there are of all checks."""
        with self._sessions.read() as session:
            return session.scalar(select(func.coalesce(func.sum(CheckRow.last_event), 0))) or 0

    def cancel(self, check_id: str, now: datetime) -> bool:
        """End a check on the reader's wish; False if it has ended. Raises `NotFound`."""
        with self._sessions.write() as session:
            cancelled = move(session, check_id, CheckStatus.CANCELLED, now)
        if not cancelled:
            self.get(check_id)
        return cancelled

    def _find(self, condition: ColumnElement[bool]) -> Check | None:
        with self._sessions.read() as session:
            row = session.scalars(select(CheckRow).where(condition)).one_or_none()
            return None if row is None else _check(row)


def _insert(
    session: Session, check_id: str, highlight: Highlight, fingerprint: str, now: datetime
) -> bool:
    values = {
        "id": check_id,
        "fingerprint": fingerprint,
        "highlight": highlight_document(highlight),
        "page_url": highlight.page.url,
        "status": CheckStatus.QUEUED,
        "asked_by": AskedBy.READER,
        "attempts": 0,
        "last_event": 0,
        "hours_seen": 0,
        "created_at": now,
        "changed_at": now,
    }
    statement = _dialect(session).insert(CheckRow).values(values)
    statement = statement.on_conflict_do_nothing(index_elements=["fingerprint"])
    return session.execute(statement.returning(CheckRow.id)).scalar_one_or_none() is not None


def _dialect(session: Session) -> Any:  # noqa: ANN401 (a module)
    return postgresql if session.get_bind().dialect.name == "postgresql" else sqlite


def _check(row: CheckRow) -> Check:
    return Check(
        id=row.id,
        highlight=stored_highlight(row.highlight),
        status=row.status,
        attempts=row.attempts,
        error=row.error,
        last_event=row.last_event,
        changed_at=row.changed_at,
    )


def _event(row: CheckEventRow) -> CheckEvent:
    return CheckEvent(seq=row.seq, kind=row.kind, data=row.data, at=row.at)
