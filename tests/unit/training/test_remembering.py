from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from backend.checking.ports import Judge, Pair
from backend.domain import Judgement
from backend.training.remembering import Remembering

ONE, OTHER = Pair("a claim", "one passage"), Pair("a claim", "another passage")
SAID = {ONE: Judgement(0.7, 0.2, 0.1, 0.9), OTHER: Judgement(0.1, 0.2, 0.7, 0.4)}


class Asked(Judge):
    """Counts what it is asked."""

    name = "asked"

    def __init__(self, version: str = "1") -> None:
        self.version = version
        self.pairs: list[Pair] = []

    def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
        self.pairs += pairs
        return [SAID[pair] for pair in pairs]

    def fingerprint(self) -> str:
        return self.version


def test_a_pair_is_judged_once_also_by_a_later_run(tmp_path: Path) -> None:
    first, later = Asked(), Asked()
    kept = tmp_path / "said.jsonl"
    assert Remembering(first, kept).judge([ONE, ONE]) == [SAID[ONE], SAID[ONE]]
    assert Remembering(later, kept).judge([OTHER, ONE]) == [SAID[OTHER], SAID[ONE]]
    assert (first.pairs, later.pairs) == ([ONE], [OTHER])


def test_another_judge_is_asked_anew(tmp_path: Path) -> None:
    kept, other = tmp_path / "said.jsonl", Asked("2")
    Remembering(Asked("1"), kept).judge([ONE])
    Remembering(other, kept).judge([ONE])
    assert other.pairs == [ONE]
