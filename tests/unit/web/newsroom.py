"""Highlights, reports and notes about one invented night, made of the domain's own values."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from backend.checking import steps
from backend.checking.note import Gathered, write
from backend.checking.origins import alone
from backend.checking.steps import Step
from backend.domain import (
    Checkability,
    Claim,
    Difference,
    DifferenceKind,
    Evidence,
    Found,
    Highlight,
    Judgement,
    Note,
    Outlet,
    Page,
    Passage,
    QuoteSelector,
    Rating,
    RatingCategory,
    Ratings,
    Report,
    Searched,
    SearchStatus,
    Snapshot,
    Unread,
    UnreadReason,
)

NIGHT = datetime(2026, 11, 20, 21, 10, tzinfo=UTC)
CHECKED_AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

LEFT = "About 10,000 people left their homes after the fire at the Koprivna fuel depot on Friday."
ORDERED = "The Kremlin had ordered the strike on the depot."
CRUEL = "It was the cruellest night of the whole year."

WIRE = (
    "KOPRIVNA — Some 12,000 residents were told to leave their homes late on Friday after a fire "
    "broke out at the fuel depot outside the town, the regional governor said. No deaths were "
    "reported."
)
OWN = (
    "By midnight the sports hall was full. The mayor's office counted about 10,000 people who had "
    "left the three districts nearest to the depot; many slept in their cars."
)
BLAMED = (
    "Two officials who asked not to be named said that the order for the strike had come from the "
    "Kremlin itself."
)
DENIED = "The Kremlin denied on Saturday that it had given any such order."

_OUTLETS = (
    "Baltic Wire",
    "The Harbour Post",
    "Morning Ledger",
    "Radio Koprivna",
    "Evening Standard of Vel",
    "Novosti Juga",
    "The Continental",
    "Kurier am Sonntag",
)


CORRECTION = "Correction: An earlier version of this report gave <b>11,000</b> as the number."
SNAPSHOT = Snapshot(
    "https://web.archive.org/web/20261121081500/https://baltic-wire.example/2026/11/koprivna",
    datetime(2026, 11, 21, 8, 15, tzinfo=UTC),
)
DEPRECATED = Rating(
    "baltic-wire.example",
    RatingCategory.DEPRECATED,
    "a list of outlets",
    "https://list.example/baltic-wire",
    date(2026, 8, 13),
)
STATE_MEDIA = Rating(
    "koprivna-daily.example", RatingCategory.STATE_MEDIA, "the operators of this server"
)


def ratings_of(url: str) -> Ratings:
    """What is said of the newsroom's outlets: of some both things, of some one, of most nothing."""
    return Ratings(
        DEPRECATED if "baltic" in url or "continental" in url else None,
        STATE_MEDIA if "koprivna-daily" in url or "continental" in url else None,
    )


def highlight(*claims: str, around: tuple[str, str] = ("", "")) -> Highlight:
    prefix, suffix = around
    quote = QuoteSelector(" ".join(claims), prefix, suffix)
    page = Page("https://blog.example/after-the-fire", "After the fire", date(2026, 11, 21), "en")
    return Highlight(quote, page)


def report(outlet: str, text: str, hours: int, title: str = "") -> Report:
    domain = outlet.lower().replace(" ", "-") + ".example"
    return Report(
        url=f"https://{domain}/2026/11/koprivna",
        title=title or f"Thousands leave Koprivna after depot fire ({outlet})",
        text=text,
        outlet=Outlet(outlet, domain),
        published=NIGHT + timedelta(hours=hours),
        corrections=(CORRECTION,) if "baltic" in domain else (),
        snapshot=SNAPSHOT if "baltic" in domain else None,
    )


def row(claim: int, of: Report, judgement: Judgement) -> Evidence:
    passage = Passage(of, 0, len(of.text))
    return Evidence(claim, passage, judgement, alone(of), ratings=ratings_of(of.url))


MORE = Difference(DifferenceKind.NUMBER, "10,000", "12,000")
SUPPORTS = Judgement(0.91, 0.03, 0.06)
SUPPORTS_MORE = Judgement(0.84, 0.1, 0.06, differences=(MORE,))
DENIES = Judgement(0.02, 0.9, 0.08, denied_by="the Kremlin")
MENTIONS = Judgement(0.1, 0.05, 0.85)


