from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hypothesis import given
from hypothesis import strategies as st

from backend.checking.ports import Judge, Pair
from backend.domain import Judgement, Stance
from backend.judges.standing_in import FallibleJudge, Unjudged, WithStandIn
from tests.factories import a_judgement
from tests.fakes import FakeJudge

WHY = "the first one was asleep"


@dataclass
class Moody(FallibleJudge):
    """Judges what holds no "hard"."""

    name: str = "moody judge"
    begun: list[str] = field(default_factory=list)

    def attempt(self, pairs: Sequence[Pair]) -> list[Judgement | Unjudged]:
        return [
            Unjudged(WHY) if "hard" in pair.passage else a_judgement(Stance.SUPPORTS)
            for pair in pairs
        ]

    def for_check(self) -> Moody:
        self.begun.append("a check")
        return self


@dataclass
class Counting(FakeJudge):
    asked: list[Pair] = field(default_factory=list)

    def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
        self.asked += pairs
        return super().judge(pairs)


@given(st.lists(st.sampled_from(["easy", "hard"])))
def test_what_the_first_does_not_judge_the_second_does_in_order(passages: list[str]) -> None:
    second = Counting()
    judged = WithStandIn(Moody(), second).judge([Pair("c", passage) for passage in passages])
    assert [one.by for one in judged] == [
        "moody judge" if passage == "easy" else "fake judge" for passage in passages
    ]
    assert [one.instead for one in judged] == [
        "" if passage == "easy" else WHY for passage in passages
    ]
    assert len(second.asked) == passages.count("hard")


def test_the_second_is_not_asked_where_the_first_judged_all() -> None:
    class Never(FakeJudge):
        def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
            raise AssertionError(pairs)

    WithStandIn(Moody(), Never()).judge([Pair("c", "easy")])


def test_a_judge_that_names_itself_keeps_its_name() -> None:
    class Named(FakeJudge):
        def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
            return [replace(one, by="the larger of two") for one in super().judge(pairs)]

    (judged,) = WithStandIn(Moody(), Named()).judge([Pair("c", "hard")])
    assert judged.by == "the larger of two"


def test_each_check_begins_anew_for_both() -> None:
    first = Moody()
    judge: Judge = WithStandIn(first, FakeJudge())
    assert judge.for_check().name == "moody judge"
    assert first.begun == ["a check"]
