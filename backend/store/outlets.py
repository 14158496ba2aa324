"""What operators say of outlets: every edit is kept, the last one holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from backend.domain import RatingCategory
from backend.moderation.chain import Act
from backend.outlets.edits import OwnerEdit, RatingEdit
from backend.store.audit import append
from backend.store.engine import Sessions
from backend.store.outlet_tables import OutletOwnerRow, OutletRatingRow


class OutletStore:
    """Every query about operators' edits. Safe to share between threads."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def add_ratings(self, edits: Iterable[RatingEdit]) -> None:
        """Add edits of ratings to the log, all or none."""
        edits = list(edits)
        with self._sessions.write() as session:
            session.add_all(
                OutletRatingRow(
                    rule=edit.rule,
                    about_kind=edit.about_kind,
                    category=edit.category.value if edit.category else None,
                    by=edit.by,
                    reason=edit.reason,
                    at=edit.at,
                )
                for edit in edits
            )
            for edit in edits:
                append(session, _rating_act(edit), edit.at)

    def add_owners(self, edits: Iterable[OwnerEdit]) -> None:
        """Add edits of owners to the log, all or none."""
        edits = list(edits)
        with self._sessions.write() as session:
            session.add_all(
                OutletOwnerRow(
                    domain=edit.domain,
                    owner=edit.owner,
                    by=edit.by,
                    reason=edit.reason,
                    at=edit.at,
                )
                for edit in edits
            )
            for edit in edits:
                append(session, _owner_act(edit), edit.at)

    def rating_edits(self) -> Sequence[RatingEdit]:
        """Return every edit of a rating, the oldest first."""
        with self._sessions.read() as session:
            rows = session.scalars(select(OutletRatingRow).order_by(OutletRatingRow.id))
            return [_rating_edit(row) for row in rows]

    def owner_edits(self) -> Sequence[OwnerEdit]:
        """Return every edit of an owner, the oldest first."""
        with self._sessions.read() as session:
            rows = session.scalars(select(OutletOwnerRow).order_by(OutletOwnerRow.id))
            return [OwnerEdit(row.domain, row.owner, row.by, row.reason, row.at) for row in rows]


def _rating_act(edit: RatingEdit) -> Act:
    done = "rate outlet" if edit.category else "take back rating"
    detail = {"reason": edit.reason} | ({"category": edit.category} if edit.category else {})
    return Act(edit.by, done, "outlet", edit.rule, detail)


def _owner_act(edit: OwnerEdit) -> Act:
    done = "name owner" if edit.owner else "take back owner"
    detail = {"reason": edit.reason} | ({"owner": edit.owner} if edit.owner else {})
    return Act(edit.by, done, "outlet", edit.domain, detail)


def _rating_edit(row: OutletRatingRow) -> RatingEdit:
    category = RatingCategory(row.category) if row.category else None
    return RatingEdit(row.rule, row.about_kind, category, row.by, row.reason, row.at)
