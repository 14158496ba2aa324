"""Brave's news search.

https://api-dashboard.search.brave.com/api-reference/news/news_search/get
"""

from __future__ import annotations

from collections.abc import Sequence

from backend.domain import Found, Query
from backend.errors import SearchFailed
from backend.reading.fetcher import Fetcher
from backend.searchers.api import Api
from backend.searchers.hits import best, make_hit, moment, part, rows
from backend.searchers.pace import Pace
from backend.searchers.windows import Today, closed, today

URL = "https://api.search.brave.com/res/v1/news/search"
PROVIDER = "Brave"
SECONDS_BETWEEN = 1.0
"""The smallest plan's limit: one request a second."""
_MOST = 50


class BraveNews:
    """Finds news articles. Implements `Searcher`. The key goes into a header."""

    name = "brave_news"

    def __init__(
        self,
        fetcher: Fetcher,
        key: str,
        language: str = "en",
        url: str = URL,
        now: Today = today,
    ) -> None:
        self._fetcher = fetcher
        self._language = language
        self._now = now
        pace = Pace(PROVIDER, SECONDS_BETWEEN, at_once=1)
        self._api = Api(PROVIDER, url, fetcher, pace, {"X-Subscription-Token": key})

    def search(self, query: Query, limit: int) -> Sequence[Found]:
        """At most `limit` hits, best first. Raises `SearchFailed`."""
        if not query.short:
            return []
        days = closed(query, self._now)
        asked = {
            "q": query.short,
            "count": min(limit, _MOST),
            "country": "ALL",
            "search_lang": self._language,
            "freshness": f"{days[0]}to{days[1]}" if days else None,
            "spellcheck": "false",
        }
        document = self._api.json(asked, self._fetcher.deadline(), _complaint)
        found = (
            make_hit(row.get("url"), row.get("title"), "", moment(row.get("page_age")))
            for row in rows(document, "results", provider=PROVIDER)
        )
        return best(found, limit)


def _complaint(document: object) -> SearchFailed | None:
    if not isinstance(document, dict) or "error" not in document:
        return None
    code = str(part(document, "error").get("code"))
    if "LIMIT" in code or "QUOTA" in code:
        return SearchFailed("Brave's limit is reached.", "rate_limited")
    if "SUBSCRIPTION" in code:
        return SearchFailed("Brave does not accept our key; check SECOND_SOURCE_BRAVE_KEY.")
    return SearchFailed("Brave refused the query.")