def copies() -> list[Report]:
    return [report(outlet, WIRE, hours) for hours, outlet in enumerate(_OUTLETS)]


UNREAD = (
    Unread(
        "https://ministry.example/statement",
        "Statement on the events in Koprivna",
        Outlet("Ministry of Emergencies", "ministry.example"),
        UnreadReason.ROBOTS,
    ),
    Unread(
        "https://paid.example/koprivna",
        "Inside the night of the fire",
        Outlet("The Paid Review", "paid.example"),
        UnreadReason.PAYWALL,
    ),
)
SEARCHED = (
    Searched("Archive", SearchStatus.ANSWERED, 9),
    Searched("Wikipedia", SearchStatus.ANSWERED, 0),
    Searched("News API", SearchStatus.RATE_LIMITED, 0),
)


def claims_of(*stated: tuple[str, Checkability]) -> tuple[Claim, ...]:
    claims, start = [], 0
    for text, checkability in stated:
        claims.append(Claim(text, start, start + len(text), checkability))
        start += len(text) + 1
    return tuple(claims)


RICH_CLAIMS = claims_of(
    (LEFT, Checkability.CHECKABLE),
    (ORDERED, Checkability.CHECKABLE),
    (CRUEL, Checkability.OPINION),
)


def rich_evidence() -> tuple[Evidence, ...]:
    """Nine reports of two origins on the first claim, one and a denial on the second."""
    first = [row(0, copy, SUPPORTS_MORE) for copy in copies()]
    own = row(0, report("Koprivna Daily", OWN, 3, "A night in the sports hall"), SUPPORTS)
    blamed = row(1, report("The Continental Review", BLAMED, 30, "Who gave the order?"), SUPPORTS)
    denied = row(1, report("Capital Today", DENIED, 14, "Kremlin rejects claim of order"), DENIES)
    return (*first, own, blamed, denied)


def rich_note() -> Note:
    around = ("Nobody here has slept. ", " The council meets on Monday.")
    asked = highlight(LEFT, ORDERED, CRUEL, around=around)
    gathered = Gathered(asked, RICH_CLAIMS, rich_evidence(), UNREAD, SEARCHED)
    return write(gathered, "cross-encoder, calibrated", CHECKED_AT)


def nine_of_two() -> Note:
    """One claim with nine reports of two origins."""
    evidence = tuple(row for row in rich_evidence() if row.claim == 0)
    gathered = Gathered(highlight(LEFT), RICH_CLAIMS[:1], evidence, UNREAD, SEARCHED)
    return write(gathered, "cross-encoder, calibrated", CHECKED_AT)


def insufficient_note() -> Note:
    mention = row(0, report("Vel Weekly", "Koprivna's depot has stood since 1961.", 1), MENTIONS)
    gathered = Gathered(highlight(LEFT), RICH_CLAIMS[:1], (mention,), UNREAD, SEARCHED)
    return write(gathered, "cross-encoder, calibrated", CHECKED_AT)


def not_checkable_note() -> Note:
    claims = claims_of((CRUEL, Checkability.OPINION))
    gathered = Gathered(highlight(CRUEL), claims, (), (), ())
    return write(gathered, "cross-encoder, calibrated", CHECKED_AT)


def running_steps() -> tuple[Step, ...]:
    """What has been told half-way through the rich note's check."""
    evidence = rich_evidence()
    found = [
        Found(row.passage.report.url, row.passage.report.title, row.passage.report.outlet, NIGHT)
        for row in evidence[7:10]
    ]
    return (
        steps.Started(),
        steps.Claimed(RICH_CLAIMS),
        *(steps.SearcherAsked(searched.searcher) for searched in SEARCHED),
        steps.SearcherAnswered(SEARCHED[0]),
        *(steps.Reading(hit) for hit in found),
        *(steps.WasRead(row.passage.report) for row in evidence[7:9]),
        steps.WasUnread(UNREAD[0]),
        *(steps.Judged(row) for row in evidence[7:9]),
    )
