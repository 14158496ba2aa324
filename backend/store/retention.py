"""Deleting what is too old to keep."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from sqlalchemy import delete, func, select

from backend.store.archive_tables import ReportAddressRow, ReportRow
from backend.store.engine import Sessions
from backend.store.tables import NoteRow

_AT_ONCE = 500
_NOTES_AT_ONCE = 100


class RetentionStore:
    """What retention asks and deletes. Safe to share between threads."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def quoted(self) -> frozenset[int]:
        """Return the ids of the reports that some version of a note quotes."""
        with self._sessions.read() as session:
            notes = session.scalars(
                select(NoteRow.document).execution_options(yield_per=_NOTES_AT_ONCE)
            )
            addresses = {
                row["report"]["url"] for document in notes for row in document.get("evidence", ())
            }
        return frozenset(self._leading_to(addresses))

    def _leading_to(self, addresses: Collection[str]) -> Iterator[int]:
        rest = sorted(addresses)
        for start in range(0, len(rest), _AT_ONCE):
            some = ReportAddressRow.address.in_(rest[start : start + _AT_ONCE])
            with self._sessions.read() as session:
                yield from session.scalars(select(ReportAddressRow.report_id).where(some))

    def delete_before(self, moment: datetime, sparing: Collection[int]) -> Iterator[int]:
        """Delete reports published (or, undated, kept) before `moment`, batch by batch.

        Versions, addresses and index rows go with them. Gives how many each batch deleted; each
        is a transaction of its own, so that nobody else waits long for a turn.
        """
        age = func.coalesce(ReportRow.published, ReportRow.kept_at)
        last = 0
        while True:
            query = (
                select(ReportRow.id)
                .where(age < moment, ReportRow.id > last)
                .order_by(ReportRow.id)
                .limit(_AT_ONCE)
            )
            with self._sessions.write() as session:
                ids = list(session.scalars(query))
                gone = [report_id for report_id in ids if report_id not in sparing]
                session.execute(delete(ReportRow).where(ReportRow.id.in_(gone)))
            if not ids:
                return
            last = ids[-1]
            yield len(gone)
