"""The rows of evidence on a note's page: stance, quote, report, and what is said of the row.

Pure. Texts stay as they came (the templates escape them).
"""

from __future__ import annotations

from dataclasses import dataclass

from backend.checking.document import Document
from backend.domain import DifferenceKind, Stance, Telling
from backend.web import labels
from backend.web.lines import ReportLine, SaidLine, SnapshotLine, report_line
from backend.web.marking import Piece, Wanted, pieces
from backend.web.times import When


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
class Row:
    """One piece of evidence; `claim` counts from 1, `sure` is the judge's percentage.

    `denied_by` is the party whose denial a report passes on without being that denial.
    `quote_pieces` are the quote with the words marked that differ from the claim's. `telling` says
    how the report comes by it, `source` whose words it passes on; `uncounted` and `counts_less`
    why the row does not count, or counts less than others.
    """

    claim: int
    report: ReportLine
    stance: StanceMark
    denied_by: str
    quote: str
    sure: int
    differences: tuple[DifferenceLine, ...]
    quote_pieces: tuple[Piece, ...] = ()
    telling: Telling = Telling.UNSAID
    source: str = ""
    uncounted: str = ""
    counts_less: str = ""


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
    quote_pieces=(Piece(""),),
    telling=Telling.PASSED_ON,
    source="-",
    uncounted="-",
    counts_less="-",
)
"""A row with every part and no words: the page's script fills copies of it."""


def evidence_row(row: Document, claim: str = "") -> Row:
    """One row of evidence, its quote word for word, marked where it differs from `claim`."""
    mark = stance_mark(row["stance"], row["denied_by"])
    return Row(
        claim=row["claim"] + 1,
        report=report_line(row["report"]),
        stance=mark,
        denied_by="" if mark.party else row["denied_by"] or "",
        quote=row["quote"],
        sure=round(row["probability"] * 100),
        differences=tuple(_difference_line(difference) for difference in row["differences"]),
        quote_pieces=pieces(row["quote"], _wanted(row, claim)),
        # Notes from before these were told have none of them.
        telling=_telling(row),
        source=row.get("source") or "",
        uncounted=row.get("uncounted") or "",
        counts_less=row.get("counts_less") or "",
    )


def _telling(row: Document) -> Telling:
    """How the report comes by it, unless why it counts less says so already."""
    source = row.get("source")
    is_said = bool(source) and source in (row.get("counts_less") or "")
    return Telling.UNSAID if is_said else Telling(row.get("telling") or Telling.UNSAID)


def _wanted(row: Document, claim: str) -> list[Wanted]:
    return [Wanted(difference["report"], claim) for difference in row["differences"] if claim]


def stance_mark(stance: str, denied_by: str | None) -> StanceMark:
    """The stance's word; where a party denies, it is marked as that party's denial instead."""
    if denied_by and stance == Stance.DISPUTES:
        return StanceMark("denial", labels.DENIAL, denied_by)
    return StanceMark(stance, labels.STANCES[Stance(stance)])


def _difference_line(difference: Document) -> DifferenceLine:
    kind = DifferenceKind(difference["kind"])
    label = labels.DIFFERENCES[kind]
    return DifferenceLine(kind.value, label, difference["claim"], difference["report"])
