"""Known claims: those of notes and of fact checks, each with where it points."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select, update

from backend.store.base import storable
from backend.store.engine import Sessions
from backend.store.inserting import insert_into
from backend.store.known_tables import KnownClaimRow
from backend.store.tables import NoteRow


@dataclass(frozen=True, slots=True)
class FactCheck:
    """A fact check: who published it, where, how the claim is rated there, and when."""

    publisher: str
    url: str
    rating: str
    reviewed: date | None


@dataclass(frozen=True, slots=True)
class KnownClaim:
    """A claim of a note, or of a fact check. `written` is the day that it is of."""

    text: str
    written: date | None
    note: str | None = None
    fact_check: FactCheck | None = None

    @property
    def fingerprint(self) -> str:
        """64 hexadecimal digits, the same for one claim of one note or of one fact check."""
        url = self.fact_check.url if self.fact_check else None
        parts = [self.note, url, storable(self.text)]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class KeptClaim:
    """A claim as it is kept: its id, and the vector that `encoder` gave it."""

    id: int
    claim: KnownClaim
    encoder: str
    vector: bytes


class KnownClaimStore:
    """Every query about known claims. Safe to share between threads."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def add(
        self, claims: Sequence[KnownClaim], vectors: Sequence[bytes], encoder: str, now: datetime
    ) -> int:
        """Add claims that are not in yet, all or none; give how many those were."""
        rows = [
            _values(claim) | {"vector": vector, "encoder": encoder, "added_at": now}
            for claim, vector in zip(claims, vectors, strict=True)
        ]
        with self._sessions.write() as session:
            statement = insert_into(session, KnownClaimRow)
            statement = statement.on_conflict_do_nothing(index_elements=["fingerprint"])
            return sum(
                session.execute(statement.values(row).returning(KnownClaimRow.id)).first()
                is not None
                for row in rows
            )

    def unknown(self, claims: Sequence[KnownClaim]) -> list[KnownClaim]:
        """Return those claims that are not in yet."""
        wanted = {claim.fingerprint: claim for claim in claims}
        known = select(KnownClaimRow.fingerprint).where(KnownClaimRow.fingerprint.in_(wanted))
        with self._sessions.read() as session:
            for fingerprint in session.scalars(known):
                wanted.pop(fingerprint, None)
        return list(wanted.values())

    def after(self, last: int, limit: int) -> Sequence[KeptClaim]:
        """Return claims with a higher id, in its order."""
        query = select(KnownClaimRow).where(KnownClaimRow.id > last)
        with self._sessions.read() as session:
            rows = session.scalars(query.order_by(KnownClaimRow.id).limit(limit))
            return [_kept(row) for row in rows]

    def get(self, ids: Collection[int]) -> Mapping[int, KnownClaim]:
        """Return the claims with these ids; what is gone is left out."""
        query = select(KnownClaimRow).where(KnownClaimRow.id.in_(ids))
        with self._sessions.read() as session:
            return {row.id: _kept(row).claim for row in session.scalars(query)}

    def read_anew(self, claim_id: int, encoder: str, vector: bytes) -> None:
        """Keep the vector that another encoder gave a claim."""
        values = {"encoder": encoder, "vector": vector}
        with self._sessions.write() as session:
            session.execute(
                update(KnownClaimRow).where(KnownClaimRow.id == claim_id).values(**values)
            )

    def notes_without_claims(self) -> Sequence[str]:
        """Return the ids of notes of which no claim is in."""
        known = select(KnownClaimRow.id).where(KnownClaimRow.note == NoteRow.check_id).exists()
        query = select(NoteRow.check_id).where(~known).distinct()
        with self._sessions.read() as session:
            return list(session.scalars(query))

    def count(self) -> int:
        """Return how many claims are in."""
        with self._sessions.read() as session:
            return session.execute(select(func.count()).select_from(KnownClaimRow)).scalar_one()


def _values(claim: KnownClaim) -> dict[str, object]:
    check = claim.fact_check
    return {
        "fingerprint": claim.fingerprint,
        "text": claim.text,
        "written": claim.written,
        "note": claim.note,
        "publisher": check.publisher if check else None,
        "url": check.url if check else None,
        "rating": check.rating if check else None,
        "reviewed": check.reviewed if check else None,
    }


def _kept(row: KnownClaimRow) -> KeptClaim:
    check = None
    if row.url is not None:
        check = FactCheck(row.publisher or "", row.url, row.rating or "", row.reviewed)
    return KeptClaim(
        row.id, KnownClaim(row.text, row.written, row.note, check), row.encoder, row.vector
    )
