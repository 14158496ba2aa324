"""Frozen evidence, packed: kept with each version of a note, found again, and let go of in time.

A text serves every note that it was evidence for and every version of it, so it is kept once.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backend.checking.document import Document
from backend.checking.frozen import Frozen, frozen_document, thawed
from backend.store.engine import Sessions
from backend.store.frozen_tables import FrozenEvidenceRow, FrozenTextRow
from backend.store.inserting import insert_into


class FrozenStore:
    """Every query about frozen evidence. Safe to share between threads."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def of(self, note_id: str, version: int) -> Frozen | None:
        """Return what a version of a note was made from; None where it was not kept."""
        with self._sessions.read() as session:
            row = session.get(FrozenEvidenceRow, (note_id, version))
            if row is None:
                return None
            document = json.loads(zlib.decompress(row.packed))
            return thawed(document, _texts(session, document))

    def forget_before(self, moment: datetime) -> int:
        """Delete what was frozen before a moment, with the texts that nothing since needs.

        Returns how many notes' evidence it was. The notes themselves stay.
        """
        old = delete(FrozenEvidenceRow).where(FrozenEvidenceRow.frozen_at < moment)
        with self._sessions.write() as session:
            gone = list(session.scalars(old.returning(FrozenEvidenceRow.version)))
            session.execute(delete(FrozenTextRow).where(FrozenTextRow.used_at < moment))
        return len(gone)


def keep(session: Session, check_id: str, version: int, frozen: Frozen, now: datetime) -> None:
    """Keep what a version of a note was made from, in the transaction that adds the version."""
    document, texts = frozen_document(frozen)
    session.flush()  # the version goes before what belongs to it
    _keep_texts(session, texts, now)
    packed = packed_evidence(document)
    row = {"check_id": check_id, "version": version, "packed": packed, "frozen_at": now}
    session.add(FrozenEvidenceRow(**row))


def _keep_texts(session: Session, texts: Mapping[str, str], now: datetime) -> None:
    """Add the texts that are new; the others are marked as used, so that they are not let go of.

    In one order for all, so that two checks with the same texts don't wait for each other in turn.
    """
    for fingerprint in sorted(texts):
        statement = insert_into(session, FrozenTextRow).values(
            fingerprint=fingerprint, packed=packed_text(texts[fingerprint]), used_at=now
        )
        session.execute(
            statement.on_conflict_do_update(
                index_elements=["fingerprint"], set_={"used_at": statement.excluded.used_at}
            )
        )


def _texts(session: Session, document: Document) -> dict[str, str]:
    wanted = {report["text"] for report in document["reports"]}
    rows = session.execute(
        select(FrozenTextRow.fingerprint, FrozenTextRow.packed).where(
            FrozenTextRow.fingerprint.in_(wanted)
        )
    )
    return {row.fingerprint: _unpacked(row.packed) for row in rows}


def packed_evidence(document: Document) -> bytes:
    """The document as it is kept: JSON, compressed."""
    return zlib.compress(json.dumps(document, separators=(",", ":")).encode("ascii"))


def packed_text(text: str) -> bytes:
    """A text as it is kept: UTF-8, lone surrogates included, compressed."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"))


def _unpacked(packed: bytes) -> str:
    return zlib.decompress(packed).decode("utf-8", "surrogatepass")
