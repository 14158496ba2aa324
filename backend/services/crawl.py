"""Crawling: feeds are asked what is new, new pages are read, and both are kept in the archive."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from backend.archive.crawling import CrawlStep, CrawlSummary, FeedRead, PageRead, PageUnread
from backend.archive.jsonl import read_reports
from backend.checking.ports import Clock, Reader
from backend.domain import Found
from backend.errors import BadInput, BadReports, Unreadable
from backend.reading.answers import Response, Validators
from backend.reading.feeds import FEED, Feed, FeedEntry, parse_feed
from backend.reading.fetcher import Fetcher
from backend.reading.outlets import outlet_of
from backend.reading.robots import Robots
from backend.services.failures import describe
from backend.store.archive import ArchiveStore, KnownFeed

_log = logging.getLogger(__name__)
FEEDS_AT_ONCE = 8


class Crawl:
    """Fills the archive. Feeds are worked through side by side; a host is asked in turn."""

    def __init__(
        self, store: ArchiveStore, fetcher: Fetcher, robots: Robots, reader: Reader, clock: Clock
    ) -> None:
        self._store = store
        self._fetcher = fetcher
        self._robots = robots
        self._reader = reader
        self._clock = clock

    def add_feeds(self, urls: Collection[str]) -> None:
        """Remember feeds to crawl. Raises `BadInput` for what is no http(s) address."""
        for url in urls:
            if not url.startswith(("http://", "https://")):
                raise BadInput(f"{url} is no http or https address.")
        self._store.add_feeds(urls)

    def add_jsonl(self, path: Path) -> int:
        """Keep the reports of a JSONL file, all or none; return how many.

        Raises `BadReports` for a bad line and `BadInput` for a file that cannot be read.
        """
        try:
            reports = list(read_reports(path.read_text("utf-8").splitlines()))
        except OSError as problem:
            raise BadInput(f"{path} cannot be read: {problem.strerror}.") from problem
        except UnicodeDecodeError as problem:
            raise BadReports(f"{path} is no UTF-8 text.") from problem
        now = self._clock()
        for report in reports:
            self._store.put_report(report, now)
        return len(reports)

    def feeds(self, urls: Collection[str] = ()) -> Sequence[KnownFeed]:
        """The feeds of these addresses among those remembered; all of them without any."""
        return [feed for feed in self._store.feeds() if not urls or feed.url in urls]

    def run(
        self, tell: Callable[[CrawlStep], None], feeds: Sequence[KnownFeed] | None = None
    ) -> CrawlSummary:
        """Crawl the feeds (all that are remembered), telling each step from this thread."""
        chosen = self.feeds() if feeds is None else feeds
        summary = CrawlSummary()
        for step in self._steps(chosen):
            tell(step)
            summary = summary.plus(step)
        return summary

    def _steps(self, feeds: Sequence[KnownFeed]) -> Iterator[CrawlStep]:
        told: SimpleQueue[CrawlStep] = SimpleQueue()
        with ThreadPoolExecutor(FEEDS_AT_ONCE, thread_name_prefix="crawl") as pool:
            for feed in feeds:
                pool.submit(self._crawl, feed, told.put)
            for _ in feeds:
                while not isinstance(step := told.get(), FeedRead):
                    yield step
                yield step

    def _crawl(self, feed: KnownFeed, tell: Callable[[CrawlStep], None]) -> None:
        """Work through one feed; whatever breaks in it costs this feed alone."""
        try:
            tell(self._crawl_feed(feed, tell))
        except Unreadable as problem:
            self._store.feed_failed(feed.url, problem.reason.value, self._clock())
            tell(FeedRead(feed.url, feed.title, str(problem)))
        except Exception as problem:  # noqa: BLE001 - one broken feed must not end a crawl
            _log.error("a feed could not be crawled: %s", describe(problem))
            tell(FeedRead(feed.url, feed.title, "Something unexpected went wrong."))

    def _crawl_feed(self, feed: KnownFeed, tell: Callable[[CrawlStep], None]) -> FeedRead:
        answer = self._ask(feed)
        if answer.not_modified:
            self._store.feed_crawled(feed, self._clock())
            return FeedRead(feed.url, feed.title)
        parsed = parse_feed(answer.body, answer.url, answer.headers.get("content-type", ""))
        for entry in self._new(parsed):
            tell(self._keep(entry, parsed.title))
        crawled = KnownFeed(
            feed.url, parsed.title, answer.validators.etag, answer.validators.last_modified
        )
        self._store.feed_crawled(crawled, self._clock())
        return FeedRead(feed.url, parsed.title)

    def _ask(self, feed: KnownFeed) -> Response:
        known = Validators(feed.etag, feed.last_modified)
        return self._fetcher.fetch(feed.url, FEED, known=known, gate=self._robots.check)

    def _new(self, feed: Feed) -> Sequence[FeedEntry]:
        held = self._store.held([entry.url for entry in feed.entries])
        return [entry for entry in feed.entries if entry.url not in held]

    def _keep(self, entry: FeedEntry, feed_title: str) -> CrawlStep:
        try:
            report = self._reader.read(entry.url)
        except Unreadable as problem:
            found = Found(entry.url, entry.title, outlet_of(entry.url, feed_title), entry.published)
            self._store.put_unread(found, problem.reason, self._clock(), entry.summary)
            return PageUnread(entry.url, entry.title, problem.reason.words)
        self._store.put_report(report, self._clock(), found_at=entry.url, summary=entry.summary)
        return PageRead(report.url, report.title)
