from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.checking.ports import Judge, Pair
from backend.domain import Judgement, Stance
from backend.errors import BadModel
from backend.judges.cascade import MOST_A_CLAIM, READ_AGAIN_FROM, Cascade
from tests.factories import a_judgement
from tests.fakes import FakeJudge

OTHER = Judgement(0.9, 0.1, 0.0, about=0.0)


@dataclass
class Quick(Judge):
    """Gives a passage the judgement that it is told, and a mention without any doubt else."""

    told: Mapping[str, Judgement]
    name: str = "quick"

    def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
        return [self.told.get(pair.passage, Judgement(0.0, 0.0, 1.0)) for pair in pairs]


@dataclass
class Careful(FakeJudge):
    """Disputes everything, and remembers what it has read."""

    name: str = "careful"
    read: list[str] = field(default_factory=list)

    def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
        self.read += [pair.passage for pair in pairs]
        return [a_judgement(Stance.DISPUTES)] * len(pairs)


class Broken(FakeJudge):
    def warm(self) -> None:
        raise BadModel("model.onnx is no model that can be opened.")


def leaning(chance: float) -> Judgement:
    """A judgement that gives a side so much of a chance."""
    return Judgement(chance, 0.0, 1 - chance)


def pairs_of(passages: Sequence[str], claim: str = "A claim.") -> list[Pair]:
    return [Pair(claim, passage) for passage in passages]


def test_what_may_decide_is_read_again_and_the_rest_keeps_its_judgement() -> None:
    careful = Careful()
    told = {"sure": leaning(0.9), "doubtful": leaning(0.41), "flat": leaning(0.39), "other": OTHER}
    judged = Cascade(Quick(told), careful).judge(pairs_of(["flat", "doubtful", "other", "sure"]))
    assert careful.read == ["sure", "doubtful"]
    assert judged[0] == told["flat"]
    assert judged[2] == OTHER
    assert [judged[at].stance for at in (1, 3)] == [Stance.DISPUTES] * 2


def test_the_likeliest_to_decide_are_read_where_there_are_too_many() -> None:
    chances = [chance / 1000 for chance in range(400, 900, 5)]
    told = {f"{chance}": leaning(chance) for chance in chances}
    careful = Careful()
    judged = Cascade(Quick(told), careful).for_check().judge(pairs_of([*told]))
    unread = [one for one in judged if one.stance is Stance.MENTIONS]
    assert len(unread) == len(told) - MOST_A_CLAIM
    assert careful.read == [f"{chance}" for chance in chances[::-1][:MOST_A_CLAIM]]


def test_each_claim_has_its_own_limit() -> None:
    told = {f"{at}": leaning(0.5) for at in range(MOST_A_CLAIM + 5)}
    careful = Careful()
    both = pairs_of([*told], "One.") + pairs_of([*told], "Two.")
    Cascade(Quick(told), careful).for_check().judge(both)
    assert len(careful.read) == 2 * MOST_A_CLAIM


def test_the_limit_holds_for_the_whole_of_one_check_and_begins_anew_with_the_next() -> None:
    told = {f"{at}": leaning(0.5) for at in range(MOST_A_CLAIM)}
    careful = Careful()
    cascade = Cascade(Quick(told), careful)
    for _check in range(2):
        careful.read.clear()
        judge = cascade.for_check()
        for _report in range(3):
            judge.judge(pairs_of([*told]))
        assert len(careful.read) == MOST_A_CLAIM


def test_outside_of_a_check_all_that_may_decide_is_read() -> None:
    told = {f"{at}": leaning(0.5) for at in range(MOST_A_CLAIM + 5)}
    careful = Careful()
    Cascade(Quick(told), careful).judge(pairs_of([*told]))
    assert len(careful.read) == len(told)


def test_nothing_to_judge_gives_nothing() -> None:
    assert Cascade(Quick({}), Careful()).judge([]) == []


def test_the_name_is_of_both() -> None:
    assert Cascade(Quick({}), Careful()).name == "careful over quick"


@pytest.mark.parametrize(
    "cascade", [Cascade(Broken(), FakeJudge()), Cascade(FakeJudge(), Broken())]
)
def test_a_model_that_cannot_be_opened_is_found_when_both_are_warmed(cascade: Cascade) -> None:
    with pytest.raises(BadModel):
        cascade.warm()


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.floats(0, 1)), max_size=60))
def test_one_judgement_a_pair_in_order_and_nothing_below_the_line_is_read_again(
    rows: list[tuple[str, float]],
) -> None:
    told = {f"{at}": leaning(chance) for at, (_, chance) in enumerate(rows)}
    pairs = [Pair(claim, f"{at}") for at, (claim, _) in enumerate(rows)]
    careful = Careful()
    judged = Cascade(Quick(told), careful).for_check().judge(pairs)
    assert len(judged) == len(rows)
    again = {int(passage) for passage in careful.read}
    for at, one in enumerate(judged):
        may_decide = 1 - told[f"{at}"].mentions >= READ_AGAIN_FROM
        unread = Judgement(0.0, 0.0, 1.0) if may_decide else told[f"{at}"]
        assert one == (a_judgement(Stance.DISPUTES) if at in again else unread)
        assert may_decide or at not in again
    assert all(sum(rows[at][0] == claim for at in again) <= MOST_A_CLAIM for claim in "ABC")
