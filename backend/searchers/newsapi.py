"""NewsAPI, an index of news articles.

https://newsapi.org/docs/endpoints/everything and https://newsapi.org/docs/errors
"""

from __future__ import annotations

from collections.abc import Sequence

from backend.domain import Found, Query
from backend.errors import SearchFailed
from backend.reading.fetcher import Fetcher
from backend.searchers.api import Api
from backend.searchers.hits import best, make_hit, moment, part, rows
from backend.searchers.pace import Pace
from backend.searchers.phrases import names_and_terms
from backend.searchers.windows import Today, closed, today

URL = "https://newsapi.org/v2/everything"
PROVIDER = "NewsAPI"
_MOST = 100
_UNNAMED_TERMS = 3
"""Words that are all required where a claim has no name."""
_LIMITS = {"rateLimited", "apiKeyExhausted"}
_KEYS = {"apiKeyInvalid", "apiKeyMissing", "apiKeyDisabled"}


class NewsApi:
    """Finds news articles. Implements `Searcher`. The key goes into a header."""

    name = "newsapi"

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
        self._api = Api(PROVIDER, url, fetcher, Pace(PROVIDER), {"X-Api-Key": key})

    def search(self, query: Query, limit: int) -> Sequence[Found]:
        """At most `limit` hits, most relevant first. Raises `SearchFailed`."""
        line = query_line(query)
        if not line:
            return []
        since, until = closed(query, self._now) or (None, None)
        asked = {
            "q": line,
            "from": since,
            "to": until,
            "language": self._language,
            "sortBy": "relevancy",
            "pageSize": min(limit, _MOST),
        }
        document = self._api.json(asked, self._fetcher.deadline(), _complaint)
        found = (
            make_hit(
                row.get("url"),
                row.get("title"),
                part(row, "source").get("name"),
                moment(row.get("publishedAt")),
            )
            for row in rows(document, "articles", provider=PROVIDER)
        )
        return best(found, limit)


def query_line(query: Query) -> str:
    """Every name, and any of the other words: NewsAPI wants all words unless told otherwise."""
    names, terms = names_and_terms(query)
    if not names:
        return " ".join(terms[:_UNNAMED_TERMS])
    some = [f"({' OR '.join(terms)})"] if terms else []
    return " AND ".join([*(f'"{name}"' for name in names), *some])


def _complaint(document: object) -> SearchFailed | None:
    if not isinstance(document, dict) or document.get("status") == "ok":
        return None
    code = str(document.get("code"))
    if code in _LIMITS:
        return SearchFailed("NewsAPI's limit is reached.", "rate_limited")
    if code in _KEYS:
        return SearchFailed("NewsAPI does not accept our key; check SECOND_SOURCE_NEWSAPI_KEY.")
    if code == "parameterInvalid":
        return SearchFailed("NewsAPI refused the query; its free plan searches one month back.")
    return SearchFailed("NewsAPI refused the query.")
