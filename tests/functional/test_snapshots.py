"""Pages that are gone, read from a local server that speaks the Internet Archive's formats."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from threading import Barrier, BrokenBarrierError, Lock, Thread

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from backend.domain import Snapshot, UnreadReason
from backend.errors import Unreadable
from backend.reading.extraction import extract
from backend.reading.fetcher import Fetcher, FetchLimits
from backend.reading.politeness import Politeness
from backend.reading.reader import WebReader, make_robots
from backend.reading.snapshots import AT_ONCE, Snapshots, newest_snapshot
from tests.unit.reading.pages import SENTENCES, page

HTML = "text/html; charset=utf-8"
STAMP = "20240503101112"
TAKEN = datetime(2024, 5, 3, 10, 11, 12, tzinfo=UTC)


@pytest.fixture
def archive() -> Iterator[HTTPServer]:
    server = HTTPServer()
    server.start()
    server.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow:\n")
    yield server
    server.stop()


@pytest.fixture
def reader(archive: HTTPServer) -> WebReader:
    return reader_with(archive.url_for("").rstrip("/"))


def reader_with(base: str) -> WebReader:
    limits = FetchLimits(total_seconds=5, allow_loopback=True, at_once_a_host=16)
    fetcher = Fetcher(limits, Politeness(interval=0))
    robots = make_robots(fetcher)
    return WebReader(fetcher, robots, snapshots=Snapshots(fetcher, robots.check, extract, base))


def answer(archive: HTTPServer, page_url: str, **changes: str) -> dict[str, object]:
    """What the availability API says of a page of which there is a snapshot."""
    closest = {
        "status": "200",
        "available": True,
        "url": archive.url_for(f"/web/{STAMP}/{page_url}"),
        "timestamp": STAMP,
        **changes,
    }
    return {"url": page_url, "archived_snapshots": {"closest": closest}}


def keep(archive: HTTPServer, page_url: str, html: str, **changes: str) -> None:
    archive.expect_request("/wayback/available", query_string={"url": page_url}).respond_with_json(
        answer(archive, page_url, **changes)
    )
    archive.expect_request(f"/web/{STAMP}id_/{page_url}").respond_with_data(html, content_type=HTML)


def reason_of(reader: WebReader, url: str) -> UnreadReason:
    with pytest.raises(Unreadable) as caught:
        reader.read(url)
    return caught.value.reason


def gone(httpserver: HTTPServer, status: int = 404) -> str:
    httpserver.expect_request("/robots.txt").respond_with_data("")
    httpserver.expect_request("/dam").respond_with_data("Gone.", status=status)
    return httpserver.url_for("/dam")


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_is_read_as_it_was(
    reader: WebReader, httpserver: HTTPServer, archive: HTTPServer, status: int
) -> None:
    url = gone(httpserver, status)
    keep(archive, url, page())
    report = reader.read(url)
    assert report.url == url
    assert report.snapshot == Snapshot(archive.url_for(f"/web/{STAMP}/{url}"), TAKEN)
    assert report.outlet.domain == f"localhost:{httpserver.port}"
    assert all(sentence in report.text for sentence in SENTENCES)


def test_a_page_that_says_it_is_gone_with_status_200_is_read_as_it_was(
    reader: WebReader, httpserver: HTTPServer, archive: HTTPServer
) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("")
    html = page(title="Page not found", body="<h1>Page not found</h1>")
    httpserver.expect_request("/dam").respond_with_data(html, content_type=HTML)
    url = httpserver.url_for("/dam")
    keep(archive, url, page())
    assert reader.read(url).snapshot


def test_a_site_that_is_gone_is_read_as_it_was(reader: WebReader, archive: HTTPServer) -> None:
    with HTTPServer() as server:
        url = server.url_for("/dam")
    keep(archive, url, page())
    assert reader.read(url).snapshot


def test_a_page_that_is_there_is_not_asked_for(
    reader: WebReader, httpserver: HTTPServer, archive: HTTPServer
) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("")
    httpserver.expect_request("/dam").respond_with_data(page(), content_type=HTML)
    assert reader.read(httpserver.url_for("/dam")).snapshot is None
    assert not archive.log


def test_a_page_that_its_site_refuses_is_not_asked_for(
    reader: WebReader, httpserver: HTTPServer, archive: HTTPServer
) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /\n")
    assert reason_of(reader, httpserver.url_for("/dam")) is UnreadReason.ROBOTS
    assert not archive.log


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, {"archived_snapshots": {}}),
        (200, {}),
        (200, [1]),
        (429, {"archived_snapshots": {}}),
        (503, {}),
    ],
)
def test_without_a_snapshot_the_page_is_gone(
    reader: WebReader, httpserver: HTTPServer, archive: HTTPServer, status: int, body: object
) -> None:
    url = gone(httpserver)
    archive.expect_request("/wayback/available").respond_with_json(body, status=status)
    assert reason_of(reader, url) is UnreadReason.GONE


def test_an_archive_that_does_not_answer_costs_no_more_than_its_snapshot(
    httpserver: HTTPServer,
) -> None:
    with HTTPServer() as server:
        base = server.url_for("").rstrip("/")
    assert reason_of(reader_with(base), gone(httpserver)) is UnreadReason.GONE


def test_a_snapshot_that_holds_no_article_is_none(
    reader: WebReader, httpserver: HTTPServer, archive: HTTPServer
) -> None:
    url = gone(httpserver)
    keep(archive, url, page(title="404", body="<p>Gone.</p>"))
    assert reason_of(reader, url) is UnreadReason.GONE


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "404"},
        {"url": "https://evil.example/web/20240503101112/x"},
        {"url": "file:///etc/passwd"},
        {"timestamp": "yesterday"},
    ],
)
def test_a_snapshot_that_is_none_is_not_fetched(
    reader: WebReader, httpserver: HTTPServer, archive: HTTPServer, changes: dict[str, str]
) -> None:
    url = gone(httpserver)
    keep(archive, url, page(), **changes)
    assert reason_of(reader, url) is UnreadReason.GONE
    assert {request.path for request, _ in archive.log} <= {"/wayback/available"}


def test_an_archive_that_forbids_programs_is_left_alone(
    reader: WebReader, httpserver: HTTPServer, archive: HTTPServer
) -> None:
    archive.clear()
    archive.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /web/\n")
    url = gone(httpserver)
    keep(archive, url, page())
    assert reason_of(reader, url) is UnreadReason.GONE


def test_few_snapshots_are_read_side_by_side(
    reader: WebReader, httpserver: HTTPServer, archive: HTTPServer
) -> None:
    together = Barrier(AT_ONCE + 1)
    lock, under_way, most = Lock(), [0], [0]

    def available(request: Request) -> Response:
        del request
        with lock:
            under_way[0] += 1
            most[0] = max(most[0], under_way[0])
        try:
            # More than may come would open it.
            together.wait(timeout=0.2)
        except BrokenBarrierError:
            together.reset()
        with lock:
            under_way[0] -= 1
        return Response(json.dumps({}), content_type="application/json")

    archive.expect_request("/wayback/available").respond_with_handler(available)
    url = gone(httpserver)
    threads = [Thread(target=reason_of, args=(reader, url)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 1 <= most[0] <= AT_ONCE


def test_what_the_archive_still_calls_http_is_read_over_https() -> None:
    closest = {"status": "200", "url": f"http://web.archive.org/web/{STAMP}/http://a.example/x"}
    body = json.dumps({"archived_snapshots": {"closest": {**closest, "timestamp": STAMP}}})
    found = newest_snapshot(body.encode(), "https://archive.org")
    assert found == Snapshot(f"https://web.archive.org/web/{STAMP}/http://a.example/x", TAKEN)
