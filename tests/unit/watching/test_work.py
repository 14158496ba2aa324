from __future__ import annotations

import pytest

from backend.checking.ports import Pair
from backend.domain import AskedBy, SearchStatus, UnreadReason, Verdict
from backend.errors import Unreadable
from backend.services.meter import (
    Ending,
    Measure,
    NoteMade,
    ReportEnded,
    SearcherEnded,
    Stage,
    StageEnded,
    TakenUp,
    WorkEnded,
)
from backend.watching import table
from backend.watching.registry import Figures
from backend.watching.work import CountedWork, TimedJudge, TimedReader
from tests.factories import a_report
from tests.fakes import FakeJudge, FakeReader

MEASURED: list[tuple[Measure, str, dict[str, str]]] = [
    (
        TakenUp(AskedBy.READER, 1, 1.0),
        "checks_taken_total",
        {"asked_by": "reader", "attempt": "first"},
    ),
    (
        TakenUp(AskedBy.RECHECK, 3, 1.0),
        "checks_taken_total",
        {"asked_by": "recheck", "attempt": "again"},
    ),
    (TakenUp(AskedBy.READER, 1, 1.0), "check_wait_seconds_sum", {"asked_by": "reader"}),
    (StageEnded(Stage.CLAIMS, 1), "check_stage_seconds_sum", {"stage": "claims"}),
    (
        SearcherEnded("gdelt", SearchStatus.TIMED_OUT, 1),
        "searcher_seconds_sum",
        {"searcher": "gdelt", "status": "timed_out"},
    ),
    (ReportEnded("paywall"), "reports_total", {"outcome": "paywall"}),
    (NoteMade(Verdict.CONTESTED), "notes_total", {"verdict": "contested"}),
    (WorkEnded(Ending.LOST, 1), "check_seconds_sum", {"ending": "lost"}),
    (WorkEnded(Ending.FAILED, 1, "ValueError"), "checks_failed_total", {"reason": "ValueError"}),
]


@pytest.fixture
def figures() -> Figures:
    return Figures(table.WORK)


def value(figures: Figures, name: str, **labels: str) -> float | None:
    return figures.registry.get_sample_value(f"second_source_{name}", labels)


@pytest.mark.parametrize(("measure", "name", "labels"), MEASURED)
def test_what_is_measured_of_a_check_is_counted(
    figures: Figures, measure: Measure, name: str, labels: dict[str, str]
) -> None:
    CountedWork(figures)(measure)
    assert value(figures, name, **labels) == 1


def test_a_pages_time_is_counted_by_what_became_of_it(figures: Figures) -> None:
    page, gone = "https://a.test/1", "https://a.test/2"
    report = a_report("Some 10,000 people came.")
    reader = TimedReader(FakeReader({page: report}), figures)
    assert reader.read(page) == report
    with pytest.raises(Unreadable):
        reader.read(gone)
    assert value(figures, "page_seconds_count", outcome="read") == 1
    assert value(figures, "page_seconds_count", outcome=UnreadReason.GONE.value) == 1


def test_a_page_on_which_the_reader_breaks_is_counted_as_such(figures: Figures) -> None:
    page = "https://a.test/1"
    with pytest.raises(ValueError, match="no"):
        TimedReader(FakeReader({page: ValueError("no")}), figures).read(page)
    assert value(figures, "page_seconds_count", outcome="broke") == 1


def test_a_judge_is_the_same_judge_with_its_passages_counted(figures: Figures) -> None:
    judge = TimedJudge(FakeJudge(), figures).for_check()
    assert (judge.name, judge.fingerprint()) == ("fake judge", "")
    assert len(judge.judge([Pair("a", "b"), Pair("a", "c")])) == 2
    assert value(figures, "passages_judged_total", judge="fake judge") == 2
    assert value(figures, "judging_seconds_count", judge="fake judge") == 1
