"""Extracting the articles of many pages, several at once, in the pages' order."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TypeVar

from backend.archive.warc import CapturedPage
from backend.domain import Report
from backend.errors import Unreadable
from backend.reading.canonical import canonical_url
from backend.reading.extraction import Extract

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Extracted:
    """What came of a page, whose bytes are let go: its report, or why there is none."""

    page: CapturedPage
    report: Report | None
    skipped: str = ""


def extracted(
    groups: Iterable[tuple[Sequence[CapturedPage], T]], extract: Extract, at_once: int
) -> Generator[tuple[list[Extracted], T], None, None]:
    """What came of each group's pages, with whatever was handed in beside it.

    A few groups are worked on ahead, so that memory does not grow with their number. `extract`
    is called from `at_once` threads.
    """
    ahead: deque[tuple[Future[list[Extracted]], T]] = deque()
    with ThreadPoolExecutor(at_once, thread_name_prefix="extract") as threads:
        try:
            for pages, beside in groups:
                ahead.append((threads.submit(_extract_all, pages, extract), beside))
                if len(ahead) > at_once + 1:
                    yield _first(ahead)
            while ahead:
                yield _first(ahead)
        finally:
            threads.shutdown(wait=False, cancel_futures=True)


def _first(ahead: deque[tuple[Future[list[Extracted]], T]]) -> tuple[list[Extracted], T]:
    future, beside = ahead.popleft()
    return future.result(), beside


def _extract_all(pages: Sequence[CapturedPage], extract: Extract) -> list[Extracted]:
    return [_extract(page, extract) for page in pages]


def _extract(page: CapturedPage, extract: Extract) -> Extracted:
    bare = replace(page, body=b"")
    try:
        report = extract(page.body, page.url, page.charset)
    except Unreadable as problem:
        return Extracted(bare, None, problem.reason.value)
    return Extracted(bare, replace(report, url=canonical_url(report.url)))
