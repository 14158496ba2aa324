"""A crawl as a person at a terminal follows it."""

from __future__ import annotations

from collections.abc import Collection

import click

from backend.archive.crawling import CrawlStep, CrawlSummary, FeedRead, PageUnread
from backend.cli.notes import printable
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
    for trouble in troubles:
        click.echo(printable(trouble))
    click.echo(
        f"{summary.feeds} feeds crawled, {summary.read} new reports read,"
        f" {summary.unread} could not be read."
    )
    return summary


def _trouble(step: CrawlStep) -> list[str]:
    match step:
        case PageUnread(title=title, reason=reason):
            return [f"  not read: {title}. {reason}"]
        case FeedRead(url=url, error=error) if error:
            return [f"  feed not read: {url}. {error}"]
        case _:
            return []
