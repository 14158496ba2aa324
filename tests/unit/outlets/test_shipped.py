from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from backend.domain import RatingCategory
from backend.outlets import make_table, shipped
from backend.outlets.book import RatingBook
from backend.outlets.rules import parse_rule
from backend.outlets.shipped import shipped_ratings

README = (Path(shipped.__file__).parent / "README.md").read_text("utf-8")
BOOK = RatingBook(shipped_ratings())


def test_every_shipped_rating_says_whose_it_is_where_it_stands_and_of_when_it_is() -> None:
    for rating in shipped_ratings():
        assert rating.by
        assert rating.as_of
        assert rating.note
        assert rating.url
        assert rating.url.startswith("https://en.wikipedia.org/wiki/")


def test_every_rule_is_in_its_one_spelling_and_given_once_for_each_sort() -> None:
    rules = Counter((rating.rule, rating.category.is_kind) for rating in shipped_ratings())
    assert {str(parse_rule(rule)) for rule, _ in rules} == {rule for rule, _ in rules}
    assert set(rules.values()) == {1}


def test_the_readme_counts_the_tables_rightly_and_names_their_licence() -> None:
    kinds = sum(rating.category.is_kind for rating in shipped_ratings())
    assert f"`kinds.tsv`: {kinds} outlets" in README
    assert f"`perennial_sources.tsv`: {len(shipped_ratings()) - kinds} rules" in README
    assert "CC BY-SA 4.0" in README


def test_the_readme_explains_every_category() -> None:
    assert all(f"`{category.value}`" in README for category in RatingCategory)


@pytest.mark.parametrize(
    ("url", "reliability", "kind"),
    [
        ("https://www.reuters.com/world/a", RatingCategory.GENERALLY_RELIABLE, None),
        ("https://apnews.com/article/a", RatingCategory.GENERALLY_RELIABLE, None),
        ("https://www.theonion.com/a", RatingCategory.GENERALLY_UNRELIABLE, RatingCategory.SATIRE),
        ("https://www.presstv.ir/a", RatingCategory.DEPRECATED, RatingCategory.STATE_MEDIA),
        ("https://www.rt.com/news/a", None, RatingCategory.STATE_MEDIA),
        ("https://www.foxnews.com/politics/a", RatingCategory.DEPENDS, None),
        ("https://www.newyorker.com/news/a", RatingCategory.GENERALLY_RELIABLE, None),
        (
            "https://www.newyorker.com/humor/borowitz-report/a",
            RatingCategory.GENERALLY_RELIABLE,
            RatingCategory.SATIRE,
        ),
        ("https://www.bbc.com/news/a", RatingCategory.GENERALLY_RELIABLE, None),
        ("https://www.india.com/a", None, None),
        ("https://docs.google.com/a", None, None),
        ("https://unknown.example/", None, None),
    ],
)
def test_a_known_outlet_is_shown_as_others_rate_it(
    url: str, reliability: RatingCategory | None, kind: RatingCategory | None
) -> None:
    found = BOOK.ratings_of(url)
    assert (found.reliability and found.reliability.category) == reliability
    assert (found.kind and found.kind.category) == kind


@pytest.mark.parametrize(
    ("name", "partial"),
    [
        ("Reuters", False),
        ("Metro (UK); Metro (UK) (soap operas)", True),
        ("Check Your Fact; The Daily Caller", False),
        ("Business Insider (culture)", True),
        ("ABC News (USA)", False),
        ("Lenta.ru (March 2014present)", False),
    ],
)
def test_a_source_that_the_list_rates_in_parts_is_told_from_one_that_it_rates_whole(
    name: str, *, partial: bool
) -> None:
    assert make_table.is_partial(name) is partial
