"""The lines of a note's page: the highlight, reports and searchers.

Pure. Texts stay as they came (the templates escape them); an address that is no http(s)
address becomes no link.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from backend.checking.document import Document
from backend.domain import SearchStatus
from backend.web import labels
from backend.web.times import When, moment, when


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
