"""Crawling: feeds are asked what is new, new pages are read, and both are kept in the archive."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from queue import SimpleQueue
from threading import Event

from backend.archive.crawling import CrawlStep, CrawlSummary, FeedRead, PageRead, PageUnread
from backend.archive.jsonl import read_reports
from backend.checking.ports import Clock, Reader
from backend.domain import Found, Outlet, UnreadReason
from backend.errors import BadInput, BadReports, Unreadable, describe
from backend.reading.answers import Response, Validators
from backend.reading.feeds import FEED, Feed, FeedEntry, parse_feed
from backend.reading.fetcher import Fetcher
from backend.reading.outlets import outlet_of
from backend.reading.politeness import host_of
from backend.reading.robots import Robots
from backend.store.archive import ArchiveStore, KnownFeed

_log = logging.getLogger(__name__)
HOSTS_AT_ONCE = 8
PATIENCE = 120.0
"""Seconds that a crawl waits for its turn at a host, where a check could not."""

PASSING = frozenset({UnreadReason.SERVER_ERROR, UnreadReason.TIMED_OUT, UnreadReason.UNREACHABLE})
"""Reasons that may be gone by the next crawl; pages with others are left alone for a day."""

_LASTING = frozenset(UnreadReason) - PASSING
_TRY_AGAIN = timedelta(days=1)


class _Stopped(Exception):
    """The crawl was left before its end."""


class Crawl:
    """Fills the archive. Hosts are asked side by side, the feeds of one host one by one."""

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
            if not (url.startswith(("http://", "https://")) and host_of(url)):
                raise BadInput(f"{url} is no http or https address.")
        self._store.add_feeds(urls)

    def add_jsonl(self, path: Path) -> int:
        """Keep the reports of a JSONL file, all or none; return how many.

        Raises `BadReports` for a bad line and `BadInput` for a file that cannot be read.
        """
        try:
            with path.open(encoding="utf-8-sig") as lines:
                reports = list(read_reports(lines))
        except OSError as problem:
            raise BadInput(f"{path} cannot be read: {problem.strerror}.") from problem
        except UnicodeDecodeError as problem:
            raise BadReports(f"{path} is no UTF-8 text.") from problem
        return self._store.put_reports(reports, self._clock())

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
        stopped = Event()

        def tell(step: CrawlStep) -> None:
            if stopped.is_set():
                raise _Stopped
            told.put(step)

        pool = ThreadPoolExecutor(HOSTS_AT_ONCE, thread_name_prefix="crawl")
        try:
            for of_one_host in _by_host(feeds):
                pool.submit(self._crawl_all, of_one_host, tell)
            for _ in feeds:
                while not isinstance(step := told.get(), FeedRead):
                    yield step
                yield step
        finally:
            stopped.set()
            pool.shutdown(cancel_futures=True)

    def _crawl_all(self, feeds: Sequence[KnownFeed], tell: Callable[[CrawlStep], None]) -> None:
        for feed in feeds:
            self._crawl(feed, tell)

    def _crawl(self, feed: KnownFeed, tell: Callable[[CrawlStep], None]) -> None:
        """Work through one feed; whatever breaks in it costs this feed alone."""
        try:
            tell(self._crawl_feed(feed, tell))
        except _Stopped:
            raise
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
        outlet = outlet_of(feed.url, parsed.title)
        reasons = {self._keep(entry, outlet, tell) for entry in self._new(parsed)}
        # Without these the feed is given whole next time, and what may have passed is tried again.
        known = Validators() if reasons & PASSING else answer.validators
        crawled = KnownFeed(feed.url, parsed.title, known.etag, known.last_modified)
        self._store.feed_crawled(crawled, self._clock())
        return FeedRead(feed.url, parsed.title)

    def _ask(self, feed: KnownFeed) -> Response:
        known = Validators(feed.etag, feed.last_modified)
        gate = self._robots.check
        return self._fetcher.fetch(feed.url, FEED, known=known, gate=gate, patience=PATIENCE)

    def _new(self, feed: Feed) -> Sequence[FeedEntry]:
        urls = [entry.url for entry in feed.entries]
        held = self._store.held(urls, _LASTING, self._clock() - _TRY_AGAIN)
        return [entry for entry in feed.entries if entry.url not in held]

    def _keep(
        self, entry: FeedEntry, outlet: Outlet, tell: Callable[[CrawlStep], None]
    ) -> UnreadReason | None:
        """Read an entry's page and keep what came of it; return why it could not be read."""
        try:
            report = self._reader.read(entry.url)
        except Unreadable as problem:
            # A feed names its own outlet; what it links to elsewhere is somebody else's.
            own = outlet_of(entry.url)
            named = outlet if outlet.domain == own.domain else own
            found = Found(entry.url, entry.title, named, entry.published)
            self._store.put_unread(found, problem.reason, self._clock(), entry.summary)
            tell(PageUnread(entry.url, entry.title, problem.reason.words))
            return problem.reason
        self._store.put_report(report, self._clock(), found_at=entry.url, summary=entry.summary)
        tell(PageRead(report.url, report.title))
        return None


def _by_host(feeds: Sequence[KnownFeed]) -> list[list[KnownFeed]]:
    """The feeds of each host, which is asked for one after the other."""
    hosts: dict[str, list[KnownFeed]] = {}
    for feed in feeds:
        hosts.setdefault(host_of(feed.url), []).append(feed)
    return list(hosts.values())
