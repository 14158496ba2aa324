"""How a flag's status changes: the moves that exist, and the one function that makes them.

A move and the row of the audit log that tells of it are written in one transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, update
from sqlalchemy.orm import Session

from backend.domain import FlagStatus
from backend.moderation.chain import Act
from backend.store import audit
from backend.store.flag_tables import FlagRow

Outcome = Literal[FlagStatus.UPHELD, FlagStatus.NOT_UPHELD]

A_READER = "a reader"
"""Who puts flags and takes them back, as the log has it: it is not kept who that was."""

MOVES: Mapping[FlagStatus, frozenset[FlagStatus]] = {
    FlagStatus.OPEN: frozenset(
        {FlagStatus.WITHDRAWN, FlagStatus.UPHELD, FlagStatus.NOT_UPHELD},
    ),
    FlagStatus.WITHDRAWN: frozenset({FlagStatus.OPEN}),
    FlagStatus.UPHELD: frozenset({FlagStatus.NOT_UPHELD}),
    FlagStatus.NOT_UPHELD: frozenset({FlagStatus.UPHELD, FlagStatus.OPEN}),
}
"""From each status, where a flag may go. One that was not upheld is opened anew by an appeal."""


def move(
    session: Session,
    to: FlagStatus,
    now: datetime,
    *conditions: ColumnElement[bool],
    actor: str = A_READER,
    **columns: Any,  # noqa: ANN401 (values of many types)
) -> list[int]:
    """Move the flags that meet the conditions to another status, and return their ids.

    `columns` are set besides. Flags that may not go there from where they are stay as they are.
    The audit log is held from here until the transaction ends, so move last.
    """
    sources = [status for status, targets in MOVES.items() if to in targets]
    statement = (
        update(FlagRow)
        .where(FlagRow.status.in_(sources), *conditions)
        .values(status=to, changed_at=now, **_times(to, now), **columns)
        .returning(FlagRow.id, FlagRow.note, FlagRow.evidence, FlagRow.reason)
        .execution_options(synchronize_session=False)
    )
    moved = sorted(session.execute(statement), key=lambda row: row.id)
    for row in moved:
        about = {"note": row.note, "evidence": row.evidence, "reason": row.reason}
        act = Act(actor, f"flag {to.value}", "flag", str(row.id), about)
        audit.append(session, act, now)
    return [row.id for row in moved]


def close(
    session: Session,
    flags: Collection[int],
    outcome: Outcome,
    *,
    decision: str,
    answer: str,
    actor: str,
    now: datetime,
) -> list[int]:
    """Decide about flags at the end of the caller's transaction; return the ids of those closed.

    `answer` is what those who flagged are told. Flags that were withdrawn meanwhile, or had this
    outcome, are left alone.
    """
    these = FlagRow.id.in_(flags)
    said = {"decision": decision, "answer": answer}
    return move(session, outcome, now, these, actor=actor, **said)


def _times(to: FlagStatus, now: datetime) -> dict[str, datetime | None]:
    return {
        "withdrawn_at": now if to is FlagStatus.WITHDRAWN else None,
        "decided_at": now if to.decided else None,
    }
