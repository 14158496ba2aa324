"""SearXNG, a metasearch engine that operators run themselves.

https://docs.searxng.org/dev/search_api.html; its JSON has to be switched on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from backend.domain import Found, Query
from backend.errors import SearchFailed, Unreadable
from backend.reading.answers import Response
from backend.reading.fetcher import Fetcher
from backend.searchers.api import Api
from backend.searchers.hits import best, make_hit, moment, rows
from backend.searchers.pace import Pace
from backend.searchers.windows import Today, today

PROVIDER = "SearXNG"
_RANGES = ((1, "day"), (7, "week"), (31, "month"), (366, "year"))
_FORBIDDEN = 403

MakeFetcher = Callable[[], Fetcher]
"""Makes the fetcher that may ask this one address, private or not. Raises `Unreadable`."""


class Searxng:
    """Finds pages and news. Implements `Searcher`. `base` is the instance's own address."""

    name = "searxng"

    def __init__(
        self, make_fetcher: MakeFetcher, base: str, language: str = "en", now: Today = today
    ) -> None:
        self._make_fetcher = make_fetcher
        self._url = f"{base.rstrip('/')}/search"
        self._language = language
        self._now = now
        self._pace = Pace(PROVIDER)

    def search(self, query: Query, limit: int) -> Sequence[Found]:
        """At most `limit` hits, best first. Raises `SearchFailed`."""
        if not query.short:
            return []
        asked = {
            "q": query.short,
            "format": "json",
            "categories": "news,general",
            "language": self._language,
            "pageno": 1,
            "time_range": _time_range(query.since, self._now()),
        }
        document = self._ask(asked)
        found = best(
            (
                make_hit(row.get("url"), row.get("title"), "", moment(row.get("publishedDate")))
                for row in rows(document, "results", provider=PROVIDER)
            ),
            limit,
        )
        if not found:
            _refuse_silence(document)
        return found

    def _ask(self, asked: dict[str, object]) -> object:
        try:
            fetcher = self._make_fetcher()
        except Unreadable:
            raise SearchFailed("SearXNG's address is not known; check it.") from None
        api = Api(PROVIDER, self._url, fetcher, self._pace)
        return api.json(asked, fetcher.deadline(), refusal=_refusal)


def _refusal(answer: Response) -> SearchFailed | None:
    if answer.status != _FORBIDDEN:
        return None
    return SearchFailed(
        "SearXNG refuses to answer in JSON. Add `json` to `search: formats:` in its settings.yml"
        " and restart it; if that is done, its limiter keeps us out."
    )


def _time_range(since: date | None, now: date) -> str | None:
    """The shortest range, back from today, that the window's beginning lies in."""
    age = (now - since).days if since else None
    return next((name for days, name in _RANGES if age is not None and age <= days), None)


def _refuse_silence(document: object) -> None:
    """Nothing found by engines that did not answer is no "nothing found"."""
    if isinstance(document, dict) and document.get("unresponsive_engines"):
        raise SearchFailed("None of SearXNG's engines answered; its /preferences page says why.")
