"""Counter-sources: named with a flag, read before anybody looks at it, shown beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from backend.checking.document import Document
from backend.domain import FlagStatus, Stance
from backend.store.counter_tables import CounterSourceRow, CounterState
from backend.store.engine import Sessions
from backend.store.flag_tables import FlagRow
from backend.store.inserting import insert_into

_TELLING = (Stance.DISPUTES, Stance.SUPPORTS, Stance.MENTIONS)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A counter-source that is to be read. `attempts` is how often that broke before."""

    id: int
    note: str
    url: str
    attempts: int


@dataclass(frozen=True, slots=True)
class CounterSource:
    """What came of a counter-source. `rows` are the rows of evidence that it makes."""

    url: str
    state: CounterState
    rows: Sequence[Document] = ()
    reason: str = ""
    read_at: datetime | None = None

    @property
    def says(self) -> str:
        """The stance that tells most, `unrelated` where it has none; or its state, if not read."""
        if self.state is not CounterState.READ:
            return self.state.value
        stances = {row["stance"] for row in self.rows}
        return next((one.value for one in _TELLING if one in stances), Stance.UNRELATED.value)


class CounterStore:
    """Every query about counter-sources. Safe to share between threads."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def next(self) -> Waiting | None:
        """Return the one that waits longest, those that broke before after the others."""
        query = (
            select(CounterSourceRow)
            .where(CounterSourceRow.state == CounterState.WAITING)
            .order_by(CounterSourceRow.attempts, CounterSourceRow.named_at, CounterSourceRow.id)
            .limit(1)
        )
        with self._sessions.read() as session:
            row = session.scalars(query).one_or_none()
            return None if row is None else Waiting(row.id, row.note, row.url, row.attempts)

    def broke(self, waiting: Waiting) -> None:
        """Count one more attempt that broke."""
        self._change(waiting, attempts=waiting.attempts + 1)

    def end(self, waiting: Waiting, came: CounterSource) -> None:
        """Keep what came of it."""
        found: Document = {"rows": list(came.rows)}
        self._change(
            waiting, state=came.state, reason=came.reason, found=found, read_at=came.read_at
        )

    def _change(self, waiting: Waiting, **values: object) -> None:
        statement = update(CounterSourceRow).where(CounterSourceRow.id == waiting.id)
        with self._sessions.write() as session:
            session.execute(statement.values(**values))


def follow(session: Session, note_id: str, url: str, now: datetime) -> None:
    """Follow a flag that was put or taken back, in its transaction, which holds the note.

    What it names ("" for nothing) is to be read; what no flag names any more is forgotten.
    """
    if url:
        _add(session, note_id, url, now)
    naming = select(FlagRow.id).where(
        FlagRow.note == CounterSourceRow.note,
        FlagRow.counter_source == CounterSourceRow.url,
        FlagRow.status != FlagStatus.WITHDRAWN,
    )
    unnamed = delete(CounterSourceRow).where(CounterSourceRow.note == note_id, ~naming.exists())
    session.execute(unnamed.execution_options(synchronize_session=False))


def named_on(session: Session, note_id: str) -> Mapping[str, CounterSource]:
    """The counter-sources that flags on a note name, by their addresses."""
    query = select(CounterSourceRow).where(CounterSourceRow.note == note_id)
    return {row.url: _counter(row) for row in session.scalars(query)}


def _add(session: Session, note_id: str, url: str, now: datetime) -> None:
    statement = insert_into(session, CounterSourceRow).values(
        note=note_id,
        fingerprint=hashlib.sha256(url.encode()).hexdigest(),
        url=url,
        state=CounterState.WAITING,
        reason="",
        found={"rows": []},
        attempts=0,
        named_at=now,
    )
    session.execute(statement.on_conflict_do_nothing(index_elements=["note", "fingerprint"]))


def _counter(row: CounterSourceRow) -> CounterSource:
    return CounterSource(row.url, row.state, row.found["rows"], row.reason, row.read_at)
