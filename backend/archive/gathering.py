"""From what stands at a feed's address to the entries to read: a feed, a sitemap, or an index."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from backend.archive.sources import HEAD_BYTES, Kind, form_of
from backend.domain import UnreadReason
from backend.errors import Unreadable
from backend.reading.answers import Response
from backend.reading.feeds import Feed, FeedEntry, parse_feed
from backend.reading.sitemaps import ChildSitemap, NewsEntry, read_sitemap

MOST_SITEMAPS = 20
"""How many sitemaps of an index are read in one crawl, the last changed first."""

_DEEPEST = 2

FetchSitemap = Callable[[str], Response]
"""Fetches a sitemap that an index names; raises `Unreadable`."""


@dataclass(frozen=True, slots=True)
class _Task:
    """What reading sitemaps takes along: how to fetch more of them, and what is old."""

    fetch: FetchSitemap
    since: datetime | None


def gather(answer: Response, fetch: FetchSitemap, since: datetime | None) -> Feed:
    """The entries that the answer leads to.

    Of an index, sitemaps that say they have not changed after `since` are passed over. Raises
    `Unreadable` where it is neither a feed nor a sitemap.
    """
    form = form_of(answer.body[:HEAD_BYTES])
    kind = form.kind if form else None
    if kind is Kind.SITEMAP:
        return sitemap_feed(io.BytesIO(answer.body), answer.url, fetch, since)
    if kind is Kind.OPML:
        raise Unreadable(
            UnreadReason.NOT_AN_ARTICLE, "This address is a list of feeds: add it to the archive."
        )
    return parse_feed(answer.body, answer.url, answer.headers.get("content-type", ""))


def sitemap_feed(stream: IO[bytes], url: str, fetch: FetchSitemap, since: datetime | None) -> Feed:
    """A sitemap's news, and that of the sitemaps that it names, each address once.

    Raises `Unreadable` for what is no sitemap, or if none that it names can be read.
    """
    news = {entry.url: entry for entry in _news(stream, url, _Task(fetch, since), 0)}
    outlet = next((entry.outlet for entry in news.values() if entry.outlet), "")
    return Feed(outlet, tuple(_feed_entry(entry) for entry in news.values()))


def _news(stream: IO[bytes], url: str, task: _Task, depth: int) -> Iterator[NewsEntry]:
    named: list[ChildSitemap] = []
    for entry in read_sitemap(stream, url):
        if isinstance(entry, NewsEntry):
            yield entry
        else:
            named.append(entry)
    if depth < _DEEPEST:
        yield from _news_of(_worth_reading(named, task.since), task, depth + 1)


def _news_of(sitemaps: list[ChildSitemap], task: _Task, depth: int) -> Iterator[NewsEntry]:
    troubles = []
    for sitemap in sitemaps:
        try:
            answer = task.fetch(sitemap.url)
            yield from _news(io.BytesIO(answer.body), answer.url, task, depth)
        except Unreadable as problem:
            troubles.append(problem)
    if troubles and len(troubles) == len(sitemaps):
        raise troubles[0]


def _worth_reading(named: list[ChildSitemap], since: datetime | None) -> list[ChildSitemap]:
    fresh = [
        sitemap for sitemap in named if not (since and sitemap.changed and sitemap.changed < since)
    ]
    dated = sorted(
        (sitemap for sitemap in fresh if sitemap.changed),
        key=lambda sitemap: sitemap.changed.timestamp() if sitemap.changed else 0,
        reverse=True,
    )
    undated = [sitemap for sitemap in fresh if not sitemap.changed]
    return [*dated, *undated][:MOST_SITEMAPS]


def _feed_entry(entry: NewsEntry) -> FeedEntry:
    return FeedEntry(entry.url, entry.title, "", entry.published, entry.changed)
