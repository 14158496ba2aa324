"""Searchers that hang, refuse, answer rubbish or lie, beside two that work, over real HTTP."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from backend.checking.pipeline import Limits, Pipeline
from backend.checking.ports import Searcher
from backend.domain import Note, Query, Searched, SearchStatus, UnreadReason, Verdict
from backend.errors import SearchFailed
from backend.judges.lexical import LexicalJudge
from backend.reading.fetcher import Fetcher, FetchLimits
from backend.reading.politeness import Politeness
from backend.reading.reader import WebReader, make_robots
from backend.reading.turns import OwnTurns, Turns
from backend.searchers.brave_news import BraveNews
from backend.searchers.gdelt import Gdelt
from backend.searchers.given import GivenReports
from backend.searchers.newsapi import NewsApi
from backend.searchers.searxng import Searxng
from backend.searchers.wikipedia import Wikipedia
from tests.factories import a_highlight, a_report
from tests.fakes import Told, the_time

CLAIM = "North Korea sent 10,000 troops to Russia."
SEARCH_BY = 1.0
READ_BY = 4.0
ARTICLE = f"""<!doctype html><html lang="en"><head><title>Troops arrive in Kursk</title></head>
<body><article><h1>Troops arrive in Kursk</h1>
<p>Seoul's spy agency said on Friday that North Korea sent 10,000 troops to Russia.</p>
{"<p>The soldiers had been seen at a training ground by several people who live near.</p>" * 6}
</article></body></html>"""


@pytest.fixture
def never() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


@pytest.fixture
def outlet() -> Iterator[HTTPServer]:
    with HTTPServer(threaded=True) as server:
        server.expect_request("/robots.txt").respond_with_data("", 404)
        server.expect_request("/article").respond_with_data(ARTICLE, content_type="text/html")
        yield server


@pytest.fixture
def world(never: threading.Event, outlet: HTTPServer) -> Iterator[HTTPServer]:
    """A server that is several providers, each under a path of its own."""

    def hang(_: Request) -> Response:
        never.wait(30)
        return Response()

    with HTTPServer(threaded=True) as server:
        server.expect_request("/hangs").respond_with_handler(hang)
        slow_down = {"Retry-After": "60"}
        server.expect_request("/refuses").respond_with_data("no", 429, headers=slow_down)
        server.expect_request("/babbles").respond_with_data("<html>Sign in", 200)
        results = [{"url": outlet.url_for("/article"), "title": "Troops arrive"}]
        server.expect_request("/search").respond_with_json({"results": results})
        yield server
        never.set()


def fetcher(*, allow_loopback: bool = True, turns: Turns | None = None) -> Fetcher:
    limits = FetchLimits(total_seconds=30, allow_loopback=allow_loopback, at_once_a_host=16)
    return Fetcher(limits, Politeness(interval=0, turns=turns or OwnTurns()))


def checked(searchers: list[Searcher], by: Fetcher) -> tuple[Note, Told]:
    told = Told()
    limits = Limits(search_by=SEARCH_BY, read_by=READ_BY)
    reader = WebReader(by, make_robots(by))
    pipeline = Pipeline(searchers, reader, LexicalJudge(), the_time, limits)
    return pipeline.check(a_highlight(CLAIM), told), told


def test_three_of_five_searchers_fail_and_the_note_comes_in_time_and_names_them(
    world: HTTPServer, outlet: HTTPServer
) -> None:
    by = fetcher()
    held = a_report(f"NATO said that {CLAIM}", "http://held.test/1")
    searchers: list[Searcher] = [
        # By another name, as its long interval is not the other providers'.
        Gdelt(by, f"http://127.0.0.1:{world.port}/hangs"),
        BraveNews(by, "key", url=world.url_for("/refuses")),
        NewsApi(by, "key", url=world.url_for("/babbles")),
        Searxng(lambda: by, world.url_for("").rstrip("/")),
        GivenReports([held]),
    ]
    begun = time.monotonic()
    note, told = checked(searchers, by)
    assert time.monotonic() - begun < READ_BY + 1  # the deadline is what is promised, not a speed
    assert set(note.searched) == {
        Searched("gdelt", SearchStatus.TIMED_OUT),
        Searched("brave_news", SearchStatus.RATE_LIMITED),
        Searched("newsapi", SearchStatus.FAILED),
        Searched("searxng", SearchStatus.ANSWERED, 1),
        Searched("given reports", SearchStatus.ANSWERED, 1),
    }
    assert {row.passage.report.url for row in note.evidence} == {
        "http://held.test/1",
        outlet.url_for("/article"),
    }
    assert note.verdict is Verdict.CORROBORATED
    assert told.kinds.count("searched") == 5


def test_a_provider_that_told_one_process_to_come_later_is_asked_by_no_other(
    world: HTTPServer,
) -> None:
    turns, url = OwnTurns(), world.url_for("/refuses")
    processes = [BraveNews(fetcher(turns=turns), "key", url=url) for _ in range(3)]
    for process in processes:
        with pytest.raises(SearchFailed) as caught:
            process.search(Query(CLAIM, short=CLAIM), 5)
        assert caught.value.status == "rate_limited"
    assert len(world.log) == 1


def test_where_every_searcher_fails_the_note_says_that_no_search_could_be_made(
    world: HTTPServer,
) -> None:
    by = fetcher()
    note, _ = checked(
        [
            BraveNews(by, "key", url=world.url_for("/refuses")),
            Wikipedia(by, base=world.url_for("/babbles")),
        ],
        by,
    )
    assert note.verdict is Verdict.INSUFFICIENT
    assert note.summary.startswith("This was not checked: no search could be made")


@pytest.mark.parametrize(
    "link",
    [
        "http://127.0.0.1:{port}/secret",
        "http://localhost:{port}/secret",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]:{port}/secret",
        "http://2130706433/",
    ],
)
def test_a_hit_that_leads_into_a_private_network_is_refused_when_it_is_read(
    link: str, world: HTTPServer
) -> None:
    url = link.format(port=world.port)
    hits = {"results": [{"url": url, "title": "Read me", "meta_url": {}}]}
    world.expect_request("/lies").respond_with_json(hits)
    liar = BraveNews(fetcher(), "key", url=world.url_for("/lies"))
    note, _ = checked([liar], fetcher(allow_loopback=False))
    assert [row.url for row in note.unread] == [url]
    assert note.unread[0].reason in {
        UnreadReason.FORBIDDEN_ADDRESS,
        UnreadReason.NO_WEB_ADDRESS,
    }
    assert not any("secret" in request.path for request, _ in world.log)


def test_a_hit_is_not_believed_to_be_who_it_says_it_is(
    world: HTTPServer, outlet: HTTPServer
) -> None:
    article = {"url": outlet.url_for("/article"), "title": "x", "source": {"name": "Reuters"}}
    world.expect_request("/lies").respond_with_json({"status": "ok", "articles": [article]})
    by = fetcher()
    note, _ = checked([NewsApi(by, "key", url=world.url_for("/lies"))], by)
    [row] = note.evidence
    assert row.passage.report.outlet.name == f"localhost:{outlet.port}"
