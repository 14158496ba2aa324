"""How far each file has been taken into the archive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from backend.store.archive_tables import IngestRow
from backend.store.engine import Sessions


@dataclass(frozen=True, slots=True)
class Ingested:
    """How far a file is in. See `IngestRow` for the fields."""

    fingerprint: str
    name: str
    position: int = 0
    passed: int = 0
    kept: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict)
    finished: bool = False


class IngestStore:
    """What is known of files that were taken in. Safe to share between threads."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def so_far(self, fingerprint: str, name: str) -> Ingested:
        """Return how far a file is in; a file that is unknown is at its beginning."""
        with self._sessions.read() as session:
            row = session.get(IngestRow, fingerprint)
            return _ingested(row) if row else Ingested(fingerprint, name)


def write(session: Session, ingested: Ingested, now: datetime) -> None:
    """Write down how far a file is in, in the transaction that keeps what it held."""
    row = session.get(IngestRow, ingested.fingerprint)
    if row is None:
        row = IngestRow(fingerprint=ingested.fingerprint, started_at=now)
        session.add(row)
    row.name, row.position, row.passed = ingested.name, ingested.position, ingested.passed
    row.kept, row.skipped, row.changed_at = ingested.kept, dict(ingested.skipped), now
    row.finished_at = now if ingested.finished else None


def _ingested(row: IngestRow) -> Ingested:
    return Ingested(
        row.fingerprint,
        row.name,
        row.position,
        row.passed,
        row.kept,
        row.skipped,
        finished=row.finished_at is not None,
    )
