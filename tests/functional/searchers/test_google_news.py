from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pytest_httpserver import HTTPServer

from backend.domain import Query
from backend.errors import SearchFailed
from backend.reading.fetcher import Fetcher, FetchLimits
from backend.reading.politeness import Politeness
from tests.functional.searchers.providers import QUERY, make_google_news

FEED = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>
<title>"troops" - Google News</title><link>https://news.google.com/search</link>
<item><title>Soldiers arrive - again - The Courier</title>
<link>https://news.google.com/rss/articles/CBMiAB?oc=5</link><guid isPermaLink="false">CBMiAB</guid>
<pubDate>Wed, 23 Oct 2024 03:15:00 GMT</pubDate>
<source url="https://courier.test">The Courier</source></item>
<item><title>Bad</title><link>javascript:alert(1)</link></item></channel></rss>"""


@pytest.fixture
def fetcher() -> Fetcher:
    limits = FetchLimits(total_seconds=5.0, allow_loopback=True)
    return Fetcher(limits, Politeness(interval=0))


def test_the_feed_gives_hits_with_their_outlet(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    httpserver.expect_request("/search").respond_with_data(FEED, content_type="application/xml")
    [hit] = make_google_news(fetcher, httpserver.url_for("/search")).search(QUERY, 5)
    assert hit.title == "Soldiers arrive - again"
    assert hit.outlet.name == "The Courier"
    assert hit.published == datetime(2024, 10, 23, 3, 15, tzinfo=UTC)
    [(request, _)] = httpserver.log
    assert request.args["q"] == f"{QUERY.short} after:2024-10-20 before:2024-11-03"
    assert request.args["ceid"] == "US:en"


@pytest.mark.parametrize(
    ("status", "row"), [(429, "rate_limited"), (503, "failed"), (403, "failed"), (200, "failed")]
)
def test_what_is_no_feed_is_a_failure(
    status: int, row: str, httpserver: HTTPServer, fetcher: Fetcher
) -> None:
    page = "<!doctype html><title>Before you continue</title>"
    httpserver.expect_request("/search").respond_with_data(page, status)
    with pytest.raises(SearchFailed) as caught:
        make_google_news(fetcher, httpserver.url_for("/search")).search(QUERY, 5)
    assert caught.value.status == row


def test_a_query_without_a_word_asks_nobody(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    searcher = make_google_news(fetcher, httpserver.url_for("/search"))
    assert list(searcher.search(Query("It was so."), 5)) == []
    assert httpserver.log == []
