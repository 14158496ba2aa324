from __future__ import annotations

from datetime import UTC, datetime

import pytest

from backend.domain import RatingCategory, Ratings
from backend.errors import BadInput, NotFound
from backend.services.outlets import Outlets
from backend.store.engine import Sessions
from backend.store.outlets import OutletStore

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def outlets(sessions: Sessions) -> Outlets:
    return Outlets(OutletStore(sessions), lambda: AT)


def test_a_rating_holds_from_its_edit_on(outlets: Outlets) -> None:
    assert outlets.ratings_of("https://new.example/a") == Ratings()
    outlets.rate("https://New.example/", RatingCategory.SATIRE, "ann", "It says so itself.")
    kind = outlets.ratings_of("https://www.new.example/a").kind
    assert kind is not None
    assert (kind.words, kind.by, kind.url) == ("Satire", "the operators of this server", None)


def test_a_rating_taken_back_lets_the_shipped_one_hold_again(outlets: Outlets) -> None:
    shipped = outlets.ratings_of("https://www.reuters.com/")
    outlets.rate("reuters.com", RatingCategory.NOT_RATED, "ann", "We don't rate agencies.")
    outlets.rate("reuters.com", RatingCategory.SATIRE, "ann", "A slip.")
    assert outlets.ratings_of("https://www.reuters.com/").reliability is None
    assert outlets.unrate("reuters.com", "bob", "Both were wrong.") == 2
    assert outlets.ratings_of("https://www.reuters.com/") == shipped


def test_taking_back_what_nobody_said_is_told(outlets: Outlets) -> None:
    with pytest.raises(NotFound, match=r"reuters\.com"):
        outlets.unrate("reuters.com", "ann", "Why not.")


@pytest.mark.parametrize(("by", "reason"), [("", "why"), ("ann", " ")])
def test_an_edit_needs_a_name_and_a_reason(outlets: Outlets, by: str, reason: str) -> None:
    with pytest.raises(BadInput, match="who decides this and why"):
        outlets.rate("a.example", RatingCategory.SATIRE, by, reason)
    with pytest.raises(BadInput, match="who decides this and why"):
        outlets.own("Owner", ["a.example"], by, reason)


def test_an_outlet_shows_who_said_what_of_it_and_when(outlets: Outlets) -> None:
    outlets.rate("a.example", RatingCategory.DEPENDS, "ann", "Two desks.")
    outlets.own("Owner", ["a.example", "b.example"], "bob", "Their imprints.")
    said = outlets.show("a.example")
    assert said.owner == "Owner"
    assert [(edit.by, edit.reason, edit.at) for edit in said.rating_edits] == [
        ("ann", "Two desks.", AT)
    ]
    assert [edit.by for edit in said.owner_edits] == ["bob"]


def test_one_bad_domain_among_several_names_no_owner_at_all(outlets: Outlets) -> None:
    with pytest.raises(BadInput):
        outlets.own("Owner", ["a.example", "nothing"], "ann", "Their imprints.")
    assert outlets.owners() == {}


def test_an_owner_is_taken_back(outlets: Outlets) -> None:
    outlets.own("Owner", ["a.example"], "ann", "Its imprint.")
    assert outlets.owner_of("https://www.a.example/x") == "Owner"
    outlets.own(None, ["a.example"], "ann", "Sold.")
    assert outlets.owner_of("a.example") is None
