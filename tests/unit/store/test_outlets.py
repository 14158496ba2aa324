from __future__ import annotations

from datetime import UTC, datetime

from backend.domain import RatingCategory
from backend.outlets.edits import OwnerEdit, RatingEdit
from backend.store.engine import Sessions
from backend.store.outlets import OutletStore

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def test_every_edit_is_kept_in_its_order(sessions: Sessions) -> None:
    store = OutletStore(sessions)
    first = RatingEdit("a.example", True, RatingCategory.SATIRE, "ann", "It says so. ☺", AT)  # noqa: FBT003
    taken_back = RatingEdit("a.example", True, None, "bob", "No more.", AT)  # noqa: FBT003
    store.add_ratings([first])
    store.add_ratings([taken_back])
    assert store.rating_edits() == [first, taken_back]


def test_every_change_of_owner_is_kept_in_its_order(sessions: Sessions) -> None:
    store = OutletStore(sessions)
    edits = [
        OwnerEdit("a.example", "Owner", "ann", "Its imprint.", AT),
        OwnerEdit("a.example", None, "bob", "Sold.", AT),
    ]
    store.add_owners(edits)
    assert store.owner_edits() == edits


def test_an_empty_database_rates_nobody(sessions: Sessions) -> None:
    assert OutletStore(sessions).rating_edits() == []
    assert OutletStore(sessions).owner_edits() == []
