"""What a decision changed in a note, for its readers: as JSON and in plain words. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from backend.checking.document import Document
from backend.checking.edits import (
    Added,
    Apart,
    Edit,
    Edits,
    Remarked,
    Replaced,
    TakenOut,
    Together,
    Unsettled,
    each,
)
from backend.checking.frozen import Frozen
from backend.domain import Report, Stance

_STANCES = {
    Stance.SUPPORTS: "says the same",
    Stance.DISPUTES: "says otherwise",
    Stance.MENTIONS: "leaves it open",
}


def told(edits: Edits, frozen: Frozen) -> list[Document]:
    """Each edit with its words; what was done to evidence first, to verdicts after."""
    reports = _reports(edits, frozen)
    return [
        {"kind": _KINDS[type(edit)], **_of(edit), "words": _words(edit, reports)}
        for edit in each(edits)
    ]


_KINDS: Mapping[type[Edit], str] = {
    TakenOut: "taken_out",
    Remarked: "marked",
    Added: "added",
    Apart: "set_apart",
    Together: "joined",
    Unsettled: "not_checkable",
    Replaced: "verdict_set",
}


def _of(edit: Edit) -> Document:
    """What an edit is about: the claim and the reports' addresses."""
    match edit:
        case TakenOut(row) | Remarked(row) | Apart(row):
            return {"claim": row.claim, "reports": [row.url]}
        case Added(url):
            return {"claim": None, "reports": [url]}
        case Together(claim, one, other):
            return {"claim": claim, "reports": [one, other]}
        case Unsettled(claim) | Replaced(claim):
            return {"claim": claim, "reports": []}


def _words(edit: Edit, reports: Mapping[str, Report]) -> str:
    match edit:
        case TakenOut(row):
            return f"Taken out: {_report(reports, row.url)}."
        case Remarked(row, stance):
            return f"Read anew: {_report(reports, row.url)} {_STANCES[stance]}."
        case Added(url):
            return f"Added: {_report(reports, url)}."
        case Apart(row):
            return f"Has an origin of its own: {_report(reports, row.url)}."
        case Together(_, one, other):
            return f"Have one origin: {_report(reports, one)} and {_report(reports, other)}."
        case Unsettled(claim, kind):
            return f"Claim {claim + 1} cannot be checked: {kind.value}."
        case Replaced(claim, _, reason):
            return f"The verdict of claim {claim + 1} was set: {reason}"


def _report(reports: Mapping[str, Report], url: str) -> str:
    report = reports.get(url)
    return f"{report.outlet.name}, “{report.title}”" if report else url


def _reports(edits: Edits, frozen: Frozen) -> dict[str, Report]:
    rows: Iterable[Report] = (row.passage.report for row in frozen.gathered.evidence)
    added = (row.passage.report for one in edits.added for row in one.rows)
    return {report.url: report for report in (*rows, *added)}
