"""Stand-ins that honour the ports, and ready-made values to test with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Event
from time import monotonic

from backend.checking import steps
from backend.checking.ports import Tell
from backend.domain import (
    Claim,
    Difference,
    DifferenceKind,
    Evidence,
    Found,
    Highlight,
    Judgement,
    Note,
    Origin,
    Outlet,
    Page,
    Passage,
    QuoteSelector,
    Report,
    Searched,
    SearchStatus,
    Unread,
    UnreadReason,
    Verdict,
    Weighed,
)

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
PAGE_URL = "https://news.example/story"
PATIENCE = 20.0


class FakeClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **span: float) -> None:
        self.now += timedelta(**span)


def until(condition: Callable[[], bool], patience: float = PATIENCE) -> None:
    """Wait for a condition, looking again and again; fail after `patience` seconds."""
    deadline = monotonic() + patience
    while not condition():
        assert monotonic() < deadline, "what was waited for did not happen"
        Event().wait(0.01)


def a_highlight(exact: str = "Some 10,000 people came.", url: str = PAGE_URL) -> Highlight:
    return Highlight(QuoteSelector(exact, "Before. ", " After."), Page(url, "A story"))


def a_report(url: str = "https://herald.example/a") -> Report:
    text = "Police counted 12,000 people on the square."
    return Report(url, "A crowd", text, Outlet("The Herald", "herald.example"), NOW)


def a_note(highlight: Highlight, checked_at: datetime = NOW) -> Note:
    """A note with one row of everything that a note can hold."""
    report = a_report()
    claim = Claim(highlight.quote.exact, 0, len(highlight.quote.exact))
    origin = Origin("o1", "The Herald", (report.url,), "reported on its own")
    difference = Difference(DifferenceKind.NUMBER, "10,000", "12,000")
    judgement = Judgement(0.1, 0.8, 0.1, differences=(difference,))
    outlet = Outlet("The Gazette", "gazette.example")
    return Note(
        highlight=highlight,
        claims=(Weighed(claim, Verdict.DISPUTED, 0.8, disputing=(origin.id,)),),
        verdict=Verdict.DISPUTED,
        confidence=0.8,
        summary="One origin says otherwise.",
        evidence=(Evidence(0, Passage(report, 0, len(report.text)), judgement, origin),),
        unread=(Unread("https://gazette.example/b", "B", outlet, UnreadReason.ROBOTS),),
        searched=(Searched("archive", SearchStatus.ANSWERED, 2),),
        would_change="A report of another origin.",
        checked_at=checked_at,
        judge="fake",
        origins=(origin,),
    )


def tell_all(note: Note, tell: Tell) -> None:
    """Tell the steps that lead to the note, as the pipeline does."""
    tell(steps.Claimed(tuple(weighed.claim for weighed in note.claims)))
    tell(steps.SearcherAsked("archive"))
    for searched in note.searched:
        tell(steps.SearcherAnswered(searched))
    for evidence in note.evidence:
        report = evidence.passage.report
        tell(steps.Reading(Found(report.url, report.title, report.outlet)))
        tell(steps.WasRead(report))
        tell(steps.Judged(evidence))
    for unread in note.unread:
        tell(steps.WasUnread(unread))


@dataclass
class FakePipeline:
    """A pipeline that waits in the middle of a check until it is let go on."""

    begun: Event = field(default_factory=Event)
    go_on: Event = field(default_factory=Event)
    error: Exception | None = None
    checked: list[Highlight] = field(default_factory=list)

    def __call__(self, highlight: Highlight, tell: Tell) -> Note:
        note = a_note(highlight)
        tell(steps.Claimed(tuple(weighed.claim for weighed in note.claims)))
        self.begun.set()
        assert self.go_on.wait(PATIENCE), "the test did not let the pipeline go on"
        if self.error is not None:
            raise self.error
        tell_all(note, tell)
        self.checked.append(highlight)
        return note
