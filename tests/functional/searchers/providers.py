"""Each provider as its documentation has it: what it answers, and what it says when it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from backend.checking.ports import Searcher
from backend.domain import Query
from backend.reading.fetcher import Fetcher
from backend.searchers.brave_news import BraveNews
from backend.searchers.gdelt import Gdelt
from backend.searchers.google_fact_check import GoogleFactCheck
from backend.searchers.google_news import GoogleNews
from backend.searchers.mojeek import Mojeek
from backend.searchers.newsapi import NewsApi
from backend.searchers.searxng import Searxng
from backend.searchers.wikipedia import Wikipedia

KEY = "s3cret-key"
TODAY = date(2024, 11, 2)
QUERY = Query(
    "North Korea sent 10,000 troops to Russia.",
    names=("North Korea", "Russia"),
    numbers=("10,000",),
    terms=("sent", "troops"),
    since=date(2024, 10, 20),
    until=date(2024, 12, 2),
    short="North Korea Russia 10,000 troops sent",
    denying="North Korea Russia sent troops denies false",
)


def now() -> date:
    return TODAY


@dataclass(frozen=True)
class Provider:
    """`hit(url)` is one hit in the provider's own form, `answer(hits)` the whole answer."""

    name: str
    make: Callable[[Fetcher, str], Searcher]
    hit: Callable[[Any], dict[str, Any]]
    answer: Callable[[list[dict[str, Any]]], Any]
    asked: dict[str, str]
    sent: dict[str, str] = field(default_factory=dict)
    dated: datetime | None = None
    outlet: str = "outlet.test"
    refusals: tuple[tuple[int, str, str], ...] = ()
    """Statuses and bodies with which it refuses, and the status of the row that comes of it."""


def dumped(document: object) -> str:
    return json.dumps(document)


def _google_error(code: int, status: str, reason: str) -> str:
    details = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason}]
    error = {"code": code, "message": f"{KEY} is wrong", "status": status, "details": details}
    return dumped({"error": error})


