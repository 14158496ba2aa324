"""How fresh a note is: when it was made, and of which days its reports are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from backend.checking.phrases import day
from backend.domain import Evidence


def freshness(evidence: Iterable[Evidence], checked_at: datetime) -> str:
    """`Checked on 22 November 2026. The report is of 21 November 2026.`, or several days' span."""
    reports = {row.passage.report.url: row.passage.report for row in evidence}.values()
    checked = f"Checked on {day(checked_at.date())}."
    if not reports:
        return checked
    days = sorted(report.published.date() for report in reports if report.published)
    if not days:
        return f"{checked} No report says of which day it is."
    undated = "" if len(days) == len(reports) else " Some do not say of which day they are."
    return f"{checked} {_span(days[0], days[-1], len(reports))}{undated}"


def _span(oldest: date, newest: date, reports: int) -> str:
    if oldest == newest:
        return f"The report{'s are' if reports > 1 else ' is'} of {day(newest)}."
    return f"The newest report is of {day(newest)}, the oldest of {day(oldest)}."
