"""Values of the domain with everything filled in that a test does not care about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from backend.checking.frozen import Frozen
from backend.checking.note import Gathered
from backend.checking.stance import Said
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
    Stance,
    Unread,
    UnreadReason,
)

A_DAY = datetime(2024, 10, 23, 12, tzinfo=UTC)
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
PAGE_URL = "https://news.example/story"


def a_highlight(exact: str = "Some 10,000 people came.", url: str = PAGE_URL) -> Highlight:
    return Highlight(QuoteSelector(exact, "Before. ", " After."), Page(url, "A story"))


def a_claim(text: str = "North Korea sent 10,000 troops to Russia.") -> Claim:
    return Claim(text, 0, len(text))


def a_report(
    text: str, url: str = "http://outlet.test/1", published: datetime | None = A_DAY
) -> Report:
    host = url.split("/")[2]
    return Report(url, f"Title of {url}", text, Outlet(host.title(), host), published)


def a_hit(report: Report, *, held: bool = True) -> Found:
    return Found(
        report.url, report.title, report.outlet, report.published, report if held else None
    )


def a_judgement(
    stance: Stance, probability: float = 0.8, denied_by: str | None = None
) -> Judgement:
    rest = (1 - probability) / 2
    share = {s: probability if s is stance else rest for s in Stance}
    return Judgement(
        supports=share[Stance.SUPPORTS],
        disputes=share[Stance.DISPUTES],
        mentions=share[Stance.MENTIONS],
        denied_by=denied_by,
    )


def evidence_of(
    stance: Stance,
    origin: str,
    probability: float = 0.8,
    denied_by: str | None = None,
    url: str | None = None,
    *,
    published: datetime | None = A_DAY,
) -> Evidence:
    report = a_report("It was so.", url or f"http://{origin}.test/1", published)
    return Evidence(
        claim=0,
        passage=Passage(report, 0, len(report.text)),
        judgement=a_judgement(stance, probability, denied_by),
        origin=Origin(origin, origin, (report.url,)),
    )


def a_note(highlight: Highlight, checked_at: datetime = NOW) -> Note:
    """A note with one row of everything that a note can hold."""
    return frozen_evidence(highlight, checked_at).note()


def frozen_evidence(
    highlight: Highlight, checked_at: datetime = NOW, stance: Stance = Stance.DISPUTES
) -> Frozen:
    """What that note is made from; its one row takes the stance."""
    text = "Police counted 12,000 people on the square."
    herald = Outlet("The Herald", "herald.example")
    report = Report("https://herald.example/a", "A crowd", text, herald, NOW)
    claim = Claim(highlight.quote.exact, 0, len(highlight.quote.exact))
    origin = Origin("o1", "The Herald", (report.url,), "reported on its own")
    difference = Difference(DifferenceKind.NUMBER, "10,000", "12,000")
    judgement = replace(a_judgement(stance), differences=(difference,))
    outlet = Outlet("The Gazette", "gazette.example")
    passage = Passage(report, 0, len(report.text))
    gathered = Gathered(
        highlight=highlight,
        claims=(claim,),
        evidence=(Evidence(0, passage, judgement, origin),),
        unread=(Unread("https://gazette.example/b", "B", outlet, UnreadReason.ROBOTS),),
        searched=(Searched("archive", SearchStatus.ANSWERED, 2),),
    )
    return Frozen(gathered, (Said(0, passage, judgement),), "fake", checked_at)
