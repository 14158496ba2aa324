"""What `make run` does without a key: the starter list is crawled, and a claim is asked of the
archive, Wikipedia and GDELT. The newsstand stands for the outlets, servers here for the providers.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from backend.checking.pipeline import Limits, Pipeline
from backend.checking.ports import Searcher
from backend.config import read_settings
from backend.demo.cases import load_cases
from backend.demo.newsstand import Newsstand
from backend.domain import Highlight, Page, QuoteSelector, Searched, SearchStatus, Verdict
from backend.judges.lexical import LexicalJudge
from backend.reading.fetcher import Fetcher, FetchLimits
from backend.reading.politeness import Politeness
from backend.reading.reader import WebReader, make_robots
from backend.searchers.archive import ArchiveSearcher
from backend.searchers.gdelt import Gdelt
from backend.searchers.wikipedia import Wikipedia
from backend.services.crawl import Crawl
from backend.services.retention import Retention
from backend.services.scheduler import Scheduler
from backend.store.archive import ArchiveStore
from backend.store.engine import Sessions
from backend.store.feeds import FeedStore, KnownFeed
from backend.store.job_leases import JobLeases
from backend.store.retention import RetentionStore
from tests.fakes import Told, the_time
from tests.functional.searchers.test_wikipedia import Encyclopedia

CASE = next(case for case in load_cases() if case.name == "own words, two origins")
BY_GDELT = "tervale/kazan-diary"


@pytest.fixture(scope="module")
def newsstand() -> Iterator[Newsstand]:
    with Newsstand(base_port=0) as newsstand:
        yield newsstand


@pytest.fixture
def providers(httpserver: HTTPServer, newsstand: Newsstand) -> HTTPServer:
    """Wikipedia under /w/api.php and GDELT under /gdelt, which knows one page of an outlet."""
    url = newsstand.url_of(*BY_GDELT.split("/"))
    article = {"url": url, "title": "Diary", "seendate": "20241023T120000Z", "domain": "tervale"}

    def gdelt(request: Request) -> Response:
        assert request.args["format"] == "json"
        return Response(f'{{"articles": [{_json(article)}]}}', content_type="application/json")

    httpserver.expect_request("/w/api.php").respond_with_handler(Encyclopedia("E-3 Sentry"))
    httpserver.expect_request("/gdelt").respond_with_handler(gdelt)
    return httpserver


def _json(article: dict[str, str]) -> str:
    return "{" + ", ".join(f'"{key}": "{value}"' for key, value in article.items()) + "}"


def test_without_a_key_the_archive_wikipedia_and_gdelt_are_asked() -> None:
    assert read_settings({}).searchers == ("archive", "wikipedia", "gdelt")
    assert read_settings({}).crawl
    assert read_settings({}).starter_feeds


def test_the_starter_list_is_crawled_and_a_claim_gets_a_note(
    sessions: Sessions, newsstand: Newsstand, providers: HTTPServer
) -> None:
    fetcher = Fetcher(
        FetchLimits(total_seconds=2, allow_loopback=True), Politeness(interval=0, longest_delay=0)
    )
    robots = make_robots(fetcher)
    reader = WebReader(fetcher, robots)
    archive, feeds = ArchiveStore(sessions), FeedStore(sessions)
    scheduler = Scheduler(
        Crawl(archive, feeds, fetcher, robots, reader=reader, clock=the_time),
        feeds,
        JobLeases(sessions),
        Retention(RetentionStore(sessions), 0, the_time),
        clock=the_time,
        owner="one",
        starter=[KnownFeed(url) for url in newsstand.feed_urls],
    )
    crawled = scheduler.round()
    assert crawled is not None
    assert (crawled.feeds, crawled.read, crawled.unread) == (12, 54, 4)

    searchers: list[Searcher] = [
        ArchiveSearcher(archive),
        Wikipedia(fetcher, base=providers.url_for("").rstrip("/")),
        Gdelt(fetcher, providers.url_for("/gdelt")),
    ]
    page = Page(newsstand.url_of(*CASE.page.split("/")), published=date(2024, 10, 23))
    highlight = Highlight(QuoteSelector(CASE.sentence), page)
    pipeline = Pipeline(searchers, reader, LexicalJudge(), the_time, Limits(search_by=10))
    told = Told()
    note = pipeline.check(highlight, told)
    assert note.verdict is Verdict.CORROBORATED
    assert {(row.searcher, row.status) for row in note.searched} == {
        ("archive", SearchStatus.ANSWERED),
        ("wikipedia", SearchStatus.ANSWERED),
        ("gdelt", SearchStatus.ANSWERED),
    }
    assert Searched("gdelt", SearchStatus.ANSWERED, 1) in note.searched
