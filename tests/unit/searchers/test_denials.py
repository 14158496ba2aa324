from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from backend.domain import Found, Query
from backend.errors import SearchFailed
from backend.searchers.denials import DenialsToo
from tests.factories import a_hit, a_report

SAID = [a_hit(a_report("yes", f"http://said.test/{number}")) for number in range(3)]
DENIED = [a_hit(a_report("no", f"http://denied.test/{number}")) for number in range(3)]
QUERY = Query("x", short="troops Kursk", denying="troops Kursk denies")


@dataclass
class Engine:
    """Answers a line with its hits, or fails on it."""

    answers: dict[str, Sequence[Found] | SearchFailed]
    name: str = "engine"
    asked: list[str] = field(default_factory=list)

    def search(self, query: Query, limit: int) -> Sequence[Found]:
        self.asked.append(query.short)
        answer = self.answers[query.short]
        if isinstance(answer, SearchFailed):
            raise answer
        return answer[:limit]


def test_hits_of_the_claim_and_of_its_denial_come_in_turn() -> None:
    engine = Engine({QUERY.short: SAID, QUERY.denying: [SAID[0], *DENIED]})
    hits = DenialsToo(engine).search(QUERY, 4)
    assert hits == [SAID[0], SAID[1], DENIED[0], SAID[2]]
    assert DenialsToo(engine).name == "engine"


def test_a_denial_that_cannot_be_asked_for_costs_nothing() -> None:
    engine = Engine({QUERY.short: SAID, QUERY.denying: SearchFailed("no", "rate_limited")})
    assert DenialsToo(engine).search(QUERY, 5) == SAID


def test_where_the_claim_itself_cannot_be_asked_for_the_search_failed() -> None:
    engine = Engine({QUERY.short: SearchFailed("no"), QUERY.denying: DENIED})
    with pytest.raises(SearchFailed):
        DenialsToo(engine).search(QUERY, 5)
    assert engine.asked == [QUERY.short]


def test_a_claim_that_is_a_denial_is_asked_for_once() -> None:
    engine = Engine({"x": SAID})
    DenialsToo(engine).search(Query("x", short="x"), 5)
    assert engine.asked == ["x"]
