"""Checks and their events as frozen values: added, found, followed, cancelled."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from backend.checking.document import Document, highlight_document
from backend.domain import AskedBy, CheckStatus, Highlight
from backend.errors import NotFound
from backend.store.engine import Sessions
from backend.store.highlights import stored_highlight
from backend.store.status import ENDED, move, tell_queued
from backend.store.tables import CheckEventRow, CheckRow

_NEWS = {
    dialect: text(
        "SELECT told.check_id, told.seq, told.kind, told.data, told.at"  # noqa: S608 (of ours)
        f" FROM {known} AS known JOIN check_event AS told"
        " ON told.check_id = known.key AND told.seq > CAST(known.value AS INTEGER)"
        " ORDER BY told.check_id, told.seq"
    ).columns(
        CheckEventRow.check_id,
        CheckEventRow.seq,
        CheckEventRow.kind,
        CheckEventRow.data,
        CheckEventRow.at,
    )
    for dialect, known in {
        "sqlite": "json_each(:known)",
        "postgresql": "json_each_text(CAST(:known AS json))",
    }.items()
}


@dataclass(frozen=True)
class CheckEvent:
    """Something that happened in a check; `seq` counts from 1 without gaps."""

    seq: int
    kind: str
    data: Document
    at: datetime

    @cached_property
    def text(self) -> str:
        """The data as JSON on one line, made once for all who are told of it."""
        return json.dumps(self.data, ensure_ascii=False, separators=(",", ":"))


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

    def news(self, known: Mapping[str, int]) -> Mapping[str, Sequence[CheckEvent]]:
        """Return the events of many checks after the known number of each, in order.

        A check with nothing new is not in it.
        """
        found: defaultdict[str, list[CheckEvent]] = defaultdict(list)
        with self._sessions.read() as session:
            query = _NEWS[session.get_bind().dialect.name]
            for row in session.execute(query, {"known": json.dumps(dict(known))}):
                found[row.check_id].append(_event(row))
        return found

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

    def count_waiting(self) -> int:
        """Return how many checks are queued."""
        return self._count(CheckRow.status == CheckStatus.QUEUED)

    def count_ended(self, since: datetime) -> int:
        """Return how many checks have ended since a moment, and have not been queued anew."""
        return self._count(CheckRow.status.in_(ENDED), CheckRow.changed_at > since)

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

    def _count(self, *conditions: ColumnElement[bool]) -> int:
        query = select(func.count()).select_from(CheckRow).where(*conditions)
        with self._sessions.read() as session:
            return session.scalars(query).one()

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


def _event(row: CheckEventRow | Row[Any]) -> CheckEvent:
    return CheckEvent(seq=row.seq, kind=row.kind, data=row.data, at=row.at)
