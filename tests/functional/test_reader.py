"""Reading pages over HTTP: robots.txt, politeness, redirects, extraction."""

from __future__ import annotations

import pytest
from pytest_httpserver import HTTPServer

from backend.domain import UnreadReason
from backend.errors import Unreadable
from backend.reading.fetcher import Fetcher, FetchLimits
from backend.reading.politeness import Politeness
from backend.reading.reader import WebReader, make_robots
from backend.reading.turns import OwnTurns
from tests.unit.reading.fake_time import FakeTime
from tests.unit.reading.pages import SENTENCES, page

HTML = "text/html; charset=utf-8"


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def reader(waits: list[float]) -> WebReader:
    politeness = Politeness(interval=1.0, sleep=waits.append)
    fetcher = Fetcher(FetchLimits(total_seconds=5, allow_loopback=True), politeness)
    return WebReader(fetcher, make_robots(fetcher))


def reason_of(reader: WebReader, url: str) -> UnreadReason:
    with pytest.raises(Unreadable) as caught:
        reader.read(url)
    return caught.value.reason


def allow_everything(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow:\n")


def test_an_article_is_read(reader: WebReader, httpserver: HTTPServer) -> None:
    allow_everything(httpserver)
    httpserver.expect_request("/dam").respond_with_data(page(), content_type=HTML)
    report = reader.read(httpserver.url_for("/dam"))
    assert all(sentence in report.text for sentence in SENTENCES)
    assert report.outlet.domain == f"localhost:{httpserver.port}"


def test_the_report_is_known_by_the_address_after_redirects(
    reader: WebReader, httpserver: HTTPServer
) -> None:
    allow_everything(httpserver)
    httpserver.expect_request("/dam").respond_with_data(page(), content_type=HTML)
    httpserver.expect_request("/go").respond_with_data(status=302, headers={"Location": "/dam"})
    assert reader.read(httpserver.url_for("/go")).url == httpserver.url_for("/dam")


def test_a_page_that_robots_txt_forbids_is_not_asked_for(
    reader: WebReader, httpserver: HTTPServer
) -> None:
    rules = "User-agent: SecondSource\nDisallow: /dam\n"
    httpserver.expect_request("/robots.txt").respond_with_data(rules)
    assert reason_of(reader, httpserver.url_for("/dam")) is UnreadReason.ROBOTS
    assert [request.path for request, _ in httpserver.log] == ["/robots.txt"]


def test_a_redirect_to_a_page_that_robots_txt_forbids_is_not_followed(
    reader: WebReader, httpserver: HTTPServer
) -> None:
    rules = "User-agent: *\nDisallow: /dam\n"
    httpserver.expect_request("/robots.txt").respond_with_data(rules)
    httpserver.expect_request("/go").respond_with_data(status=301, headers={"Location": "/dam"})
    assert reason_of(reader, httpserver.url_for("/go")) is UnreadReason.ROBOTS
    assert [request.path for request, _ in httpserver.log] == ["/robots.txt", "/go"]


def test_a_site_whose_robots_txt_is_broken_is_left_alone(
    reader: WebReader, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data(status=500)
    assert reason_of(reader, httpserver.url_for("/dam")) is UnreadReason.SERVER_ERROR
    assert [request.path for request, _ in httpserver.log] == ["/robots.txt"]


def test_two_pages_of_one_site_keep_their_distance(
    reader: WebReader, httpserver: HTTPServer, waits: list[float]
) -> None:
    rules = "User-agent: *\nCrawl-delay: 3\n"
    httpserver.expect_request("/robots.txt").respond_with_data(rules)
    httpserver.expect_request("/dam").respond_with_data(page(), content_type=HTML)
    reader.read(httpserver.url_for("/dam"))
    reader.read(httpserver.url_for("/dam"))
    assert len(waits) == 1
    assert 2 < waits[0] <= 3


def test_a_page_without_an_article_is_told_as_such(
    reader: WebReader, httpserver: HTTPServer
) -> None:
    allow_everything(httpserver)
    httpserver.expect_request("/dam").respond_with_data("<p>Soon.</p>", content_type=HTML)
    assert reason_of(reader, httpserver.url_for("/dam")) is UnreadReason.NOT_AN_ARTICLE


def test_an_address_that_is_none_is_told_as_unread(reader: WebReader) -> None:
    assert reason_of(reader, "not an address") is UnreadReason.NO_WEB_ADDRESS


def test_a_patient_reader_waits_longer_than_a_fetch_may_take(httpserver: HTTPServer) -> None:
    rules = "User-agent: *\nCrawl-delay: 9\n"
    httpserver.expect_request("/robots.txt").respond_with_data(rules)
    httpserver.expect_request("/dam").respond_with_data(page(), content_type=HTML)
    time = FakeTime()
    politeness = Politeness(turns=OwnTurns(time.clock), sleep=time.sleep)
    fetcher = Fetcher(FetchLimits(total_seconds=5, allow_loopback=True), politeness)
    robots = make_robots(fetcher)
    patient, hurried = WebReader(fetcher, robots, patience=60), WebReader(fetcher, robots)
    patient.read(httpserver.url_for("/dam"))
    assert reason_of(hurried, httpserver.url_for("/dam")) is UnreadReason.TIMED_OUT
    patient.read(httpserver.url_for("/dam"))
    assert time.slept == [9]
