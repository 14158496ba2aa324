"""What the open figures of moderation are made from."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, false, func, select
from sqlalchemy.orm import defer

from backend.moderation.figures import DecisionFact, FlagFact
from backend.store.decision_tables import DecisionRow, DecisionState
from backend.store.decisions import stored_outcome
from backend.store.engine import Sessions
from backend.store.flag_tables import FlagRow
from backend.store.tables import NoteRow


class FigureStore:
    """Reads flags and decisions as figures need them: none of their words, and nobody's name."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def flags(self) -> Sequence[FlagFact]:
        """Return all flags that there were."""
        columns = (FlagRow.reason, FlagRow.status, FlagRow.created_at, FlagRow.decided_at)
        with self._sessions.read() as session:
            return [FlagFact(*row) for row in session.execute(select(*columns))]

    def decisions(self) -> Sequence[DecisionFact]:
        """Return all decisions that wait for nobody."""
        verdict = NoteRow.document["decision"]["verdict"]
        was, then = verdict["was"].as_string(), verdict["is"].as_string()
        made = and_(NoteRow.check_id == DecisionRow.note, NoteRow.version == DecisionRow.made)
        query = (
            select(DecisionRow, func.coalesce(was != then, false()))
            .outerjoin(NoteRow, made)
            .options(defer(DecisionRow.edits))
            .where(DecisionRow.state != DecisionState.WAITING)
        )
        with self._sessions.read() as session:
            return [_fact(row, changes=changes) for row, changes in session.execute(query)]


def _fact(row: DecisionRow, *, changes: bool) -> DecisionFact:
    return DecisionFact(
        note=row.note,
        stands=row.state is DecisionState.STANDING,
        changes=changes,
        recheck=row.recheck,
        outcome=stored_outcome(row.outcome),
        at=row.at,
    )
