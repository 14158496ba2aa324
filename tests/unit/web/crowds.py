"""Notes that are hard to show: many reports, names that are long or run from right to left."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from backend.checking.note import Gathered, write
from backend.domain import Evidence, Judgement, Note, Outlet, Report, Telling
from tests.unit.web import newsroom

NAMES = (
    "The Independent Gazette of the United Provinces and Adjacent Territories, Evening Edition",
    "صحيفة الشرق الأوسط اليومية المستقلة",
    "הארץ היומי",
    "Комсомольская правда на Кубани",
    "東京新聞オンライン編集部",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch-Herald",
    "W",
    "\u202eevil\u202c Post \u2067and more",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319a\u0324lgo Daily",
    "🗞️ Emoji Times 👩‍👩‍👧‍👦",
)
OTHERWISE = Judgement(0.05, 0.88, 0.07)
JUDGEMENTS = (
    newsroom.SUPPORTS_MORE,
    newsroom.SUPPORTS,
    newsroom.MENTIONS,
    OTHERWISE,
    newsroom.DENIES,
)


def crowd(count: int = 40) -> list[Evidence]:
    """That many reports: a third copies, a third of one day each, a fifth of unknown date."""
    return [_row(place) for place in range(count)]


def _row(place: int) -> Evidence:
    text = newsroom.WIRE if place % 3 == 0 else f"Report {place}. {newsroom.OWN}"
    name = NAMES[place % len(NAMES)]
    report = replace(newsroom.report("Any", text, 0), outlet=Outlet(f"{name} {place}", "any"))
    row = newsroom.row(0, _dated(report, place), JUDGEMENTS[place % len(JUDGEMENTS)])
    telling = list(Telling)[place % len(Telling)]
    return replace(row, telling=telling, source=NAMES[1] if telling is Telling.PASSED_ON else "")


def _dated(report: Report, place: int) -> Report:
    url = f"https://outlet-{place}.example/koprivna"
    published: datetime | None = newsroom.NIGHT + timedelta(hours=7 * place, minutes=place)
    if place % 3 == 1 and published:
        published = published.replace(hour=0, minute=0)
    if place % 5 == 4:
        published = None
    return replace(report, url=url, published=published)


def crowded_note(count: int = 40) -> Note:
    """One claim with that many reports by outlets of awkward names."""
    gathered = Gathered(
        newsroom.highlight(newsroom.LEFT),
        newsroom.RICH_CLAIMS[:1],
        tuple(crowd(count)),
        newsroom.UNREAD,
        newsroom.SEARCHED,
    )
    return write(gathered, "cross-encoder, calibrated", newsroom.CHECKED_AT)


def lone_note() -> Note:
    """One claim with one report by an outlet of a very long name, its date unknown."""
    return crowded_note(1)
