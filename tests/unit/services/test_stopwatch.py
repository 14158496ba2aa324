from __future__ import annotations

from collections.abc import Iterator

from backend.checking import steps
from backend.domain import Searched, SearchStatus, Verdict
from backend.services.meter import (
    Ending,
    Measure,
    NoteMade,
    ReportEnded,
    SearcherEnded,
    Stage,
    StageEnded,
    WorkEnded,
)
from backend.services.stopwatch import Stopwatch
from tests.factories import a_highlight, a_note
from tests.fakes import tell_all


def seconds() -> Iterator[float]:
    """A clock that goes on by a second each time it is read."""
    now = 0.0
    while True:
        yield now
        now += 1


def measured_of(*told: steps.Step) -> list[Measure]:
    measured: list[Measure] = []
    watch = Stopwatch(measured.append, seconds().__next__)
    for step in told:
        watch.step(step)
    return measured


def answered(searcher: str, status: SearchStatus = SearchStatus.ANSWERED) -> steps.Step:
    return steps.SearcherAnswered(Searched(searcher, status))


def test_each_searcher_is_timed_from_its_question_to_its_end() -> None:
    measured = measured_of(
        steps.Claimed(()),
        steps.SearcherAsked("quick"),
        steps.SearcherAsked("slow"),
        answered("quick"),
        answered("slow", SearchStatus.TIMED_OUT),
    )
    assert measured == [
        StageEnded(Stage.CLAIMS, 1),
        SearcherEnded("quick", SearchStatus.ANSWERED, 2),
        SearcherEnded("slow", SearchStatus.TIMED_OUT, 2),
        StageEnded(Stage.SEARCHING, 5),
    ]


def test_reports_are_counted_by_what_became_of_them() -> None:
    measured: list[Measure] = []
    note = a_note(a_highlight())
    tell_all(note, Stopwatch(measured.append).step)
    outcomes = [one.outcome for one in measured if isinstance(one, ReportEnded)]
    assert outcomes == ["read"] * len(note.evidence) + [row.reason.value for row in note.unread]


def test_a_note_ends_the_keeping_and_the_check() -> None:
    measured: list[Measure] = []
    Stopwatch(measured.append, seconds().__next__).note_made(Verdict.DISPUTED)
    assert measured == [
        StageEnded(Stage.KEEPING, 1),
        NoteMade(Verdict.DISPUTED),
        WorkEnded(Ending.DONE, 2),
    ]


def test_a_failure_is_told_by_the_kind_of_its_error() -> None:
    measured: list[Measure] = []
    watch = Stopwatch(measured.append, seconds().__next__)
    watch.ended(Ending.FAILED, ValueError("Some 10,000 people came."))
    assert measured == [WorkEnded(Ending.FAILED, 1, "ValueError")]
