from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from backend.judges.tokens import Purse, Purses, estimated


@given(st.lists(st.integers(0, 50)), st.integers(1, 200))
def test_a_purse_never_gives_more_than_it_holds(wishes: list[int], most: int) -> None:
    purse = Purse(most)
    given_ = [wish for wish in wishes if purse.take(wish)]
    assert sum(given_) <= most


def test_what_was_not_needed_is_given_back() -> None:
    purse = Purse(100)
    assert purse.take(100)
    purse.correct(-60)
    assert purse.take(60)
    assert not purse.take(1)


def test_what_cost_more_than_was_taken_is_counted() -> None:
    purse = Purse(100)
    assert purse.take(10)
    purse.correct(85)
    assert not purse.take(6)


def test_0_is_no_limit() -> None:
    assert Purse(0).take(10**12)


def test_a_new_day_fills_the_purse() -> None:
    days = ["monday"]
    purse = Purse(100, lambda: days[-1])
    assert purse.take(100)
    assert not purse.take(1)
    days.append("tuesday")
    assert purse.take(100)


def test_what_yesterday_took_too_much_does_not_swell_today() -> None:
    days = ["monday"]
    purse = Purse(100, lambda: days[-1])
    assert purse.take(100)
    days.append("tuesday")
    purse.correct(-100)
    assert purse.take(100)
    assert not purse.take(1)


def test_one_empty_purse_spends_from_none_and_says_which_it_is() -> None:
    check, day = Purse(100), Purse(50)
    both = Purses([(check, "the check's"), (day, "the day's")])
    assert both.take(60) == "the day's"
    assert check.take(100)


@given(st.text())
def test_an_estimate_is_at_least_a_token_for_four_characters(text: str) -> None:
    assert estimated(text.encode("utf-8")) * 4 >= len(text)
