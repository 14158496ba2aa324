from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from backend.domain import Rating, RatingCategory, Ratings
from backend.outlets.book import RatingBook
from backend.outlets.edits import (
    OPERATORS,
    OwnerEdit,
    Owners,
    RatingEdit,
    owners_from,
    ratings_from,
)

DEPRECATED = Rating("paper.example", RatingCategory.DEPRECATED, "A list", "https://list.example/")
STATE = Rating("paper.example", RatingCategory.STATE_MEDIA, "Wikipedia")
URL = "https://www.paper.example/a"
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def rated(category: RatingCategory | None, rule: str = "paper.example") -> RatingEdit:
    about_kind = bool(category and category.is_kind)
    return RatingEdit(rule, about_kind, category, "ann", "We looked at it.", AT)


def ratings(*edits: RatingEdit) -> Ratings:
    return RatingBook([DEPRECATED, STATE], lambda: ratings_from(edits)).ratings_of(URL)


def test_an_outlet_of_which_nobody_says_anything_is_not_rated() -> None:
    assert RatingBook([DEPRECATED]).ratings_of("https://other.example/") == Ratings()


def test_a_kind_and_a_reliability_stand_side_by_side() -> None:
    assert ratings() == Ratings(DEPRECATED, STATE)


def test_what_operators_say_wins_and_says_that_it_is_theirs() -> None:
    found = ratings(rated(RatingCategory.NO_CONSENSUS))
    assert found.reliability == Rating(
        "paper.example",
        RatingCategory.NO_CONSENSUS,
        OPERATORS,
        as_of=date(2026, 11, 22),
        note="We looked at it.",
    )
    assert found.kind == STATE


def test_what_operators_say_of_a_whole_outlet_wins_over_what_ships_for_a_part_of_it() -> None:
    shipped = Rating("www.paper.example/a", RatingCategory.SATIRE, "A list")
    ours = ratings_from([rated(RatingCategory.ORDINARY)])
    assert RatingBook([shipped], lambda: ours).ratings_of(URL) == Ratings()


def test_operators_can_take_back_what_others_say() -> None:
    both = ratings(rated(RatingCategory.NOT_RATED), rated(RatingCategory.ORDINARY))
    assert both == Ratings()


def test_the_last_edit_holds_and_one_taken_back_lets_others_speak_again() -> None:
    edits = [rated(RatingCategory.DEPENDS), rated(RatingCategory.GENERALLY_RELIABLE)]
    now = ratings(*edits).reliability
    assert now is not None
    assert now.category is RatingCategory.GENERALLY_RELIABLE
    assert ratings(*edits, rated(None)).reliability == DEPRECATED


@pytest.mark.parametrize("category", RatingCategory)
def test_every_category_has_its_words(category: RatingCategory) -> None:
    assert category.words
    assert "lie" not in category.words.lower().split()


def test_an_outlet_belongs_to_the_owner_that_was_named_last() -> None:
    def owned(domain: str, owner: str | None) -> OwnerEdit:
        return OwnerEdit(domain, owner, "ann", "Its imprint says so.", AT)

    edits = [owned("a.example", "Old"), owned("b.example", "New"), owned("a.example", "New")]
    owners = Owners(owners_from(edits))
    assert owners.owner_of("https://www.a.example/x") == "New"
    assert owners.owner_of("b.example") == "New"
    assert owners.owner_of("ba.example") is None
    assert owners_from([*edits, owned("a.example", None)]) == {"b.example": "New"}
