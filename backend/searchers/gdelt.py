"""GDELT DOC 2.0: news of the whole world since 2017, by the words of its articles.

https://blog.gdeltproject.org/gdelt-doc-2-0-api-debuts/ describes it. It wants every word, so that
only names are required and of the rest any one; it says what is wrong as text, with status 200.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from backend.domain import Found, Query
from backend.errors import SearchFailed
from backend.reading.fetcher import Fetcher
from backend.searchers.api import Api
from backend.searchers.hits import best, make_hit, moment, rows
from backend.searchers.pace import Pace
from backend.searchers.phrases import names_and_terms
from backend.searchers.windows import Today, closed, today

URL = "https://api.gdeltproject.org/api/v2/doc/doc"
SECONDS_BETWEEN = 5.0
"""Its own words: "Please limit requests to one every 5 seconds"."""
_SINCE = date(2017, 1, 1)
_MOST = 250
_SHORTEST_WORD = 3
_UNNAMED_TERMS = 3
"""Words that are all required where a claim has no name."""


class Gdelt:
    """Finds news articles. Implements `Searcher`; hits have no text and are read like any page."""

    name = "gdelt"

    def __init__(
        self, fetcher: Fetcher, url: str = URL, pace: Pace | None = None, now: Today = today
    ) -> None:
        self._fetcher = fetcher
        self._api = Api("GDELT", url, fetcher, pace or Pace("GDELT", SECONDS_BETWEEN, at_once=1))
        self._now = now

    def search(self, query: Query, limit: int) -> Sequence[Found]:
        """At most `limit` hits, most relevant first. Raises `SearchFailed`."""
        line = query_line(query)
        if not line:
            return []
        asked = {
            "query": f"{line} sourcelang:english",
            "mode": "artlist",
            "format": "json",
            "sort": "hybridrel",
            "maxrecords": min(limit, _MOST),
            **self._days(query),
        }
        document = self._api.json(asked, self._fetcher.deadline(), _complaint)
        found = (
            make_hit(
                row.get("url"), row.get("title"), row.get("domain"), moment(row.get("seendate"))
            )
            for row in rows(document, "articles", provider="GDELT")
        )
        return best(found, limit)

    def _days(self, query: Query) -> dict[str, str]:
        days = closed(query, self._now)
        if not days or days[1] < _SINCE:
            return {}
        since, until = max(days[0], _SINCE), days[1]
        return {"startdatetime": f"{since:%Y%m%d}000000", "enddatetime": f"{until:%Y%m%d}235959"}


def query_line(query: Query) -> str:
    """The query in GDELT's words: every name, and any of the other words; "" without a word."""
    all_names, all_terms = names_and_terms(query)
    names = [name for name in all_names if _is_askable(name)]
    terms = [term for term in all_terms if _is_askable(term) and term.isalnum()]
    if not names:
        return " ".join(terms[:_UNNAMED_TERMS])
    some = f"({' OR '.join(terms)})" if len(terms) > 1 else " ".join(terms)
    required = [name if name.isalnum() else f'"{name}"' for name in names]
    return " ".join([*required, some]).strip()


def _is_askable(phrase: str) -> bool:
    """GDELT refuses words that are short, and knows no apostrophes or dots."""
    words = phrase.replace("-", " ").split()
    return bool(words) and all(len(word) >= _SHORTEST_WORD and word.isalnum() for word in words)


def _complaint(said: object) -> SearchFailed | None:
    if not isinstance(said, str):
        return None
    if "limit requests" in said.lower():
        return SearchFailed("GDELT says: too many requests.", "rate_limited")
    return SearchFailed("GDELT refused the query.")
