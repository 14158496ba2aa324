"""Values of the domain with everything filled in that a test does not care about."""

from __future__ import annotations

from datetime import UTC, datetime

from backend.domain import (
    Claim,
    Evidence,
    Found,
    Highlight,
    Judgement,
    Origin,
    Outlet,
    Page,
    Passage,
    QuoteSelector,
    Report,
    Stance,
)

A_DAY = datetime(2024, 10, 23, 12, tzinfo=UTC)


def a_highlight(exact: str, url: str = "http://page.test/opinion") -> Highlight:
    return Highlight(QuoteSelector(exact), Page(url))


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
) -> Evidence:
    report = a_report("It was so.", url or f"http://{origin}.test/1")
    return Evidence(
        claim=0,
        passage=Passage(report, 0, len(report.text)),
        judgement=a_judgement(stance, probability, denied_by),
        origin=Origin(origin, origin, (report.url,)),
    )
