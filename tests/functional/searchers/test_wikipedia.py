"""Wikipedia's API as MediaWiki answers it: leads with the search, whole texts one at a time."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from backend.domain import Outlet, Query
from backend.errors import SearchFailed
from backend.reading.deadline import Deadline
from backend.reading.fetcher import Fetcher, FetchLimits
from backend.reading.politeness import Politeness
from backend.searchers.wikipedia import AT_ONCE, WHOLE_TEXTS, Wikipedia

QUERY = Query("x", short="North Korea Russia 10,000 troops sent")


class Encyclopedia:
    """Answers searches with its articles in order, and asks for one with its whole text."""

    def __init__(self, *titles: str) -> None:
        self.titles = titles
        self.searches: list[str] = []
        self.wholes = 0
        self.only_loosely = False
        self.broken_wholes = False

    def __call__(self, request: Request) -> Response:
        if "pageids" in request.args:
            return self._whole(int(request.args["pageids"]))
        line = request.args["gsrsearch"]
        self.searches.append(line)
        if self.only_loosely and " OR " not in line:
            return _json({"batchcomplete": True})
        pages = [self._lead(number) for number in range(len(self.titles))]
        return _json({"batchcomplete": True, "query": {"pages": pages[::-1]}})

    def _lead(self, number: int) -> dict[str, Any]:
        title = self.titles[number]
        page = {"pageid": 100 + number, "ns": 0, "title": title, "index": number + 1}
        return {**page, "extract": f"{title} is a matter."}

    def _whole(self, page_id: int) -> Response:
        self.wholes += 1
        if self.broken_wholes:
            return Response("oh", 500)
        lead = self._lead(page_id - 100)
        page = {**lead, "extract": f"{lead['extract']}\n\n\nHistory\nIn 2024 troops\u200b arrived."}
        return _json({"batchcomplete": True, "query": {"pages": [page]}})


def _json(document: object) -> Response:
    return Response(json.dumps(document), content_type="application/json")


def fetcher(seconds: float = 5.0) -> Fetcher:
    limits = FetchLimits(
        total_seconds=seconds, allow_loopback=True, contact="ops@desk.test", at_once_a_host=16
    )
    return Fetcher(limits, Politeness(interval=0))


def wikipedia(server: HTTPServer, encyclopedia: Encyclopedia) -> Wikipedia:
    server.expect_request("/w/api.php").respond_with_handler(encyclopedia)
    return Wikipedia(fetcher(), base=server.url_for("").rstrip("/"))


def test_an_article_comes_with_its_text_so_that_no_page_is_fetched(httpserver: HTTPServer) -> None:
    encyclopedia = Encyclopedia("Kursk (2024)", "Kim Jong Un", "C", "D")
    hits = wikipedia(httpserver, encyclopedia).search(QUERY, 20)
    assert [hit.title for hit in hits] == ["Kursk (2024)", "Kim Jong Un", "C", "D"]
    first, last = hits[0].report, hits[3].report
    assert first is not None
    assert last is not None
    assert first.url == httpserver.url_for("/wiki/Kursk_(2024)")
    assert first.outlet == Outlet("Wikipedia", "wikipedia.org")
    assert first.text == "Kursk (2024) is a matter.\nHistory\nIn 2024 troops arrived."
    assert last.text == "D is a matter."
    assert first.published is None
    assert encyclopedia.wholes == WHOLE_TEXTS


def test_the_api_is_asked_as_it_wants_to_be(httpserver: HTTPServer) -> None:
    wikipedia(httpserver, Encyclopedia("A")).search(QUERY, 20)
    request = httpserver.log[0][0]
    assert dict(request.args) == {
        "action": "query",
        "format": "json",
        "formatversion": "2",
        "generator": "search",
        "gsrsearch": "North Korea Russia 10,000 troops",
        "gsrlimit": "10",
        "prop": "extracts|pageprops",
        "ppprop": "disambiguation",
        "exintro": "1",
        "explaintext": "1",
        "exsectionformat": "plain",
        "exlimit": "max",
    }
    assert "ops@desk.test" in request.headers["User-Agent"]


def test_where_no_article_has_all_words_any_of_them_will_do(httpserver: HTTPServer) -> None:
    encyclopedia = Encyclopedia("A")
    encyclopedia.only_loosely = True
    assert len(wikipedia(httpserver, encyclopedia).search(QUERY, 20)) == 1
    assert encyclopedia.searches[1] == "North OR Korea OR Russia OR 10,000 OR troops OR sent"


def test_where_the_whole_text_cannot_be_had_the_lead_stands(httpserver: HTTPServer) -> None:
    encyclopedia = Encyclopedia("A")
    encyclopedia.broken_wholes = True
    [hit] = wikipedia(httpserver, encyclopedia).search(QUERY, 20)
    assert hit.report is not None
    assert hit.report.text == "A is a matter."


def test_a_list_of_meanings_is_no_article(httpserver: HTTPServer) -> None:
    pages = [
        {
            "pageid": 1,
            "title": "Kursk",
            "index": 1,
            "extract": "may refer to",
            "pageprops": {"disambiguation": ""},
        },
        {"pageid": 2, "title": "Empty", "index": 2, "extract": ""},
        {"pageid": 3, "title": "Missing", "index": 3, "missing": True},
        {"pageid": "4", "title": 5, "index": "x"},
    ]
    httpserver.expect_request("/w/api.php").respond_with_json({"query": {"pages": pages}})
    found = Wikipedia(fetcher(), base=httpserver.url_for("").rstrip("/")).search(QUERY, 20)
    assert list(found) == []


@pytest.mark.parametrize(
    ("code", "status"),
    [("ratelimited", "rate_limited"), ("maxlag", "rate_limited"), ("badvalue", "failed")],
)
def test_an_error_with_status_200_is_understood(
    code: str, status: str, httpserver: HTTPServer
) -> None:
    body = {"error": {"code": code, "info": "North Korea"}, "docref": "See the docs"}
    httpserver.expect_request("/w/api.php").respond_with_json(body)
    searcher = Wikipedia(fetcher(), base=httpserver.url_for("").rstrip("/"))
    with pytest.raises(SearchFailed) as caught:
        searcher.search(QUERY, 5)
    assert caught.value.status == status
    assert "Korea" not in str(caught.value)


def test_after_a_retry_after_wikipedia_is_left_alone(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/w/api.php").respond_with_data(
        "Too many", 429, headers={"Retry-After": "60"}
    )
    searcher = Wikipedia(fetcher(), base=httpserver.url_for("").rstrip("/"))
    for _ in range(3):
        with pytest.raises(SearchFailed) as caught:
            searcher.search(QUERY, 5)
        assert caught.value.status == "rate_limited"
    assert len(httpserver.log) == 1


class Crowd:
    """Holds every request until it is let go, and counts how many were there at once."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.arrived = threading.Semaphore(0)
        self.let_go = threading.Event()
        self.now = self.most = 0

    def __call__(self, _: Request) -> Response:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        self.arrived.release()
        self.let_go.wait(10)
        with self.lock:
            self.now -= 1
        return _json({"batchcomplete": True})


