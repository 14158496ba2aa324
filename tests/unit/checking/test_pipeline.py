from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest

from backend.checking.document import step_document
from backend.checking.edits import edits_of
from backend.checking.pipeline import Limits, Pipeline
from backend.checking.ports import Reader, Searcher
from backend.checking.steps import Step
from backend.domain import (
    Found,
    Note,
    Page,
    Query,
    Rating,
    RatingCategory,
    Ratings,
    Report,
    Searched,
    SearchStatus,
    Stance,
    UnreadReason,
    Verdict,
)
from backend.errors import LeaseLost, SearchFailed, Unreadable
from backend.log_context import log_fields, logged_with
from tests.factories import PAGE_URL, a_highlight, a_hit, a_report
from tests.fakes import FakeJudge, FakeReader, FakeSearcher, Told, the_time

SENTENCE = "Troops reached Kursk on foot."
YES = a_report("Troops reached Kursk, yes.", "http://yes.test/1")
ALSO = a_report("Our own reporter saw troops near Kursk, yes.", "http://also.test/1")
NO = a_report("Troops reached no Kursk, no.", "http://no.test/1")
STANCES = {"yes": Stance.SUPPORTS, "no": Stance.DISPUTES}


def check(
    searchers: Sequence[Searcher],
    reader: Reader | None = None,
    limits: Limits | None = None,
    exact: str = SENTENCE,
) -> tuple[Note, Told]:
    told = Told()
    pipeline = Pipeline(
        searchers, reader or FakeReader(), FakeJudge(STANCES), the_time, limits or Limits()
    )
    return pipeline.check(a_highlight(exact), told), told


@pytest.fixture
def never() -> Iterator[threading.Event]:
    """An event that a fake waits for in vain; set at the end, so that no thread stays."""
    event = threading.Event()
    yield event
    event.set()


def test_a_claim_that_two_origins_report_is_corroborated_in_their_own_words() -> None:
    note, _ = check([FakeSearcher([a_hit(YES), a_hit(ALSO)])])
    assert note.verdict is Verdict.CORROBORATED
    assert [row.passage.text for row in note.evidence] == [ALSO.text, YES.text]


def test_steps_are_told_in_the_order_in_which_they_happen() -> None:
    _, told = check([FakeSearcher([a_hit(YES)])])
    assert told.kinds == ["claims", "searching", "searched", "reading", "read", "evidence"]


def test_what_a_searcher_does_not_hold_is_read_from_the_web() -> None:
    reader = FakeReader({YES.url: YES})
    note, _ = check([FakeSearcher([a_hit(YES, held=False), a_hit(NO)])], reader)
    assert reader.read_urls == [YES.url]
    assert note.verdict is Verdict.CONTESTED


def test_a_report_that_is_named_later_is_read_and_judged_like_those_that_were_found() -> None:
    reader = FakeReader({NO.url: NO})
    pipeline = Pipeline([FakeSearcher([a_hit(YES)])], reader, FakeJudge(STANCES), the_time)
    frozen = pipeline.gather(a_highlight(SENTENCE), Told())
    added = pipeline.judged(NO.url, frozen)
    assert [row.stance for row in added.rows] == [Stance.DISPUTES]
    assert replace(frozen, edits=edits_of([added])).note().verdict is Verdict.CONTESTED
    with pytest.raises(Unreadable):
        pipeline.judged("http://gone.test/1", frozen)


def test_the_page_that_makes_the_claim_is_no_second_source() -> None:
    own = replace(YES, url=PAGE_URL)
    note, _ = check([FakeSearcher([a_hit(own)])])
    assert note.verdict is Verdict.INSUFFICIENT


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (SearchFailed("no"), SearchStatus.FAILED),
        (SearchFailed("slow down", "rate_limited"), SearchStatus.RATE_LIMITED),
        (ZeroDivisionError(), SearchStatus.FAILED),
    ],
)
def test_a_failing_searcher_costs_its_own_row_and_nothing_else(
    error: Exception, status: SearchStatus
) -> None:
    broken = FakeSearcher(error=error, name="broken")
    note, _ = check([broken, FakeSearcher([a_hit(YES)], name="whole")])
    assert {row.searcher: row.status for row in note.searched} == {
        "broken": status,
        "whole": SearchStatus.ANSWERED,
    }
    assert note.verdict is Verdict.SINGLE_SOURCE


