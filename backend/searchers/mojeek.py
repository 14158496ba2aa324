"""Mojeek, a search engine with an index of its own.

https://www.mojeek.com/support/api/search/request_parameters.html and json_response.html
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from backend.domain import Found, Query
from backend.errors import SearchFailed
from backend.reading.fetcher import Fetcher
from backend.searchers.api import Api
from backend.searchers.hits import best, make_hit, moment, part, plain, rows
from backend.searchers.pace import Pace
from backend.searchers.windows import Today, closed, today

URL = "https://api.mojeek.com/search"
PROVIDER = "Mojeek"
SECONDS_BETWEEN = 1.0
_MOST = 100
_A_DAY = timedelta(days=1)


class Mojeek:
    """Finds pages. Implements `Searcher`. The key goes into the query, as the API wants."""

    name = "mojeek"

    def __init__(
        self,
        fetcher: Fetcher,
        key: str,
        language: str = "en",
        url: str = URL,
        now: Today = today,
    ) -> None:
        self._fetcher = fetcher
        self._key = key
        self._language = language
        self._now = now
        self._api = Api(PROVIDER, url, fetcher, Pace(PROVIDER, SECONDS_BETWEEN, at_once=1))

    def search(self, query: Query, limit: int) -> Sequence[Found]:
        """At most `limit` hits, best first. Raises `SearchFailed`."""
        if not query.short:
            return []
        days = closed(query, self._now)
        asked = {
            "q": query.short,
            "fmt": "json",
            "t": min(limit, _MOST),
            "date": 1,
            "lb": self._language,
            "since": f"{days[0]:%Y%m%d}" if days else None,
            "before": f"{days[1] + _A_DAY:%Y%m%d}" if days else None,
            "api_key": self._key,
        }
        document = self._api.json(asked, self._fetcher.deadline(), _complaint)
        found = (
            make_hit(row.get("url"), row.get("title"), "", moment(row.get("date")))
            for row in rows(document, "response", "results", provider=PROVIDER)
        )
        return best(found, limit)


def _complaint(document: object) -> SearchFailed | None:
    if not isinstance(document, dict):
        return None
    said = plain(part(document, "response").get("status")).lower()
    if not said or said.startswith("ok"):
        return None
    if "limit" in said:
        return SearchFailed("Mojeek's limit is reached.", "rate_limited")
    if "key" in said:
        return SearchFailed("Mojeek does not accept our key; check SECOND_SOURCE_MOJEEK_KEY.")
    return SearchFailed("Mojeek refused the query.")
