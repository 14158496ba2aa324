"""Wikipedia: its articles, whose text its API gives along, so that no page is fetched.

https://www.mediawiki.org/wiki/API:Search and https://www.mediawiki.org/wiki/Extension:TextExtracts
One request gives the leads of all articles found. The API gives one whole text a request, so that
only the best few are asked for; where that fails, the lead stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from backend.domain import Found, Outlet, Query, Report
from backend.errors import SearchFailed
from backend.reading.deadline import Deadline
from backend.reading.fetcher import Fetcher
from backend.reading.prose import clean_text
from backend.searchers.api import Api
from backend.searchers.hits import part, plain, rows
from backend.searchers.pace import Pace

PROVIDER = "Wikipedia"
AT_ONCE = 3
"""Wikimedia's limit for those without an account: three requests at a time."""
WHOLE_TEXTS = 3
_MOST = 10
_STRICT_WORDS = 5
_LIMITS = {"ratelimited", "maxlag"}
_EXTRACTS = {
    "action": "query",
    "format": "json",
    "formatversion": 2,
    "explaintext": 1,
    "exsectionformat": "plain",
}


@dataclass(frozen=True, slots=True)
class _Article:
    page_id: int
    title: str
    text: str


class Wikipedia:
    """Finds articles with their text. Implements `Searcher`.

    A report has no date: an article is edited for ever, and its last edit dates nothing in it.
    """

    name = "wikipedia"

    def __init__(self, fetcher: Fetcher, language: str = "en", base: str | None = None) -> None:
        self._fetcher = fetcher
        self._language = language
        self._base = base or f"https://{language}.wikipedia.org"
        pace = Pace(PROVIDER, at_once=AT_ONCE)
        self._api = Api(PROVIDER, f"{self._base}/w/api.php", fetcher, pace)

    def search(self, query: Query, limit: int) -> Sequence[Found]:
        """At most `limit` articles, best first. Raises `SearchFailed`.

        All of the first words are wanted, and where no article has them, any of them.
        """
        words = query.short.split()
        if not words:
            return []
        deadline, most = self._fetcher.deadline(), min(limit, _MOST)
        found = self._articles(" ".join(words[:_STRICT_WORDS]), most, deadline)
        if not found and len(words) > 1:
            found = self._articles(" OR ".join(words), most, deadline)
        whole = [self._whole(article, deadline) for article in found[:WHOLE_TEXTS]]
        return [self._hit(article) for article in (*whole, *found[WHOLE_TEXTS:])]

    def _articles(self, line: str, limit: int, deadline: Deadline) -> list[_Article]:
        asked = {
            **_EXTRACTS,
            "generator": "search",
            "gsrsearch": line,
            "gsrlimit": limit,
            "prop": "extracts|pageprops",
            "ppprop": "disambiguation",
            "exintro": 1,
            "exlimit": "max",
        }
        document = self._api.json(asked, deadline, _complaint)
        pages = sorted(rows(document, "query", "pages", provider=PROVIDER), key=_rank)
        articles = [article for page in pages if (article := _article(page))]
        return articles[:limit]

    def _whole(self, article: _Article, deadline: Deadline) -> _Article:
        """The article with its whole text, or as it is where that cannot be had."""
        asked = {**_EXTRACTS, "prop": "extracts", "pageids": article.page_id}
        try:
            document = self._api.json(asked, deadline, _complaint)
            pages = list(rows(document, "query", "pages", provider=PROVIDER))
        except SearchFailed:
            return article
        read = _article(pages[0]) if pages else None
        return read if read and read.page_id == article.page_id else article

    def _hit(self, article: _Article) -> Found:
        url = f"{self._base}/wiki/{quote(article.title.replace(' ', '_'), safe='/:,()!*@;')}"
        outlet = Outlet(PROVIDER, "wikipedia.org")
        report = Report(url, article.title, article.text, outlet, language=self._language)
        return Found(url, article.title, outlet, report=report)


def _article(page: dict[str, object]) -> _Article | None:
    """The article of an answer's page; None for lists of meanings and for what has no text."""
    page_id, title, extract = page.get("pageid"), plain(page.get("title")), page.get("extract")
    text = clean_text(extract) if isinstance(extract, str) else ""
    if not (isinstance(page_id, int) and title and text) or part(page, "pageprops"):
        return None
    return _Article(page_id, title, text)


def _rank(page: dict[str, object]) -> int:
    index = page.get("index")
    return index if isinstance(index, int) else _MOST


def _complaint(document: object) -> SearchFailed | None:
    if not isinstance(document, dict) or "error" not in document:
        return None
    if part(document, "error").get("code") in _LIMITS:
        return SearchFailed("Wikipedia says: too many requests.", "rate_limited")
    return SearchFailed("Wikipedia refused the query.")