PROVIDERS = (
    Provider(
        "gdelt",
        lambda fetcher, url: Gdelt(fetcher, url, now=now),
        hit=lambda url: {
            "url": url,
            "url_mobile": "",
            "title": "Soldiers  arrive",
            "seendate": "20241023T031500Z",
            "socialimage": "",
            "domain": "outlet.test",
            "language": "English",
            "sourcecountry": "United States",
        },
        answer=lambda hits: {"articles": hits},
        asked={
            "query": '"North Korea" Russia (sent OR troops) sourcelang:english',
            "mode": "artlist",
            "format": "json",
            "maxrecords": "5",
            "sort": "hybridrel",
            "startdatetime": "20241020000000",
            "enddatetime": "20241103235959",
        },
        dated=datetime(2024, 10, 23, 3, 15, tzinfo=UTC),
        refusals=(
            (200, "Please limit requests to one every 5 seconds or contact us.", "rate_limited"),
            (429, "Please limit requests to one every 5 seconds or contact us.", "rate_limited"),
            (200, "The specified phrase is too short.", "failed"),
            (200, "Your query was too short or too long.", "failed"),
        ),
    ),
    Provider(
        "google_fact_check",
        lambda fetcher, url: GoogleFactCheck(fetcher, KEY, url=url),
        hit=lambda url: {
            "text": "North Korea sent troops",
            "claimant": "Somebody",
            "claimDate": "2024-10-18T00:00:00Z",
            "claimReview": [
                {
                    "publisher": {"name": "Full Fact", "site": "fullfact.test"},
                    "url": url,
                    "title": "Soldiers arrive",
                    "reviewDate": "2024-10-23T03:15:00Z",
                    "textualRating": "True",
                    "languageCode": "en",
                }
            ],
        },
        answer=lambda hits: {"claims": hits, "nextPageToken": "CAo"},
        asked={"query": QUERY.short, "languageCode": "en", "pageSize": "5", "key": KEY},
        dated=datetime(2024, 10, 23, 3, 15, tzinfo=UTC),
        outlet="Full Fact",
        refusals=(
            (429, _google_error(429, "RESOURCE_EXHAUSTED", "RATE_LIMIT_EXCEEDED"), "rate_limited"),
            (
                403,
                dumped({"error": {"errors": [{"reason": "dailyLimitExceeded"}]}}),
                "rate_limited",
            ),
            (400, _google_error(400, "INVALID_ARGUMENT", "API_KEY_INVALID"), "failed"),
            (403, _google_error(403, "PERMISSION_DENIED", "SERVICE_DISABLED"), "failed"),
        ),
    ),
    Provider(
        "brave_news",
        lambda fetcher, url: BraveNews(fetcher, KEY, url=url, now=now),
        hit=lambda url: {
            "type": "news_result",
            "title": "Soldiers arrive",
            "url": url,
            "description": "They arrived.",
            "age": "10 days ago",
            "page_age": "2024-10-23T03:15:00",
            "meta_url": {"scheme": "https", "netloc": "outlet.test", "hostname": "outlet.test"},
        },
        answer=lambda hits: {"type": "news", "query": {"original": "q"}, "results": hits},
        asked={
            "q": QUERY.short,
            "count": "5",
            "country": "ALL",
            "search_lang": "en",
            "freshness": "2024-10-20to2024-11-03",
            "spellcheck": "false",
        },
        sent={"X-Subscription-Token": KEY},
        dated=datetime(2024, 10, 23, 3, 15, tzinfo=UTC),
        refusals=(
            (
                429,
                dumped({"type": "ErrorResponse", "error": {"code": "RATE_LIMITED", "status": 429}}),
                "rate_limited",
            ),
            (
                422,
                dumped({"type": "ErrorResponse", "error": {"code": "SUBSCRIPTION_TOKEN_INVALID"}}),
                "failed",
            ),
            (422, dumped({"type": "ErrorResponse", "error": {"code": "VALIDATION"}}), "failed"),
        ),
    ),
    Provider(
        "searxng",
        lambda fetcher, url: Searxng(lambda: fetcher, url.removesuffix("/search"), now=now),
        hit=lambda url: {
            "url": url,
            "title": "Soldiers arrive",
            "content": "They arrived.",
            "engine": "bing news",
            "engines": ["bing news"],
            "score": 1.0,
            "publishedDate": "2024-10-23T03:15:00",
        },
        answer=lambda hits: {"query": "q", "results": hits, "unresponsive_engines": []},
        asked={
            "q": QUERY.short,
            "format": "json",
            "categories": "news,general",
            "language": "en",
            "pageno": "1",
            "time_range": "month",
        },
        dated=datetime(2024, 10, 23, 3, 15, tzinfo=UTC),
        refusals=(
            (403, "<title>403 Forbidden</title>", "failed"),
            (429, "Too Many Requests", "rate_limited"),
            (200, dumped({"results": [], "unresponsive_engines": [["bing", "CAPTCHA"]]}), "failed"),
        ),
    ),
    Provider(
        "newsapi",
        lambda fetcher, url: NewsApi(fetcher, KEY, url=url, now=now),
        hit=lambda url: {
            "source": {"id": None, "name": "The Courier"},
            "author": "A. Writer",
            "title": "Soldiers arrive",
            "description": "They arrived.",
            "url": url,
            "urlToImage": None,
            "publishedAt": "2024-10-23T03:15:00Z",
            "content": "They… [+900 chars]",
        },
        answer=lambda hits: {"status": "ok", "totalResults": len(hits), "articles": hits},
        asked={
            "q": '"North Korea" AND "Russia" AND (sent OR troops)',
            "from": "2024-10-20",
            "to": "2024-11-03",
            "language": "en",
            "sortBy": "relevancy",
            "pageSize": "5",
        },
        sent={"X-Api-Key": KEY},
        dated=datetime(2024, 10, 23, 3, 15, tzinfo=UTC),
        outlet="The Courier",
        refusals=tuple(
            (status, dumped({"status": "error", "code": code, "message": f"{KEY}!"}), row)
            for status, code, row in (
                (429, "rateLimited", "rate_limited"),
                (429, "apiKeyExhausted", "rate_limited"),
                (401, "apiKeyInvalid", "failed"),
                (426, "parameterInvalid", "failed"),
                (500, "unexpectedError", "failed"),
            )
        ),
    ),
    Provider(
        "mojeek",
        lambda fetcher, url: Mojeek(fetcher, KEY, url=url, now=now),
        hit=lambda url: {"url": url, "title": "Soldiers arrive", "desc": "They arrived."},
        answer=lambda hits: {
            "response": {"status": "OK", "head": {"return": len(hits)}, "results": hits}
        },
        asked={
            "q": QUERY.short,
            "fmt": "json",
            "t": "5",
            "date": "1",
            "lb": "en",
            "since": "20241020",
            "before": "20241104",
            "api_key": KEY,
        },
        refusals=(
            (200, dumped({"response": {"status": "ERROR: Daily Limit Reached."}}), "rate_limited"),
            (200, dumped({"response": {"status": "ERROR: Invalid API key"}}), "failed"),
            (200, dumped({"response": {"status": "ERROR: something"}}), "failed"),
        ),
    ),
)
BY_NAME = {provider.name: provider for provider in PROVIDERS}


def make_wikipedia(fetcher: Fetcher, url: str) -> Wikipedia:
    return Wikipedia(fetcher, base=url.removesuffix("/search"))


def make_google_news(fetcher: Fetcher, url: str) -> GoogleNews:
    return GoogleNews(fetcher, url, now=now)
