from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from backend.checking.ports import Judge, Pair, ReportPair
from backend.domain import Judgement, Report, Stance
from backend.judges.reports import WholeReports
from tests.factories import a_report

CLAIM = "North Korea sent 10,000 troops to Russia"


def titled(title: str, text: str) -> Report:
    return replace(a_report(text), title=title)


class Remembering(Judge):
    """Says the same of every pair, and remembers them."""

    name = "remembering"

    def __init__(self, word: Judgement) -> None:
        self.word = word
        self.asked: list[Pair] = []

    def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
        self.asked += pairs
        return [self.word for _ in pairs]


def test_only_reports_that_may_be_related_are_judged() -> None:
    judge = Remembering(Judgement(0.8, 0.1, 0.1))
    near = titled("", "Seoul confirmed that North Korea sent 10,000 troops to Russia.")
    far = titled("", "Elephants dance at night in the old harbour.")
    said = WholeReports(judge).stances([ReportPair(CLAIM, far), ReportPair(CLAIM, near)])
    assert said[0] is Stance.UNRELATED
    assert [pair.passage for pair in judge.asked] == [near.text]
    assert said[1] is Stance.SUPPORTS


def test_a_report_that_calls_the_claim_a_hoax_disputes_where_the_judge_hears_it() -> None:
    judge = Remembering(Judgement(0.05, 0.9, 0.05))
    text = "The story that North Korea sent 10,000 troops to Russia is a hoax, and it is false."
    said = WholeReports(judge).stances([ReportPair(CLAIM, titled("", text))])
    assert said == [Stance.DISPUTES]


def test_nothing_to_judge_gives_nothing() -> None:
    assert WholeReports(Remembering(Judgement(1.0, 0.0, 0.0))).stances([]) == []
