"""The lines of a note's page: rows of evidence, reports, searchers and times.

Pure. Texts stay as they came (the templates escape them); an address that is no http(s)
address becomes no link.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from backend.checking.document import Document
from backend.domain import DifferenceKind, SearchStatus, Stance
from backend.web import labels
from backend.web.labels import count


@dataclass(frozen=True, slots=True)
class When:
    """A moment for a `time` element: `iso` for programs, `text` for people."""

    iso: str
    text: str


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """What differs, in the claim's words and in the report's."""

    code: str
    label: str
    claim: str
    report: str


@dataclass(frozen=True, slots=True)
class StanceMark:
    """A stance's shape (`code`: a stance or `denial`) and its word.

    `party` is who denies, for a denial.
    """

    code: str
    label: str
    party: str = ""


@dataclass(frozen=True, slots=True)
class SaidLine:
    """What somebody says of an outlet, and where it stands if anywhere."""

    text: str
    link: str | None


@dataclass(frozen=True, slots=True)
class SnapshotLine:
    """The Internet Archive's copy that a report was read from, and its day."""

    link: str | None
    day: str


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report as it is named: `link` is None where the address is no http(s) address.

    `corrections` are the outlet's notices, word for word.
    """

    title: str
    outlet: str
    url: str
    link: str | None
    published: When | None
    said: tuple[SaidLine, ...] = ()
    corrections: tuple[str, ...] = ()
    snapshot: SnapshotLine | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One piece of evidence; `claim` counts from 1, `sure` is the judge's percentage.

    `denied_by` is the party whose denial a report passes on without being that denial.
    """

    claim: int
    report: ReportLine
    stance: StanceMark
    denied_by: str
    quote: str
    sure: int
    differences: tuple[DifferenceLine, ...]


@dataclass(frozen=True, slots=True)
class UnreadLine:
    """A report that could not be read, and why."""

    report: ReportLine
    reason: str


@dataclass(frozen=True, slots=True)
class SearchLine:
    """A searcher and how it ended, if it has."""

    searcher: str
    outcome: str
    answered: bool = True


NEARBY = 160
"""How many characters of what stands around a highlight are shown on each side."""


@dataclass(frozen=True, slots=True)
class HighlightView:
    """The highlight between the nearest words around it, and the page that it stands on."""

    before: str
    exact: str
    after: str
    link: str | None
    title: str


BLANK = Row(
    claim=1,
    report=ReportLine(
        "",
        "",
        "",
        "https://example.com/",
        When("", ""),
        (SaidLine("", "https://example.com/"),),
        ("",),
        SnapshotLine("https://example.com/", ""),
    ),
    stance=StanceMark(Stance.MENTIONS.value, ""),
    denied_by="-",
    quote="",
    sure=0,
    differences=(DifferenceLine("", "", "", ""),),
)
"""A row with every part and no words: the page's script fills copies of it."""


def highlight_view(highlight: Document, own_page: str) -> HighlightView:
    """The highlight as its page shows it; one pasted on `own_page` has no page to link to."""
    page = highlight["page"]
    link = None if page["url"] == own_page else safe_link(page["url"])
    return HighlightView(
        before=_end(highlight["prefix"]),
        exact=highlight["exact"],
        after=_start(highlight["suffix"]),
        link=link,
        title=page["title"] or page["url"],
    )


def _end(text: str) -> str:
    return text if len(text) <= NEARBY else f"…{text[-NEARBY:]}"


def _start(text: str) -> str:
    return text if len(text) <= NEARBY else f"{text[:NEARBY]}…"


def evidence_row(row: Document) -> Row:
    """One row of evidence, its quote word for word."""
    mark = stance_mark(row["stance"], row["denied_by"])
    return Row(
        claim=row["claim"] + 1,
        report=report_line(row["report"]),
        stance=mark,
        denied_by="" if mark.party else row["denied_by"] or "",
        quote=row["quote"],
        sure=round(row["probability"] * 100),
        differences=tuple(_difference_line(difference) for difference in row["differences"]),
    )


def stance_mark(stance: str, denied_by: str | None) -> StanceMark:
    """The stance's word; where a party denies, it is marked as that party's denial instead."""
    if denied_by and stance == Stance.DISPUTES:
        return StanceMark("denial", labels.DENIAL, denied_by)
    return StanceMark(stance, labels.STANCES[Stance(stance)])


def _difference_line(difference: Document) -> DifferenceLine:
    kind = DifferenceKind(difference["kind"])
    label = labels.DIFFERENCES[kind]
    return DifferenceLine(kind.value, label, difference["claim"], difference["report"])


def report_line(report: Document) -> ReportLine:
    """A report's title (its address where it has none), outlet, link and time."""
    url = report["url"]
    return ReportLine(
        title=report["title"] or url,
        outlet=report["outlet"],
        url=url,
        link=safe_link(url),
        published=when(report["published"]),
        said=tuple(_said_line(said) for said in _said_of_outlet(report)),
        # Notes from before these were kept have neither.
        corrections=tuple(report.get("corrections") or ()),
        snapshot=_snapshot_line(report.get("snapshot")),
    )


def _snapshot_line(snapshot: Document | None) -> SnapshotLine | None:
    if not snapshot:
        return None
    return SnapshotLine(safe_link(snapshot["url"]), moment(snapshot["taken"][:10]).text)


def _said_of_outlet(report: Document) -> list[Document]:
    """Its kind first. Notes from before there were ratings have neither."""
    return [said for said in (report.get("kind"), report.get("rating")) if said]


def _said_line(said: Document) -> SaidLine:
    text = f"{said['words']}, according to {said['by']}"
    return SaidLine(text, safe_link(said["url"]) if said["url"] else None)


def unread_line(unread: Document) -> UnreadLine:
    """A report that could not be read, with the reason in plain words."""
    return UnreadLine(report_line(unread), unread["reason"])


def search_line(searched: Document) -> SearchLine:
    """`archive: 3 found`, or why it found nothing, or why it found no more."""
    found = f"{searched['found']:,} found" if searched["found"] else ""
    failed = labels.SEARCHES.get(SearchStatus(searched["status"]), "")
    outcome = "; then ".join(filter(None, (found, failed))) or "nothing found"
    return SearchLine(searched["searcher"], outcome)


def safe_link(url: str) -> str | None:
    """The address if it is an http(s) address with a host, else None."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None


def when(iso: str | None) -> When | None:
    """A date or a time in UTC, from its ISO form."""
    return None if iso is None else moment(iso)


def moment(iso: str) -> When:
    """The day, with the hour in UTC unless it is midnight, which a bare date stands for."""
    at = datetime.fromisoformat(iso)
    if at.tzinfo is not None:
        at = at.astimezone(UTC)
    day = f"{at.day} {at:%B %Y}"
    return When(iso, f"{day}, {at:%H:%M} UTC" if (at.hour, at.minute) != (0, 0) else day)


_UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"))


def age(then: datetime, now: datetime) -> str:
    """`3 hours ago`, in the largest unit that fits; both times are timezone-aware."""
    seconds = (now - then).total_seconds()
    for length, unit in _UNITS:
        if seconds >= length:
            return f"{count(int(seconds // length), unit)} ago"
    return "just now"
