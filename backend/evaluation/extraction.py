"""`extraction`: the text and the dates that we take from pages, beside plain trafilatura."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from statistics import mean
from typing import TypeVar

import trafilatura

from backend.domain import Report
from backend.errors import Unreadable
from backend.evaluation.days import day_by_hand, days_declared, is_day, read_by_hand
from backend.evaluation.pages import TruePage, read_pages
from backend.evaluation.shingles import Match, match, score
from backend.evaluation.suite import Figures, Suite, Tell
from backend.reading.extraction import Extract
from backend.reading.markup import decode

_T = TypeVar("_T")
_NOWHERE = "https://page.invalid/article"


@dataclass(frozen=True, slots=True)
class _Tried:
    """What came of one page: `report` is None where it was refused. Times are in seconds."""

    page: TruePage
    report: Report | None
    seconds: float
    plain: str
    plain_seconds: float


class ExtractionSuite(Suite):
    """Scores an extractor as the product uses it: a page that it refuses counts as empty."""

    name = "extraction"

    def __init__(self, extract: Extract) -> None:
        self._extract = extract

    def run(self, data: Path, tell: Tell) -> Figures:
        """Try every page in the benchmark's folder, ours and plain trafilatura in turns."""
        pages = read_pages(data)
        self._try(pages[0])  # what is loaded once is no page's cost
        tried = []
        for number, page in enumerate(pages, start=1):
            tried.append(self._try(page))
            tell(number, len(pages))
        return figures(tried)

    def _try(self, page: TruePage) -> _Tried:
        report, seconds = _timed(lambda: self._report(page))
        plain, plain_seconds = _timed(lambda: _plain(page))
        return _Tried(page, report, seconds, plain, plain_seconds)

    def _report(self, page: TruePage) -> Report | None:
        try:
            return self._extract(page.body, page.url or _NOWHERE)
        except Unreadable:
            return None


def figures(tried: Sequence[_Tried]) -> Figures:
    """The figures of both extractors, then those of the dates."""
    return {
        **_quality(tried, "", lambda each: each.report.text if each.report else ""),
        "ms_per_page": mean(each.seconds for each in tried) * 1000,
        "refused_pages": sum(each.report is None for each in tried),
        **_quality(tried, "plain_", lambda each: each.plain),
        "plain_ms_per_page": mean(each.plain_seconds for each in tried) * 1000,
        **_dates(tried),
        "pages": len(tried),
    }


def _quality(tried: Sequence[_Tried], prefix: str, text: Callable[[_Tried], str]) -> Figures:
    matches: list[Match] = [match(each.page.text, text(each)) for each in tried]
    got = score(matches)
    return {
        f"{prefix}f1": got.f1,
        f"{prefix}precision": got.precision,
        f"{prefix}recall": got.recall,
    }


def _dates(tried: Sequence[_Tried]) -> Figures:
    """Shares of right days: among pages dated by hand, and among those that declare theirs."""
    table = read_by_hand()
    by_hand = [
        is_day(_published(each), day)
        for each in tried
        if (day := day_by_hand(each.page.id, table)) is not None
    ]
    declared = [
        any(is_day(_published(each), day) for day in days)
        for each in tried
        if (days := _days(each))
    ]
    return {
        "dates_by_hand": float(mean(by_hand)) if by_hand else 0.0,
        "dates_by_hand_pages": len(by_hand),
        "dates_declared": float(mean(declared)) if declared else 0.0,
        "dates_declared_pages": len(declared),
    }


def _days(tried: _Tried) -> frozenset[date]:
    return days_declared(decode(tried.page.body))


def _published(tried: _Tried) -> datetime | None:
    return tried.report.published if tried.report else None


def _plain(page: TruePage) -> str:
    found = trafilatura.extract(
        page.body, url=page.url or None, favor_precision=True, include_comments=False
    )
    return found or ""


def _timed(work: Callable[[], _T]) -> tuple[_T, float]:
    began = time.perf_counter()
    result = work()
    return result, time.perf_counter() - began
