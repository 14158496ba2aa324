"""Judges whole reports: any judge of passages, asked for the digests of reports."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from backend.checking.digest import ReadSentence, read_sentences
from backend.checking.ports import Judge, Pair, ReportJudge, ReportPair
from backend.checking.whole_reports import (
    STANCES,
    Line,
    Rule,
    may_be_related,
    report_stance,
    shared,
    whole_text,
)
from backend.domain import Report, Stance


class WholeReports(ReportJudge):
    """A `ReportJudge` over a judge of passages."""

    def __init__(self, judge: Judge, rule: Rule | None = None) -> None:
        self._judge = judge
        self._rule = rule or shipped_rule()

    def stances(self, pairs: Sequence[ReportPair]) -> list[Stance]:
        """One stance a pair, in order; only digests that may be related are read by the judge."""
        found = [Stance.UNRELATED] * len(pairs)
        seen = []
        texts = _Texts()
        for at, asked in enumerate(pairs):
            read = texts.read(asked.report)
            words = shared(asked.claim, read)
            if may_be_related(words, self._rule):
                text = whole_text(asked.claim, asked.report, read)
                seen.append((at, words, Pair(asked.claim, text)))
        said = self._judge.judge([pair for *_, pair in seen])
        for (at, words, pair), judged in zip(seen, said, strict=True):
            found[at] = report_stance(words, pair, judged, self._rule)
        return found


class _Texts:
    """The sentences of the report read last, since pairs of one report follow each other."""

    def __init__(self) -> None:
        self._last: Report | None = None
        self._sentences: tuple[ReadSentence, ...] = ()

    def read(self, report: Report) -> tuple[ReadSentence, ...]:
        if report is not self._last:
            self._last, self._sentences = report, read_sentences(report.text)
        return self._sentences


@cache
def shipped_rule() -> Rule:
    """The rule in `backend/models/report/rule.json`."""
    return as_rule(
        json.loads((files("backend.models") / "report" / "rule.json").read_text("utf-8"))
    )


def as_rule(raw: dict[str, Any]) -> Rule:
    """The rule as it is stored."""
    supports, disputes, mentions = (_line(raw["sides"][stance.value]) for stance in STANCES)
    return Rule(
        words=_line(raw["words"]),
        words_from=float(raw["words_from"]),
        related=_line(raw["related"]),
        sides=(supports, disputes, mentions),
    )


def _line(raw: dict[str, Any]) -> Line:
    return Line(tuple(float(weight) for weight in raw["weights"]), float(raw["constant"]))
