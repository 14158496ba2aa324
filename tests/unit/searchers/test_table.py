from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest

from backend.composition.finding import searcher_values
from backend.config import SETTINGS, read_settings
from backend.errors import BadSetting
from backend.reading.fetcher import Fetcher, FetchLimits
from backend.searchers.brave_news import BraveNews
from backend.searchers.denials import DenialsToo
from backend.searchers.table import TABLE, Means, choose, rows_of
from tests.fakes import FakeSearcher, the_time

README = Path(__file__).parents[3] / "backend" / "searchers" / "README.md"
NEEDED = {need for row in TABLE for need in row.needs}


def means(**values: str) -> Means:
    fetcher = Fetcher(FetchLimits())
    return Means(
        archive=FakeSearcher(name="archive"),
        fetcher=fetcher,
        own_fetcher=lambda _: fetcher,
        answers=cast("Any", None),
        clock=the_time,
        values={"wikipedia_language": "en", **dict.fromkeys(NEEDED, ""), **values},
    )


def test_every_searcher_goes_by_its_name_in_the_table() -> None:
    everything = means(**dict.fromkeys(NEEDED, "http://given.test"))
    made = choose([row.name for row in TABLE], everything)
    assert [searcher.name for searcher in made] == [row.name for row in TABLE]


def test_every_need_of_a_searcher_is_a_setting() -> None:
    assert set(SETTINGS) >= NEEDED
    assert set(searcher_values(read_settings({}))) > NEEDED


def test_what_is_on_by_default_needs_nothing_and_has_no_reason_against_it() -> None:
    on = [row.name for row in TABLE if row.on_by_default]
    assert tuple(on) == read_settings({}).searchers == ("archive", "wikipedia", "gdelt")


def test_each_is_asked_once_however_often_it_is_named() -> None:
    assert len(choose(["archive", "archive"], means())) == 1


def test_a_searcher_without_its_key_is_a_bad_setting() -> None:
    with pytest.raises(BadSetting, match="brave_news, which needs SECOND_SOURCE_BRAVE_KEY"):
        choose(["archive", "brave_news"], means())


def test_a_name_that_is_no_searcher_is_a_bad_setting_that_lists_them() -> None:
    with pytest.raises(BadSetting, match=r"'bing', which is no searcher.*wikipedia"):
        rows_of(["bing"], {})


def test_a_searcher_with_budget_for_it_is_asked_for_denials_too() -> None:
    [searcher] = choose(["brave_news"], means(brave_key="key"))
    assert isinstance(searcher, DenialsToo)
    assert isinstance(searcher._inner, BraveNews)


def test_whoever_forbids_it_has_no_answer_kept() -> None:
    forbidden = {"google_fact_check", "brave_news", "newsapi", "google_news"}
    assert forbidden <= {row.name for row in TABLE if row.keep is None}


def test_no_key_shows_where_settings_are_shown() -> None:
    given = {f"SECOND_SOURCE_{need.upper()}": "s3cret" for need in NEEDED if need.endswith("key")}
    assert len(given) == 4
    assert "s3cret" not in repr(read_settings(given))


def test_the_readme_explains_every_searcher_as_the_table_has_it() -> None:
    explained = README.read_text("utf-8")
    for row in TABLE:
        assert f"| `{row.name}` |" in explained
        assert row.leaves in explained
        assert row.terms in explained
        assert row.limits in explained
