"""What a database holds of checks, flags and decisions, and what must be true of it after a fault.

The rows are read as they are, past everything that the program would put in order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from threading import Event
from time import monotonic
from typing import Any

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from backend.checking.document import Document
from backend.domain import CheckStatus
from backend.errors import Unavailable
from backend.store.decision_tables import DecisionRow
from backend.store.engine import make_engine
from backend.store.flag_tables import FlagRow
from backend.store.frozen_tables import FrozenEvidenceRow
from backend.store.status import LAST_KINDS
from backend.store.tables import CheckEventRow, CheckRow, NoteRow

PATIENCE = 240.0
"""How long anything may take on a machine with much else to do; nothing is measured here."""


@dataclass(frozen=True)
class OneCheck:
    """A check with its events in the order of their numbers, and the versions of its note."""

    row: CheckRow
    events: Sequence[CheckEventRow]
    notes: Mapping[int, Document]
    frozen: frozenset[int]

    @property
    def kinds(self) -> list[str]:
        return [event.kind for event in self.events]

    def require_whole(self) -> None:
        """Its stream has no gap and no double, and every end that it tells of is there."""
        assert [event.seq for event in self.events] == list(range(1, len(self.events) + 1))
        assert self.row.last_event == len(self.events)
        assert self.kinds[:1] == ["queued"]
        self._require_ends_to_stand_alone()
        told = [event.data for event in self.events if event.kind == "note"]
        assert told == [note for _, note in sorted(self.notes.items())]
        assert sorted(self.notes) == list(range(1, len(self.notes) + 1))

    def require_ended_once(self) -> None:
        """It ended once, in a note or with its reason; only decisions made more of the note."""
        self.require_whole()
        assert self.row.status in {CheckStatus.DONE, CheckStatus.FAILED}, self.kinds
        assert (self.row.lease_owner, self.row.lease_until) == (None, None)
        ends = [kind for kind in self.kinds if kind in LAST_KINDS]
        assert self.kinds[-len(ends) :] == ends
        if self.row.status is CheckStatus.FAILED:
            assert ends == ["failed"]
            assert self.row.error == self.events[-1].data
            assert self.events[-1].data["detail"]
        else:
            assert ends == ["note"] * len(self.notes)
            assert 1 in self.frozen
            assert all(note["decision"] for version, note in self.notes.items() if version > 1)

    def _require_ends_to_stand_alone(self) -> None:
        """After an end only being queued anew, or the note as a decision made it, is told."""
        for before, after in pairwise(self.kinds):
            assert before not in LAST_KINDS or after in {"queued", "note"}, self.kinds


@dataclass(frozen=True)
class Record:
    """Everything that must survive. `flags` and `decisions` are by whom and what they are of."""

    checks: Mapping[str, OneCheck]
    flags: Mapping[tuple[int, str, str], Document] = field(default_factory=dict)
    decisions: Mapping[str, Document] = field(default_factory=dict)

    def require_each_ended_once(self, check_ids: Sequence[str]) -> None:
        """These checks are there, each ended once, and no others are."""
        assert set(self.checks) == set(check_ids)
        for check in self.checks.values():
            check.require_ended_once()

    def require_a_note_each(self, check_ids: Sequence[str]) -> None:
        """These checks are there, no others are, and each ended in one note."""
        self.require_each_ended_once(check_ids)
        failed = {key: check.row.error for key, check in self.checks.items() if not check.notes}
        assert not failed

    def require_all_of(self, earlier: Record) -> None:
        """Nothing that was there before has gone or become something else."""
        for check_id, check in earlier.checks.items():
            now = self.checks[check_id]
            before = [(event.seq, event.kind, event.data) for event in check.events]
            assert before == [(e.seq, e.kind, e.data) for e in now.events][: len(before)]
            assert check.notes.items() <= now.notes.items()
        assert earlier.flags.items() <= self.flags.items()
        assert earlier.decisions.items() <= self.decisions.items()

    def starts(self) -> int:
        """How many times checks were taken up, all together."""
        return sum(check.kinds.count("started") for check in self.checks.values())


def count_notes(database_url: str) -> int:
    """How many checks have ended in a note; -1 while the database does not answer."""
    engine = make_engine(database_url)
    try:
        with Session(engine) as session:
            done = CheckRow.status == CheckStatus.DONE
            return session.scalar(select(func.count()).select_from(CheckRow).where(done)) or 0
    except Unavailable:
        return -1
    finally:
        engine.dispose()


def until_notes(database_url: str, enough: int) -> None:
    """Wait until so many checks have ended in a note.

    Fails once no further one did for `PATIENCE` seconds; all of them may take any time.
    """
    done, since = -1, monotonic()
    while done < enough:
        assert monotonic() - since < PATIENCE, f"{done} notes of {enough}, and no further one"
        Event().wait(0.3)
        if (now := count_notes(database_url)) > done:
            done, since = now, monotonic()


def record_of(database_url: str) -> Record:
    """What is kept there at this moment."""
    engine = make_engine(database_url)
    try:
        return _record(engine)
    finally:
        engine.dispose()


def _record(engine: Engine) -> Record:
    with Session(engine, expire_on_commit=False) as session:
        events: defaultdict[str, list[CheckEventRow]] = defaultdict(list)
        for event in session.scalars(select(CheckEventRow).order_by(CheckEventRow.seq)):
            events[event.check_id].append(event)
        notes: defaultdict[str, dict[int, Document]] = defaultdict(dict)
        for note in session.scalars(select(NoteRow)):
            notes[note.check_id][note.version] = note.document
        frozen: defaultdict[str, set[int]] = defaultdict(set)
        for kept in session.execute(select(FrozenEvidenceRow.check_id, FrozenEvidenceRow.version)):
            frozen[kept.check_id].add(kept.version)
        checks = {
            row.id: OneCheck(row, events[row.id], notes[row.id], frozenset(frozen[row.id]))
            for row in session.scalars(select(CheckRow))
        }
        flags = {
            (row.reader_id, row.note, row.evidence): _plain(row)
            for row in session.scalars(select(FlagRow))
        }
        decisions = {row.id: _plain(row) for row in session.scalars(select(DecisionRow))}
        return Record(checks, flags, decisions)


def _plain(row: Any) -> Document:  # noqa: ANN401 (a row of any table)
    return {column.key: getattr(row, column.key) for column in row.__table__.columns}
