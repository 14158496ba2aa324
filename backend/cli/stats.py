"""What the archive holds, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from backend.cli.notes import printable
from backend.store.archive_stats import ArchiveStats, FailingFeed, Share

_MONTHS = 12


def stats_document(stats: ArchiveStats) -> dict[str, Any]:
    """The figures as JSON; times are ISO 8601."""
    document: dict[str, Any] = _plain(asdict(stats))
    return document


def _plain(value: Any) -> Any:  # noqa: ANN401 (whatever the figures hold)
    match value:
        case dict():
            return {name: _plain(item) for name, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case datetime():
            return value.isoformat()
        case _:
            return value


def stats_text(stats: ArchiveStats) -> str:
    """The figures, a line each; tables are indented below their headings."""
    return printable("\n".join(_lines(stats)))


def _lines(stats: ArchiveStats) -> Iterator[str]:
    yield f"reports: {stats.reports:,}, and {stats.unread:,} known from a feed only"
    yield f"edited texts kept: {stats.versions:,}"
    yield f"published: {_day(stats.oldest)} to {_day(stats.newest)}"
    yield f"size on disk: {stats.bytes_on_disk / 1e6:,.1f} MB"
    yield (
        f"last crawl: {stats.last_crawl:%Y-%m-%d %H:%M} UTC"
        if stats.last_crawl
        else ("last crawl: never")
    )
    yield f"feeds: {stats.feeds:,}, of which {len(stats.failing):,} are failing"
    yield from (_failing(feed) for feed in stats.failing)
    yield f"outlets: {stats.outlets:,}" + (", the largest:" if stats.by_outlet else "")
    yield from _table(stats.by_outlet)
    yield from _titled("by month:", stats.by_month[:_MONTHS])
    yield from _titled("by language:", stats.by_language)


def _titled(title: str, shares: Sequence[Share]) -> Iterator[str]:
    if shares:
        yield title
    yield from _table(shares)


def _table(shares: Sequence[Share]) -> Iterator[str]:
    yield from (f"  {share.reports:>9,}  {share.name or 'not known'}" for share in shares)


def _failing(feed: FailingFeed) -> str:
    since = f"since {feed.since:%Y-%m-%d %H:%M} UTC" if feed.since else ""
    return f"  {feed.url} {since}: {feed.reason}"


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment else "no date known"