def test_a_searcher_that_does_not_answer_is_left_at_the_deadline(never: threading.Event) -> None:
    slow = FakeSearcher(released=never, name="slow")
    note, _ = check([slow, FakeSearcher([a_hit(YES)])], limits=Limits(search_by=0.05))
    assert {row.searcher: row.status for row in note.searched} == {
        "slow": SearchStatus.TIMED_OUT,
        "fake": SearchStatus.ANSWERED,
    }


def test_what_a_searcher_gave_before_it_failed_stays() -> None:
    class FailsLater(FakeSearcher):
        def search(self, query: Query, limit: int) -> Sequence[Found]:
            if self.asked:
                raise SearchFailed("slow down", "rate_limited")
            return super().search(query, limit)

    note, _ = check([FailsLater([a_hit(YES)])], exact=f"{SENTENCE} Zebras danced.")
    assert note.searched == (Searched("fake", SearchStatus.RATE_LIMITED, 1),)
    assert note.claims[0].verdict is Verdict.SINGLE_SOURCE


def test_a_searcher_that_gives_more_than_it_was_asked_for_is_cut() -> None:
    hits = [a_hit(replace(YES, url=f"http://yes.test/{number}")) for number in range(10_000)]

    class Endless(FakeSearcher):
        def search(self, query: Query, limit: int) -> Sequence[Found]:
            del limit
            return super().search(query, len(self.hits))

    note, _ = check([Endless(hits)], limits=Limits(hits=7))
    assert note.searched == (Searched("fake", SearchStatus.ANSWERED, 7),)


def test_why_a_searcher_failed_is_told_to_the_operator(caplog: pytest.LogCaptureFixture) -> None:
    check([FakeSearcher(error=SearchFailed("Its key is wrong."), name="broken")])
    assert "broken gave no answer: Its key is wrong." in caplog.text


def test_an_unforeseen_error_is_logged_without_its_message(
    caplog: pytest.LogCaptureFixture,
) -> None:
    check([FakeSearcher(error=ValueError("words of the claim"), name="broken")])
    assert "broken broke: ValueError" in caplog.text
    assert "words of the claim" not in caplog.text


def test_the_day_of_the_page_gives_a_query_its_window() -> None:
    searcher = FakeSearcher()
    page = Page("http://page.test/opinion", published=date(2024, 11, 2))
    highlight = replace(a_highlight("Troops reached Kursk in October."), page=page)
    Pipeline([searcher], FakeReader(), FakeJudge(), the_time).check(highlight, Told())
    assert searcher.asked[0].since == date(2024, 9, 30)


def test_a_page_that_hangs_is_unread_at_the_deadline(never: threading.Event) -> None:
    reader = FakeReader({YES.url: YES}, released=never)
    hits = [a_hit(YES, held=False), a_hit(ALSO)]
    note, _ = check([FakeSearcher(hits)], reader, Limits(read_by=0.1))
    assert [(row.url, row.reason) for row in note.unread] == [(YES.url, UnreadReason.TIMED_OUT)]
    assert note.verdict is Verdict.SINGLE_SOURCE


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (Unreadable(UnreadReason.ROBOTS), UnreadReason.ROBOTS),
        (ZeroDivisionError(), UnreadReason.NOT_AN_ARTICLE),
    ],
)
def test_a_page_that_cannot_be_read_is_listed_with_its_reason(
    error: Exception, reason: UnreadReason
) -> None:
    reader = FakeReader({YES.url: error})
    note, told = check([FakeSearcher([a_hit(YES, held=False)])], reader)
    assert [row.reason for row in note.unread] == [reason]
    assert "unread" in told.kinds
    assert "1 report found could not be read" in note.would_change


def test_a_highlight_without_a_checkable_claim_asks_nobody() -> None:
    searcher = FakeSearcher([a_hit(YES)])
    note, told = check([searcher], exact="Who would have thought so?")
    assert searcher.asked == []
    assert note.verdict is Verdict.NOT_CHECKABLE
    assert told.kinds == ["claims"]


