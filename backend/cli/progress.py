"""A crawl as a person at a terminal follows it."""

from __future__ import annotations

from collections.abc import Collection

import click

from backend.archive.crawling import CrawlStep, CrawlSummary, FeedRead, PageRead, PageUnread
from backend.cli.notes import printable
from backend.reading.feeds import Feed
from backend.services.crawl import Crawl


def crawl_with_progress(crawl: Crawl, urls: Collection[str]) -> CrawlSummary:
    """Add the feeds, crawl them (all that are known, without any) and say what came of it."""
    crawl.add_feeds(urls)
    feeds = crawl.feeds(urls)
    troubles: list[str] = []
    with click.progressbar(length=len(feeds), label="Crawling feeds") as bar:

        def tell(step: CrawlStep) -> None:
            troubles.extend(_trouble(step))
            bar.update(isinstance(step, FeedRead))

        summary = crawl.run(tell, feeds)
    _say(troubles, f"{summary.feeds} feeds crawled, ", summary)
    return summary


def entries_with_progress(crawl: Crawl, feed: Feed) -> None:
    """Read the pages that a file names and say what came of it."""
    troubles: list[str] = []
    with click.progressbar(length=len(feed.entries), label="Reading pages") as bar:

        def tell(step: CrawlStep) -> None:
            troubles.extend(_trouble(step))
            bar.update(isinstance(step, PageRead | PageUnread))

        summary = crawl.read_entries(feed, tell)
    _say(troubles, "", summary)


def _say(troubles: list[str], before: str, summary: CrawlSummary) -> None:
    for trouble in troubles:
        click.echo(printable(trouble))
    click.echo(f"{before}{summary.read} new reports read, {summary.unread} could not be read.")


def _trouble(step: CrawlStep) -> list[str]:
    match step:
        case PageUnread(title=title, reason=reason):
            return [f"  not read: {title}. {reason}"]
        case FeedRead(url=url, error=error) if error:
            return [f"  feed not read: {url}. {error}"]
        case _:
            return []
