"""How a check's status changes: the moves that exist, and the one function that makes them.

A move and the event that tells of it are written in one transaction. An event's number comes
from the check's own row, whose lock keeps the numbers free of gaps and doubles. On PostgreSQL the
same transaction notifies whoever listens on `CHANNEL`, with the check's id.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, update
from sqlalchemy.orm import Session

from backend.checking.document import Document
from backend.domain import CheckStatus
from backend.store.tables import CheckEventRow, CheckRow

MOVES: Mapping[CheckStatus, frozenset[CheckStatus]] = {
    CheckStatus.QUEUED: frozenset(
        {CheckStatus.RUNNING, CheckStatus.FAILED, CheckStatus.CANCELLED},
    ),
    CheckStatus.RUNNING: frozenset(CheckStatus),
    CheckStatus.DONE: frozenset({CheckStatus.QUEUED}),
    CheckStatus.FAILED: frozenset({CheckStatus.QUEUED}),
    CheckStatus.CANCELLED: frozenset({CheckStatus.QUEUED}),
}
"""From each status, where a check may go. A running one may run anew: another took it over."""

ENDED = frozenset({CheckStatus.DONE, CheckStatus.FAILED, CheckStatus.CANCELLED})

_KINDS = {
    CheckStatus.QUEUED: "queued",
    CheckStatus.RUNNING: "started",
    CheckStatus.DONE: "note",
    CheckStatus.FAILED: "failed",
    CheckStatus.CANCELLED: "cancelled",
}
CHANNEL = "second_source_told"
"""Where PostgreSQL tells, with its id, that something was told of a check."""

LAST_KINDS = frozenset(_KINDS[status] for status in ENDED)
"""The kinds of event that end a check, until it is queued anew."""


def move(
    session: Session,
    check_id: str,
    to: CheckStatus,
    now: datetime,
    *conditions: ColumnElement[bool],
    data: Document | None = None,
    **columns: Any,  # noqa: ANN401 (values of many types)
) -> bool:
    """Move a check to another status, telling it as an event with `data`.

    `columns` are set besides. Return False, with nothing changed, if the check may not go there
    from where it is or does not meet the conditions. Of several that try at once, one succeeds.
    """
    sources = [status for status, targets in MOVES.items() if to in targets]
    conditions = (CheckRow.id == check_id, CheckRow.status.in_(sources), *conditions)
    error = data if to is CheckStatus.FAILED else None
    values = {**_kept_with(to, now), "error": error, **columns}
    return tell(session, now, _KINDS[to], data or {}, *conditions, **values)


def tell(
    session: Session,
    now: datetime,
    kind: str,
    data: Document,
    *conditions: ColumnElement[bool],
    **columns: Any,  # noqa: ANN401 (values of many types)
) -> bool:
    """Add the next event to the one check that meets the conditions; False if none does."""
    statement = (
        update(CheckRow)
        .where(*conditions)
        .values(last_event=CheckRow.last_event + 1, **columns)
        .returning(CheckRow.id, CheckRow.last_event, *_notified(session))
        .execution_options(synchronize_session=False)
    )
    numbered = session.execute(statement).one_or_none()
    if numbered is None:
        return False
    check_id, seq = numbered[:2]
    session.add(CheckEventRow(check_id=check_id, seq=seq, kind=kind, data=data, at=now))
    return True


def tell_queued(session: Session, check_id: str, now: datetime) -> None:
    """Add the first event of a check that was just added as queued, with no event yet."""
    tell(session, now, _KINDS[CheckStatus.QUEUED], {}, CheckRow.id == check_id)


def tell_decided(session: Session, check_id: str, note: Document, now: datetime) -> None:
    """Tell the note that a decision made of a finished check's, in the place of the one before."""
    done = (CheckRow.id == check_id, CheckRow.status == CheckStatus.DONE)
    tell(session, now, _KINDS[CheckStatus.DONE], note, *done)


def _notified(session: Session) -> list[ColumnElement[None]]:
    # Part of what the update returns, it costs no query of its own.
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    return [func.pg_notify(CHANNEL, CheckRow.id)] if is_postgresql else []


def _kept_with(status: CheckStatus, now: datetime) -> dict[str, object]:
    return {
        "status": status,
        "changed_at": now,
        "finished_at": now if status in ENDED else None,
        "lease_owner": None,
        "lease_until": None,
    }