def test_each_checkable_claim_of_a_highlight_gets_a_verdict_of_its_own() -> None:
    note, _ = check([FakeSearcher([a_hit(YES)])], exact=f"{SENTENCE} Zebras danced. Why?")
    assert [weighed.verdict for weighed in note.claims] == [
        Verdict.SINGLE_SOURCE,
        Verdict.INSUFFICIENT,
        Verdict.NOT_CHECKABLE,
    ]
    assert note.verdict is Verdict.INSUFFICIENT


def test_what_is_said_of_an_outlet_is_written_down_as_it_was_when_its_report_was_judged() -> None:
    satire = Ratings(kind=Rating("yes.test", RatingCategory.SATIRE, "a list"))
    said = {YES.url: satire}
    told = Told()
    note = Pipeline(
        [FakeSearcher([a_hit(YES), a_hit(ALSO)])],
        FakeReader(),
        FakeJudge(STANCES),
        the_time,
        ratings_of=lambda url: said.pop(url, Ratings()),
    ).check(a_highlight(SENTENCE), told)
    rated = {row.passage.report.url: row.ratings for row in note.evidence}
    assert rated == {YES.url: satire, ALSO.url: Ratings()}
    documents = [step_document(step) for step in told.steps if step.kind == "evidence"]
    kinds = [document["report"]["kind"] for document in documents]
    assert [kind and kind["words"] for kind in kinds] == ["Satire", None]


def test_a_check_ends_where_telling_says_that_it_was_cancelled() -> None:
    def cancelled(step: Step) -> None:
        if step.kind == "searched":
            raise LeaseLost

    pipeline = Pipeline([FakeSearcher([a_hit(YES)])], FakeReader(), FakeJudge(), the_time)
    with pytest.raises(LeaseLost):
        pipeline.check(a_highlight(SENTENCE), cancelled)


def test_a_check_that_waits_for_others_can_be_ended_meanwhile(never: threading.Event) -> None:
    def cancelled(step: Step) -> None:
        if step.kind == "waited":
            raise LeaseLost

    hangs = Pipeline([FakeSearcher(released=never)], FakeReader(), FakeJudge(), the_time)
    with pytest.raises(LeaseLost):
        hangs.check(a_highlight(SENTENCE), cancelled)
    page = FakeReader({YES.url: YES}, released=never)
    unread = replace(a_hit(YES), report=None)
    slow = Pipeline([FakeSearcher([unread])], page, FakeJudge(), the_time)
    with pytest.raises(LeaseLost):
        slow.check(a_highlight(SENTENCE), cancelled)


def test_no_searcher_at_all_ends_in_a_note_that_says_so() -> None:
    note, _ = check([])
    assert note.verdict is Verdict.INSUFFICIENT
    assert note.summary.startswith("This was not checked: no search could be made")


class PerCheck(FakeJudge):
    """A judge that counts the checks it began, and says of each judgement which check it is of."""

    def __init__(self) -> None:
        super().__init__(STANCES)
        self.begun = 0

    def for_check(self) -> FakeJudge:
        self.begun += 1
        return FakeJudge(STANCES, name=f"judge of check {self.begun}")


def test_a_check_has_a_judge_of_its_own_and_its_note_names_it() -> None:
    judge = PerCheck()
    pipeline = Pipeline(
        [FakeSearcher([a_hit(YES), a_hit(NO)])], FakeReader(), judge, the_time, Limits()
    )
    notes = [pipeline.check(a_highlight(SENTENCE), Told()) for _ in range(2)]
    assert [note.judge for note in notes] == ["judge of check 1", "judge of check 2"]


def test_what_is_logged_by_searchers_and_readers_carries_the_check_that_they_work_for() -> None:
    known: list[Mapping[str, str]] = []

    class Searches(FakeSearcher):
        def search(self, query: Query, limit: int) -> Sequence[Found]:
            known.append(log_fields())
            return super().search(query, limit)

    class Reads(FakeReader):
        def read(self, url: str) -> Report:
            known.append(log_fields())
            return super().read(url)

    with logged_with(check="ab12"):
        check([Searches([a_hit(YES, held=False)])], Reads())
    assert known == [{"check": "ab12"}] * 2
