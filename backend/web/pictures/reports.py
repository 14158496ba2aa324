"""What the pictures show of a note's document: its reports by origin, and by time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import chain

from backend.checking.document import Document
from backend.domain import Stance
from backend.web.evidence import StanceMark, stance_mark
from backend.web.labels import STANCES
from backend.web.pictures.lettering import plain
from backend.web.times import When, when

_MARK_ORDER = (Stance.SUPPORTS, Stance.DISPUTES, "denial", Stance.MENTIONS)


@dataclass(frozen=True, slots=True)
class Span:
    """When a report appeared, in UTC: a moment, or the whole day where only that is known."""

    start: datetime
    end: datetime

    @property
    def is_day(self) -> bool:
        """Whether only the day is known."""
        return self.end > self.start


@dataclass(frozen=True, slots=True)
class Said:
    """What a report says of one claim; `claim` counts from 1, and is 0 where there is only one."""

    claim: int
    mark: StanceMark

    @property
    def words(self) -> str:
        """`Says the same`, or `Claim 2: Denial by the Kremlin`."""
        about = f"Claim {self.claim}: " if self.claim else ""
        return about + " ".join(filter(None, (self.mark.label, self.mark.party)))


@dataclass(frozen=True, slots=True)
class PicturedReport:
    """A report as pictures show it: by its outlet, with what ties it to its origin.

    `uncounted` says why none of its rows counts, where none does.
    """

    url: str
    outlet: str
    title: str
    published: When | None
    span: Span | None
    said: tuple[Said, ...]
    tie: str = ""
    uncounted: str = ""

    @property
    def marks(self) -> tuple[str, ...]:
        """The codes of what it says, each once, in the order of the evidence."""
        codes = {said.mark.code for said in self.said}
        return tuple(str(code) for code in _MARK_ORDER if code in codes)

    @property
    def why(self) -> tuple[str, ...]:
        """What ties it to its origin, and why it does not count if it does not."""
        uncounted = f"Not counted: {self.uncounted}" if self.uncounted else ""
        return tuple(filter(None, (self.tie, uncounted)))


@dataclass(frozen=True, slots=True)
class OriginReports:
    """An origin with its reports, earliest first. `number` is the one that the page gives it."""

    number: int
    label: str
    source: str
    why: str
    reports: tuple[PicturedReport, ...]

    @property
    def about(self) -> tuple[str, ...]:
        """What is said of it: why its reports hang together, and whom they go back to."""
        if len(self.reports) == 1:
            return (f"It goes back to {self.source}." if self.source else "A report of its own.",)
        why = self.why or f"First found at {self.reports[0].outlet}."
        unsaid = self.source and self.source not in why
        return (why, f"All go back to {self.source}.") if unsaid else (why,)


@dataclass(frozen=True, slots=True)
class TimedReport:
    """A report with the number of its origin."""

    origin: int
    report: PicturedReport


def origin_numbers(document: Document) -> dict[str, int]:
    """The number by which readers know each origin: 1, 2, 3 … in the order of the note."""
    shown = {row["origin"] for row in document["evidence"]}
    listed = [group["id"] for group in document["origin_groups"] if group["id"] in shown]
    unlisted = sorted(shown - set(listed))
    return {origin: number for number, origin in enumerate((*listed, *unlisted), start=1)}


def origin_reports(document: Document) -> tuple[OriginReports, ...]:
    """The origins of a note's evidence, each with its reports."""
    known = {group["id"]: group for group in document["origin_groups"]}
    several = len(document["claims"]) > 1
    return tuple(
        _origin(
            number,
            known.get(origin, {}),
            [row for row in document["evidence"] if row["origin"] == origin],
            several=several,
        )
        for origin, number in origin_numbers(document).items()
    )


def timed_reports(origins: Iterable[OriginReports]) -> tuple[TimedReport, ...]:
    """The reports of all origins, earliest first, those of unknown time last."""
    reports = chain.from_iterable(
        (TimedReport(origin.number, report) for report in origin.reports) for origin in origins
    )
    return tuple(sorted(reports, key=lambda timed: _age(timed.report)))


def _origin(
    number: int, group: Document, rows: Sequence[Document], *, several: bool
) -> OriginReports:
    urls = dict.fromkeys([*group.get("reports", ()), *(row["report"]["url"] for row in rows)])
    by_url = {url: [row for row in rows if row["report"]["url"] == url] for url in urls}
    ties = {tie["one"]: tie for tie in group.get("ties") or ()}
    outlets = {url: _outlet(of[0]["report"]) for url, of in by_url.items() if of}
    return OriginReports(
        number=number,
        label=plain(group.get("label", "")),
        source=plain(group.get("source") or ""),
        why=plain(group.get("why") or ""),
        reports=tuple(
            _report(by_url[url], _tie(ties.get(url), outlets), several=several) for url in outlets
        ),
    )


def _report(rows: Sequence[Document], tie: str, *, several: bool) -> PicturedReport:
    report = rows[0]["report"]
    return PicturedReport(
        url=report["url"],
        outlet=_outlet(report),
        title=report["title"],
        published=when(report["published"]),
        span=span_of(report["published"]),
        said=_said(rows, several=several),
        tie=tie,
        uncounted=_uncounted(rows),
    )


def _said(rows: Sequence[Document], *, several: bool) -> tuple[Said, ...]:
    said = {
        Said(row["claim"] + 1 if several else 0, stance_mark(row["stance"], row["denied_by"]))
        for row in rows
    }
    places = {label: place for place, label in enumerate(STANCES.values())}
    return tuple(
        sorted(said, key=lambda each: (each.claim, places.get(each.mark.label, len(places))))
    )


def _uncounted(rows: Sequence[Document]) -> str:
    """Why none of the rows that take a side counts."""
    sides = [row.get("uncounted") or "" for row in rows if row["stance"] != Stance.MENTIONS]
    return plain(sides[0]) if sides and all(sides) else ""


def _outlet(report: Document) -> str:
    return plain(report["outlet"]) or plain(report["url"]) or "unnamed"


def _tie(tie: Document | None, outlets: Mapping[str, str]) -> str:
    """What ties a report to an earlier one, which is named where it is not the first."""
    if tie is None:
        return ""
    why, earlier = plain(tie["why"]), tie["other"]
    first = next(iter(outlets))
    return why if earlier == first or earlier not in outlets else f"With {outlets[earlier]}: {why}"


def span_of(iso: str | None) -> Span | None:
    """The span of an ISO date or time; midnight stands for a day of which no hour is known."""
    if iso is None:
        return None
    at = datetime.fromisoformat(iso)
    at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    return Span(at, at + min(_DAY, _LATEST - at)) if at.time() == time() else Span(at, at)


_DAY = timedelta(days=1)
_LATEST = datetime.max.replace(tzinfo=UTC)


def _age(report: PicturedReport) -> tuple[datetime, str]:
    return (report.span.start if report.span else _LATEST), report.url
