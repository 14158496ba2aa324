"""Crawling over HTTP: feeds of real servers on loopback, into each database."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from backend.archive.crawling import CrawlStep, CrawlSummary, FeedRead, PageRead, PageUnread
from backend.domain import Outlet, Query, UnreadReason
from backend.errors import BadInput
from backend.reading.fetcher import Fetcher, FetchLimits
from backend.reading.politeness import Politeness
from backend.reading.reader import WebReader, make_robots
from backend.services.crawl import MOST_AT_A_TURN, PATIENCE, Crawl
from backend.store.archive import ArchiveStore
from backend.store.engine import Sessions
from backend.store.feeds import FeedStore
from tests.unit.reading.pages import page

HTML = "text/html; charset=utf-8"
DEADLINE = 3.0


@dataclass
class Newsroom:
    """A site with a feed and pages, and the requests that it was sent."""

    server: HTTPServer
    entries: list[str] = field(default_factory=list)
    pages: dict[str, Response] = field(default_factory=dict)
    etag: str = '"1"'
    feed_status: int = 200
    updated: str = "2026-11-22T08:00:00Z"
    before: Callable[[str], object] = str

    def __post_init__(self) -> None:
        self.server.expect_request("/robots.txt").respond_with_data("", status=404)
        self.server.expect_request("/feed").respond_with_handler(self._feed)
        self.server.expect_request("").respond_with_handler(self._page)

    @property
    def feed(self) -> str:
        return self.server.url_for("/feed")

    def url(self, path: str) -> str:
        return self.server.url_for(path)

    def publish(self, path: str, html: str | None = None, status: int = 200) -> None:
        self.entries.append(path)
        body = page() if html is None else html
        self.pages[path] = Response(body, status, content_type=HTML)

    def asked(self) -> Counter[str]:
        return Counter(request.path for request, _ in self.server.log)

    def _feed(self, request: Request) -> Response:
        if self.feed_status != 200:
            return Response("", self.feed_status)
        if request.headers.get("If-None-Match") == self.etag:
            return Response("", 304, headers={"ETag": self.etag})
        items = "".join(
            f"<item><title>Entry {path}</title><link>{path}</link>"
            f"<description>A summary of {path[1:]} in the feed</description>"
            f"<atom:updated>{self.updated}</atom:updated></item>"
            for path in self.entries
        )
        atom = 'xmlns:atom="http://www.w3.org/2005/Atom"'
        rss = f'<rss version="2.0" {atom}><channel><title>News</title>{items}</channel></rss>'
        return Response(rss, content_type="application/rss+xml", headers={"ETag": self.etag})

    def _page(self, request: Request) -> Response:
        self.before(request.path)
        return self.pages.get(request.path, Response("", 404))


@dataclass
class Crawling:
    """A crawl, its archive, its time and what it tells."""

    crawl: Crawl
    archive: ArchiveStore
    now: list[datetime]
    told: list[CrawlStep] = field(default_factory=list)

    def run(self) -> CrawlSummary:
        self.told.clear()
        return self.crawl.run(self.told.append)

    def find(self, *terms: str) -> dict[str, bool]:
        """The addresses found, each with whether its text is held."""
        hits = self.archive.search(Query("", terms=terms), 20)
        return {hit.url: hit.report is not None for hit in hits}


@pytest.fixture
def crawling(sessions: Sessions) -> Crawling:
    now = [datetime(2026, 11, 22, 9, 0, tzinfo=UTC)]
    limits = FetchLimits(total_seconds=DEADLINE, allow_loopback=True)
    fetcher = Fetcher(limits, Politeness(interval=0))
    robots = make_robots(fetcher)
    reader = WebReader(fetcher, robots, PATIENCE)
    archive, feeds = ArchiveStore(sessions), FeedStore(sessions)
    crawl = Crawl(archive, feeds, fetcher, robots, reader=reader, clock=lambda: now[0])
    return Crawling(crawl, archive, now)


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with HTTPServer(threaded=True) as server:
        yield Newsroom(server)


@pytest.fixture
def other_newsroom() -> Iterator[Newsroom]:
    with HTTPServer(threaded=True) as server:
        yield Newsroom(server)


def test_a_feeds_pages_are_read_into_the_archive(crawling: Crawling, newsroom: Newsroom) -> None:
    newsroom.publish("/dam")
    crawling.crawl.add_feeds([newsroom.feed])
    assert crawling.run() == CrawlSummary(feeds=1, read=1)
    assert crawling.told == [
        PageRead(newsroom.url("/dam"), "Dam gates opened"),
        FeedRead(newsroom.feed, "News"),
    ]
    assert crawling.find("marrow", "gates") == {newsroom.url("/dam"): True}


def test_a_page_that_cannot_be_read_is_kept_with_what_its_feed_says(
    crawling: Crawling, newsroom: Newsroom
) -> None:
    newsroom.publish("/closed", status=403)
    crawling.crawl.add_feeds([newsroom.feed])
    assert crawling.run() == CrawlSummary(feeds=1, unread=1)
    url = newsroom.url("/closed")
    assert crawling.told[0] == PageUnread(url, "Entry /closed", UnreadReason.REFUSED.words)
    assert crawling.find("summary", "closed") == {url: False}
    (hit,) = crawling.archive.search(Query("", terms=("closed",)), 1)
    assert hit.outlet == Outlet("News", f"localhost:{newsroom.server.port}")


def test_a_feed_lends_its_name_to_no_other_outlet(
    crawling: Crawling, newsroom: Newsroom, other_newsroom: Newsroom
) -> None:
    newsroom.entries.append(other_newsroom.url("/closed"))
    crawling.crawl.add_feeds([newsroom.feed])
    crawling.run()
    (hit,) = crawling.archive.search(Query("", terms=("summary",)), 1)
    assert hit.outlet.name == f"localhost:{other_newsroom.server.port}"


def test_an_unchanged_feed_costs_one_request(crawling: Crawling, newsroom: Newsroom) -> None:
    newsroom.publish("/dam")
    crawling.crawl.add_feeds([newsroom.feed])
    crawling.run()
    newsroom.server.clear_log()
    assert crawling.run() == CrawlSummary(feeds=1)
    assert newsroom.asked() == {"/feed": 1}
    assert crawling.crawl.feeds()[0].title == "News"


def test_a_page_that_is_held_is_not_asked_for_again(crawling: Crawling, newsroom: Newsroom) -> None:
    newsroom.publish("/dam")
    crawling.crawl.add_feeds([newsroom.feed])
    crawling.run()
    newsroom.publish("/flood")
    newsroom.etag = '"2"'
    newsroom.server.clear_log()
    assert crawling.run() == CrawlSummary(feeds=1, read=1)
    assert newsroom.asked() == {"/feed": 1, "/flood": 1}


def test_a_page_held_under_its_canonical_address_is_not_asked_for_again(
    crawling: Crawling, newsroom: Newsroom
) -> None:
    newsroom.publish("/dam?from=feed", "")
    newsroom.pages["/dam"] = Response(
        page(head='<link rel="canonical" href="/dam">'), content_type=HTML
    )
    crawling.crawl.add_feeds([newsroom.feed])
    crawling.run()
    assert crawling.find("marrow") == {newsroom.url("/dam"): True}
    newsroom.etag = '"2"'
    newsroom.server.clear_log()
    crawling.run()
    assert newsroom.asked() == {"/feed": 1}


def test_what_may_have_passed_is_tried_again_though_the_feed_is_unchanged(
    crawling: Crawling, newsroom: Newsroom
) -> None:
    newsroom.publish("/dam", status=503)
    crawling.crawl.add_feeds([newsroom.feed])
    assert crawling.run().unread == 1
    newsroom.pages["/dam"] = Response(page(), content_type=HTML)
    assert crawling.run().read == 1
    assert crawling.find("marrow") == {newsroom.url("/dam"): True}


def test_a_page_that_is_closed_is_left_alone_for_a_day(
    crawling: Crawling, newsroom: Newsroom
) -> None:
    newsroom.publish("/closed", status=402)
    crawling.crawl.add_feeds([newsroom.feed])
    crawling.run()
    newsroom.etag = '"2"'
    assert crawling.run() == CrawlSummary(feeds=1)
    crawling.now[0] += timedelta(days=1, seconds=1)
    newsroom.etag = '"3"'
    assert crawling.run() == CrawlSummary(feeds=1, unread=1)


def test_a_page_that_hangs_is_left_at_the_deadline_and_the_rest_is_read(
    crawling: Crawling, newsroom: Newsroom
) -> None:
    newsroom.publish("/slow")
    newsroom.publish("/dam")
    released = threading.Event()
    newsroom.before = lambda path: path == "/slow" and released.wait(10)
    crawling.crawl.add_feeds([newsroom.feed])
    try:
        assert crawling.run() == CrawlSummary(feeds=1, read=1, unread=1)
    finally:
        released.set()
    slow = PageUnread(newsroom.url("/slow"), "Entry /slow", UnreadReason.TIMED_OUT.words)
    assert crawling.told[0] == slow


@pytest.mark.parametrize("status", [404, 500])
def test_a_feed_that_fails_costs_only_itself(
    crawling: Crawling, newsroom: Newsroom, other_newsroom: Newsroom, status: int
) -> None:
    newsroom.feed_status = status
    other_newsroom.publish("/dam")
    crawling.crawl.add_feeds([newsroom.feed, other_newsroom.feed])
    assert crawling.run() == CrawlSummary(feeds=2, failing_feeds=1, read=1)
    (failed,) = [step for step in crawling.told if isinstance(step, FeedRead) and step.error]
    assert failed.url == newsroom.feed
    (failing,) = crawling.archive.stats().failing
    assert (failing.url, failing.since) == (newsroom.feed, crawling.now[0])


def test_a_feed_that_is_none_says_so(crawling: Crawling, newsroom: Newsroom) -> None:
    newsroom.publish("/dam")
    crawling.crawl.add_feeds([newsroom.url("/dam")])
    assert crawling.run() == CrawlSummary(feeds=1, failing_feeds=1)
    (step,) = crawling.told
    assert isinstance(step, FeedRead)
    assert "no RSS or Atom feed" in step.error


def test_hosts_are_asked_side_by_side(
    crawling: Crawling, newsroom: Newsroom, other_newsroom: Newsroom
) -> None:
    both = threading.Barrier(2, timeout=5)
    for room in (newsroom, other_newsroom):
        room.publish("/dam")
        room.before = lambda path: both.wait()  # noqa: ARG005 - every page waits for the other's
    crawling.crawl.add_feeds([newsroom.feed, other_newsroom.feed])
    assert crawling.run() == CrawlSummary(feeds=2, read=2)


def test_feeds_of_one_host_are_asked_one_after_the_other(
    crawling: Crawling, newsroom: Newsroom
) -> None:
    at_once, most = [0], [0]
    lock = threading.Lock()

    def count(path: str) -> None:
        del path
        with lock:
            at_once[0] += 1
            most[0] = max(most[0], at_once[0])
        # Long enough for another request to come in, if one were sent.
        threading.Event().wait(0.05)
        with lock:
            at_once[0] -= 1

    for number in range(4):
        newsroom.publish(f"/page{number}")
    newsroom.before = count
    crawling.crawl.add_feeds([f"{newsroom.feed}?section={number}" for number in range(4)])
    assert crawling.run() == CrawlSummary(feeds=4, read=4)
    assert most == [1]


def test_a_crawl_that_is_left_stops_reading(crawling: Crawling, newsroom: Newsroom) -> None:
    for number in range(50):
        newsroom.publish(f"/page{number}")
    crawling.crawl.add_feeds([newsroom.feed])

    def leave(step: CrawlStep) -> None:
        raise KeyboardInterrupt(step)

    with pytest.raises(KeyboardInterrupt):
        crawling.crawl.run(leave)
    assert sum(newsroom.asked().values()) < 20


def test_an_address_that_is_none_is_refused_as_a_feed(crawling: Crawling) -> None:
    for address in ("paper.example/feed", "ftp://paper.example/feed", "http://", ""):
        with pytest.raises(BadInput, match="no http or https address"):
            crawling.crawl.add_feeds([address])
    assert crawling.crawl.feeds() == []


def test_a_page_that_its_feed_says_was_edited_is_read_again(
    crawling: Crawling, newsroom: Newsroom
) -> None:
    newsroom.publish("/dam")
    crawling.crawl.add_feeds([newsroom.feed])
    crawling.run()
    crawling.now[0] += timedelta(hours=2)
    newsroom.updated = "2026-11-22T10:00:00Z"
    for etag, reads in (('"2"', 1), ('"3"', 0)):
        edited = page().replace("Marrow", "Morrow")
        newsroom.pages["/dam"] = Response(edited, content_type=HTML)
        newsroom.etag = etag
        assert crawling.run().read == reads
    first, second = crawling.archive.versions(newsroom.url("/dam"))
    assert "Marrow" in first.text
    assert "Morrow" in second.text
    assert second.seen_at == crawling.now[0]


def test_a_long_feed_leaves_the_rest_for_the_next_crawl(
    crawling: Crawling, newsroom: Newsroom
) -> None:
    for number in range(MOST_AT_A_TURN + 3):
        newsroom.publish(f"/page{number}")
    crawling.crawl.add_feeds([newsroom.feed])
    assert crawling.run().read == MOST_AT_A_TURN
    assert crawling.run().read == 3
    assert crawling.run() == CrawlSummary(feeds=1)


def test_tracking_parameters_make_no_second_report(crawling: Crawling, newsroom: Newsroom) -> None:
    newsroom.publish("/dam", "")
    newsroom.pages["/dam"] = Response(page(), content_type=HTML)
    newsroom.entries = ["/dam?utm_source=rss", "/dam?utm_source=front&utm_medium=x"]
    crawling.crawl.add_feeds([newsroom.feed])
    assert crawling.run().read == 1
    assert crawling.find("marrow") == {newsroom.url("/dam"): True}