def test_no_more_than_three_requests_run_at_once() -> None:
    crowd = Crowd()
    with HTTPServer(threaded=True) as server, ThreadPoolExecutor(8) as pool:
        server.expect_request("/w/api.php").respond_with_handler(crowd)
        searcher = Wikipedia(fetcher(10), base=server.url_for("").rstrip("/"))
        asking = [pool.submit(searcher.search, Query("x", short="Kursk"), 5) for _ in range(8)]
        assert all(crowd.arrived.acquire(timeout=10) for _ in range(AT_ONCE))
        crowd.let_go.set()
        assert [list(one.result(10)) for one in asking] == [[]] * 8
    assert crowd.most == AT_ONCE


def test_the_language_chooses_the_wikipedia() -> None:
    assert Wikipedia(fetcher(), "de")._api.url == "https://de.wikipedia.org/w/api.php"


def test_a_search_ends_by_its_deadline(httpserver: HTTPServer) -> None:
    never = threading.Event()

    def hang(_: Request) -> Response:
        never.wait(10)
        return Response()

    httpserver.expect_request("/w/api.php").respond_with_handler(hang)
    deadline = Deadline.within(10)
    with pytest.raises(SearchFailed) as caught:
        Wikipedia(fetcher(0.2), base=httpserver.url_for("").rstrip("/")).search(QUERY, 5)
    assert caught.value.status == "timed_out"
    assert deadline.remaining() > 0
    never.set()
