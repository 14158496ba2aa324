"""Crawling on a schedule, by one process at a time, on each database."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from backend.archive.schedule import FIRST, LATEST
from backend.errors import LeaseLost
from backend.jobs.loops import LoopThread
from backend.reading.fetcher import Fetcher, FetchLimits
from backend.reading.politeness import Politeness
from backend.reading.reader import WebReader, make_robots
from backend.services import scheduler as scheduling
from backend.services.crawl import PATIENCE, Crawl
from backend.services.retention import Retention
from backend.services.scheduler import Scheduler
from backend.store.archive import ArchiveStore
from backend.store.engine import Sessions
from backend.store.feeds import FeedStore, KnownFeed
from backend.store.job_leases import JobLeases
from backend.store.retention import RetentionStore
from tests.fakes import FakeClock, until
from tests.unit.reading.pages import page


class Paper:
    """A site with one page and a feed, which waits before it answers where it is told to."""

    def __init__(self, server: HTTPServer) -> None:
        self.server = server
        self.status, self.more = 200, dict[str, str]()
        self.entries = ["/dam"]
        self.asked = threading.Event()
        self.go_on = threading.Event()
        self.go_on.set()
        server.expect_request("/robots.txt").respond_with_data("", status=404)
        server.expect_request("/feed").respond_with_handler(self._feed)
        body = page()
        server.expect_request("").respond_with_data(body, content_type="text/html")

    @property
    def feed(self) -> str:
        return self.server.url_for("/feed")

    def times_asked(self) -> int:
        return sum(request.path == "/feed" for request, _ in self.server.log)

    def _feed(self, request: Request) -> Response:
        del request
        self.asked.set()
        self.go_on.wait(20)
        items = "".join(f"<item><link>{path}</link></item>" for path in self.entries)
        rss = f"<rss version='2.0'><channel><title>News</title>{items}</channel></rss>"
        return Response(rss, self.status, self.more, content_type="application/rss+xml")


@pytest.fixture
def paper() -> Iterator[Paper]:
    with HTTPServer(threaded=True) as server:
        made = Paper(server)
        yield made
        made.go_on.set()


class Process:
    """What one process has of its own, over a database that several share."""

    def __init__(
        self,
        sessions: Sessions,
        clock: FakeClock,
        owner: str = "one",
        starter: Sequence[KnownFeed] = (),
        keep_days: int = 0,
    ) -> None:
        fetcher = Fetcher(
            FetchLimits(total_seconds=20, allow_loopback=True), Politeness(interval=0)
        )
        robots = make_robots(fetcher)
        self.archive, self.feeds = ArchiveStore(sessions), FeedStore(sessions)
        reader = WebReader(fetcher, robots, PATIENCE)
        crawl = Crawl(self.archive, self.feeds, fetcher, robots, reader=reader, clock=clock)
        self.leases = JobLeases(sessions)
        retention = Retention(RetentionStore(sessions), keep_days, clock)
        self.scheduler = Scheduler(
            crawl, self.feeds, self.leases, retention, clock=clock, owner=owner, starter=starter
        )

    @property
    def feed(self) -> KnownFeed:
        (feed,) = self.feeds.everything()
        return feed


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def test_an_archive_without_feeds_is_given_the_starter_list_once(
    sessions: Sessions, clock: FakeClock, paper: Paper
) -> None:
    process = Process(sessions, clock, starter=[KnownFeed(paper.feed, "Paper", country="GB")])
    summary = process.scheduler.round()
    assert summary
    assert (summary.feeds, summary.read) == (1, 1)
    assert process.feed.country == "GB"
    other = KnownFeed("https://other.example/feed")
    Process(sessions, clock, starter=[other]).scheduler.round()
    assert process.feed.url == paper.feed


def test_a_feed_is_asked_when_it_is_due_and_not_before(
    sessions: Sessions, clock: FakeClock, paper: Paper
) -> None:
    process = Process(sessions, clock)
    process.feeds.add([KnownFeed(paper.feed)])
    process.scheduler.round()
    assert process.feed.crawl_next_at == clock() + FIRST
    clock.now += FIRST - timedelta(seconds=1)
    process.scheduler.round()
    assert paper.times_asked() == 1
    clock.now += timedelta(seconds=1)
    process.scheduler.round()
    assert paper.times_asked() == 2
    assert process.feed.interval == FIRST * 1.5
    paper.entries.append("/flood")
    clock.now += FIRST * 1.5
    process.scheduler.round()
    assert process.feed.interval == FIRST * 0.75


def test_a_failing_feed_backs_off_and_recovers(
    sessions: Sessions, clock: FakeClock, paper: Paper
) -> None:
    process = Process(sessions, clock)
    process.feeds.add([KnownFeed(paper.feed)])
    paper.status = 500
    began = clock()
    for failures in (1, 2, 3):
        process.scheduler.round()
        feed = process.feed
        assert (feed.failures, feed.failing_since) == (failures, began)
        assert feed.crawl_next_at == clock() + FIRST * 2 ** (failures - 1)
        clock.now = feed.crawl_next_at
    paper.status = 200
    process.scheduler.round()
    assert (process.feed.failures, process.feed.failing_since, process.feed.error) == (
        0,
        None,
        None,
    )


def test_a_site_that_asks_for_patience_is_left_alone_as_long_as_it_says(
    sessions: Sessions, clock: FakeClock, paper: Paper
) -> None:
    process = Process(sessions, clock)
    process.feeds.add([KnownFeed(paper.feed)])
    paper.status, paper.more = 429, {"Retry-After": "172800"}
    process.scheduler.round()
    assert process.feed.crawl_next_at == clock() + timedelta(days=2)


def test_of_two_processes_one_crawls_at_a_time(
    sessions: Sessions, clock: FakeClock, paper: Paper
) -> None:
    first, second = Process(sessions, clock, "first"), Process(sessions, clock, "second")
    first.feeds.add([KnownFeed(paper.feed)])
    paper.go_on.clear()
    crawling = threading.Thread(target=first.scheduler.round)
    crawling.start()
    assert paper.asked.wait(20)
    assert second.scheduler.round() is None
    paper.go_on.set()
    crawling.join(20)
    assert second.scheduler.round() is not None
    assert paper.times_asked() == 1


def test_who_was_silent_for_too_long_stops(
    sessions: Sessions, clock: FakeClock, paper: Paper
) -> None:
    process = Process(sessions, clock, "first")
    process.feeds.add([KnownFeed(paper.feed)])
    paper.go_on.clear()
    ended: list[BaseException] = []

    def crawl() -> None:
        try:
            process.scheduler.round()
        except LeaseLost as lost:
            ended.append(lost)

    crawling = threading.Thread(target=crawl)
    crawling.start()
    assert paper.asked.wait(20)
    clock.now += scheduling.LEASE
    assert process.leases.hold("crawl", "second", clock(), scheduling.LEASE)
    paper.go_on.set()
    crawling.join(20)
    assert len(ended) == 1
    assert not process.leases.hold("crawl", "third", clock(), scheduling.LEASE)


def test_old_reports_are_pruned_once_a_day(
    sessions: Sessions, clock: FakeClock, paper: Paper
) -> None:
    process = Process(sessions, clock, keep_days=30)
    process.feeds.add([KnownFeed(paper.feed)])
    process.scheduler.round()
    assert process.archive.stats().reports == 1
    clock.now += timedelta(hours=23)
    process.scheduler.round()
    clock.now += timedelta(days=3650) + LATEST
    paper.entries.clear()
    process.scheduler.round()
    assert process.archive.stats().reports == 0


def test_a_thread_crawls_until_it_is_stopped_and_lets_the_job_go(
    sessions: Sessions, clock: FakeClock, paper: Paper
) -> None:
    process = Process(sessions, clock)
    process.feeds.add([KnownFeed(paper.feed)])
    thread = LoopThread(process.scheduler, "crawl")
    thread.start()
    until(lambda: process.archive.stats().reports == 1)
    thread.stop(grace=20)
    assert process.leases.hold("crawl", "another", clock(), scheduling.LEASE)
