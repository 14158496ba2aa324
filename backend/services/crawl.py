"""Crawling: feeds are asked what is new, new pages are read, and both are kept in the archive."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from threading import Event

from backend.archive.crawling import CrawlStep, CrawlSummary, FeedRead, PageRead, PageUnread
from backend.archive.gathering import gather, sitemap_feed
from backend.archive.schedule import after_failure, after_reading
from backend.checking.ports import Clock, Reader
from backend.domain import Found, Outlet, UnreadReason
from backend.errors import BadInput, Unreadable, describe
from backend.reading.answers import Response, Validators
from backend.reading.canonical import canonical_url, is_web_address
from backend.reading.feeds import FEED, Feed, FeedEntry
from backend.reading.fetcher import Fetcher
from backend.reading.outlets import outlet_of
from backend.reading.politeness import host_of
from backend.reading.robots import Robots
from backend.store.archive import ArchiveStore
from backend.store.feeds import FeedStore, KnownFeed

_log = logging.getLogger(__name__)
HOSTS_AT_ONCE = 8
PATIENCE = 120.0
"""Seconds that a crawl waits for its turn at a host, where a check could not."""

PASSING = frozenset({UnreadReason.SERVER_ERROR, UnreadReason.TIMED_OUT, UnreadReason.UNREACHABLE})
"""Reasons that may be gone by the next crawl; pages with others are left alone for a day."""

MOST_AT_A_TURN = 50
"""Pages read of one feed before the next has its turn; the rest follows at the next crawl."""

_UNEXPECTED = "Something unexpected went wrong."
_LASTING = frozenset(UnreadReason) - PASSING
_TRY_AGAIN = timedelta(days=1)


class _Stopped(Exception):
    """The crawl was left before its end."""


class Crawl:
    """Fills the archive. Hosts are asked side by side, the feeds of one host one by one."""

    def __init__(
        self,
        archive: ArchiveStore,
        feeds: FeedStore,
        fetcher: Fetcher,
        robots: Robots,
        *,
        reader: Reader,
        clock: Clock,
    ) -> None:
        self._archive = archive
        self._feeds = feeds
        self._fetcher = fetcher
        self._robots = robots
        self._reader = reader
        self._clock = clock

    def add_feeds(self, feeds: Collection[str | KnownFeed]) -> int:
        """Remember feeds to crawl; return how many are new.

        Raises `BadInput` for what is no http(s) address.
        """
        known = [KnownFeed(feed) if isinstance(feed, str) else feed for feed in feeds]
        for feed in known:
            if not is_web_address(feed.url):
                raise BadInput(f"{feed.url} is no http or https address.")
        return self._feeds.add(known)

    def feeds(self, urls: Collection[str] = ()) -> Sequence[KnownFeed]:
        """The feeds of these addresses among those remembered; all of them without any."""
        return [feed for feed in self._feeds.everything() if not urls or feed.url in urls]

    def look(self, url: str) -> Response:
        """What stands at an address that is to be added. Raises `Unreadable`."""
        return self._fetcher.fetch(url, FEED, gate=self._robots.check, patience=PATIENCE)

    def gather(self, feed: KnownFeed) -> Feed:
        """What a feed holds now, whatever we know of it; nothing is kept. Raises `Unreadable`."""
        return gather(self.look(feed.url), self.look, None)

    def read_entries(self, feed: Feed, tell: Callable[[CrawlStep], None]) -> CrawlSummary:
        """Read the pages of a feed that is no address but a file, telling each step."""
        summary = CrawlSummary()
        for url, entry in self._new(feed).items():
            steps: list[CrawlStep] = []
            self._keep(url, entry, outlet_of(url), steps.append)
            for step in steps:
                tell(step)
                summary = summary.plus(step)
        return summary

    def sitemap_in(self, path: Path) -> Feed:
        """The news of a sitemap in a file; what an index names is fetched.

        Raises `Unreadable`, and `BadInput` for a file that cannot be read.
        """
        try:
            with path.open("rb") as stream:
                return sitemap_feed(stream, "", self.look, None)
        except OSError as problem:
            raise BadInput(f"{path} cannot be read: {problem.strerror}.") from problem

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
            self._failed(feed, str(problem), problem.retry_after)
            tell(FeedRead(feed.url, feed.title, str(problem)))
        except Exception as problem:  # noqa: BLE001 - one broken feed must not end a crawl
            _log.error("a feed could not be crawled: %s", describe(problem))
            self._failed(feed, _UNEXPECTED, None)
            tell(FeedRead(feed.url, feed.title, _UNEXPECTED))

    def _failed(self, feed: KnownFeed, reason: str, retry_after: float | None) -> None:
        """Remember that the feed could not be read; it is asked for whole next time."""
        now, failures = self._clock(), feed.failures + 1
        turn = after_failure(feed.interval, failures, now, retry_after)
        failed = replace(
            feed,
            etag=None,
            last_modified=None,
            crawled_at=now,
            crawl_next_at=turn.at,
            interval=turn.interval,
            error=reason,
            failures=failures,
            failing_since=feed.failing_since or now,
        )
        self._feeds.crawled(failed)

    def _crawl_feed(self, feed: KnownFeed, tell: Callable[[CrawlStep], None]) -> FeedRead:
        answer = self._ask(feed)
        if answer.not_modified:
            self._crawled(feed, Validators(feed.etag, feed.last_modified), news=False)
            return FeedRead(feed.url, feed.title)
        gathered = gather(answer, self.look, None if feed.error else feed.crawled_at)
        outlet = outlet_of(feed.url, gathered.title or feed.title)
        new = self._new(gathered)
        turn = dict(islice(new.items(), MOST_AT_A_TURN))
        reasons = {self._keep(url, entry, outlet, tell) for url, entry in turn.items()}
        # Without these the feed is given whole next time, and what is left is tried again.
        finished = len(turn) == len(new) and not reasons & PASSING
        known = answer.validators if finished else Validators()
        titled = replace(feed, title=gathered.title or feed.title)
        self._crawled(titled, known, news=bool(new))
        return FeedRead(feed.url, titled.title)

    def _crawled(self, feed: KnownFeed, known: Validators, *, news: bool) -> None:
        """Remember that a feed was read to its end."""
        now = self._clock()
        turn = after_reading(feed.interval, news=news, now=now)
        crawled = replace(
            feed,
            etag=known.etag,
            last_modified=known.last_modified,
            crawled_at=now,
            crawl_next_at=turn.at,
            interval=turn.interval,
            error=None,
            failures=0,
            failing_since=None,
        )
        self._feeds.crawled(crawled)

    def _ask(self, feed: KnownFeed) -> Response:
        known = Validators(feed.etag, feed.last_modified)
        gate = self._robots.check
        return self._fetcher.fetch(feed.url, FEED, known=known, gate=gate, patience=PATIENCE)

    def _new(self, feed: Feed) -> dict[str, FeedEntry]:
        """The entries to read, by their canonical addresses: those not held, and edited ones."""
        entries: dict[str, FeedEntry] = {}
        for entry in feed.entries:
            entries.setdefault(canonical_url(entry.url), entry)
        now = self._clock()
        held = self._archive.held(entries, _LASTING, now - _TRY_AGAIN)
        return {
            url: entry
            for url, entry in entries.items()
            if url not in held or _was_edited(entry, held[url], now)
        }

    def _keep(
        self, url: str, entry: FeedEntry, outlet: Outlet, tell: Callable[[CrawlStep], None]
    ) -> UnreadReason | None:
        """Read an entry's page and keep what came of it; return why it could not be read."""
        try:
            report = self._reader.read(entry.url)
        except Unreadable as problem:
            # A feed names its own outlet; what it links to elsewhere is somebody else's.
            own = outlet_of(url)
            named = outlet if outlet.domain == own.domain else own
            found = Found(url, entry.title, named, entry.published)
            self._archive.put_unread(found, problem.reason, self._clock(), entry.summary)
            tell(PageUnread(url, entry.title, problem.reason.words))
            return problem.reason
        kept = replace(report, url=canonical_url(report.url))
        self._archive.put_report(kept, self._clock(), found_at=url, summary=entry.summary)
        tell(PageRead(kept.url, kept.title))
        return None


def _was_edited(entry: FeedEntry, read_at: datetime | None, now: datetime) -> bool:
    """Whether the feed says that the page changed after we read it."""
    return bool(entry.updated and read_at and read_at < entry.updated <= now)


def _by_host(feeds: Sequence[KnownFeed]) -> list[list[KnownFeed]]:
    """The feeds of each host, which is asked for one after the other."""
    hosts: dict[str, list[KnownFeed]] = {}
    for feed in feeds:
        hosts.setdefault(host_of(feed.url), []).append(feed)
    return list(hosts.values())
