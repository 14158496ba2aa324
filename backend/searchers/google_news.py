"""Google News as RSS. Off unless an operator switches it on: see `backend.searchers.table`."""

from __future__ import annotations

from collections.abc import Sequence

from backend.domain import Found, Query
from backend.errors import SearchFailed, Unreadable
from backend.reading.feeds import FeedEntry, parse_feed
from backend.reading.fetcher import Fetcher
from backend.searchers.api import Api
from backend.searchers.hits import best, make_hit
from backend.searchers.pace import Pace
from backend.searchers.windows import Today, closed, today

URL = "https://news.google.com/rss/search"
PROVIDER = "Google News"
SECONDS_BETWEEN = 2.0
"""Nothing is promised; we ask seldom."""


class GoogleNews:
    """Finds news articles behind redirecting links. Implements `Searcher`."""

    name = "google_news"

    def __init__(self, fetcher: Fetcher, url: str = URL, now: Today = today) -> None:
        self._fetcher = fetcher
        self._now = now
        self._api = Api(PROVIDER, url, fetcher, Pace(PROVIDER, SECONDS_BETWEEN, at_once=1))

    def search(self, query: Query, limit: int) -> Sequence[Found]:
        """At most `limit` hits, best first. Raises `SearchFailed`."""
        if not query.short:
            return []
        days = closed(query, self._now)
        dated = f" after:{days[0]} before:{days[1]}" if days else ""
        asked = {"q": query.short + dated, "hl": "en-US", "gl": "US", "ceid": "US:en"}
        answer = self._api.ask(asked, self._fetcher.deadline())
        self._api.refuse_errors(answer)
        try:
            feed = parse_feed(answer.body, answer.url, answer.headers.get("content-type", ""))
        except Unreadable:
            raise SearchFailed("Google News answered something else than RSS.") from None
        return best(map(_hit, feed.entries), limit)


def _hit(entry: FeedEntry) -> Found | None:
    """The hit, whose title ends in its outlet: "Soldiers arrive - The Courier"."""
    title, dash, outlet = entry.title.rpartition(" - ")
    return make_hit(entry.url, title if dash else outlet, outlet if dash else "", entry.published)
