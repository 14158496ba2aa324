from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from backend.checking.ports import Judge, Pair
from backend.checking.tally import Tally
from backend.domain import Judgement, Stance
from tests.factories import a_judgement
from tests.fakes import FakeJudge

WHY = "the language model's server did not answer in time"


@dataclass
class Named(Judge):
    """Gives each passage the judge that the passage names."""

    name: str = "language model tiny"

    def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
        return [self._one(pair.passage) for pair in pairs]

    def _one(self, by: str) -> Judgement:
        given_ = a_judgement(Stance.SUPPORTS)
        return given_ if by == "itself" else replace(given_, by=by, instead=WHY)


def words_after(*passages: str) -> str:
    tally = Tally(Named())
    for passage in passages:
        tally.judge([Pair("c", passage)])
    return tally.words


def test_one_judge_that_judged_all_is_named_alone() -> None:
    tally = Tally(FakeJudge())
    tally.judge([Pair("c", "p"), Pair("c", "q")])
    assert tally.words == "fake judge"


def test_where_nothing_was_judged_the_one_that_was_chosen_is_named() -> None:
    assert words_after() == "language model tiny"


def test_the_words_say_who_stood_in_for_how_many_and_why() -> None:
    assert words_after("stand-in", "itself", "itself", "stand-in", "itself") == (
        f"language model tiny (3 of 5 passages); stand-in (2 of 5 passages, as {WHY})"
    )


def test_a_judge_that_stood_in_for_all_is_not_called_the_chosen_one() -> None:
    assert words_after("stand-in") == f"stand-in (1 of 1 passage, as {WHY})"


@given(st.lists(st.sampled_from(["itself", "a", "b"]), min_size=1))
def test_the_words_do_not_depend_on_the_order(passages: list[str]) -> None:
    assert words_after(*passages) == words_after(*reversed(passages))
