"""The one table of searchers: how each is made, what it needs, and what may be kept of its answers.

`README.md` beside this file explains each in full; `python -m backend searchers` prints the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from backend.checking.ports import Clock, Searcher
from backend.errors import BadSetting
from backend.reading.fetcher import Fetcher
from backend.searchers.brave_news import BraveNews
from backend.searchers.cached import Cached
from backend.searchers.denials import DenialsToo
from backend.searchers.gdelt import Gdelt
from backend.searchers.google_fact_check import GoogleFactCheck
from backend.searchers.google_news import GoogleNews
from backend.searchers.mojeek import Mojeek
from backend.searchers.newsapi import NewsApi
from backend.searchers.searxng import Searxng
from backend.searchers.wikipedia import Wikipedia
from backend.store.answers import AnswerStore

SETTING = "SECOND_SOURCE_SEARCHERS"


@dataclass(frozen=True, slots=True)
class Means:
    """What searchers are made of.

    `values` are settings by name: keys, addresses, a language. `own_fetcher` makes the fetcher that
    may ask an address which the operator named, be it private.
    """

    archive: Searcher
    fetcher: Fetcher
    own_fetcher: Callable[[str], Fetcher]
    answers: AnswerStore
    clock: Clock
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One searcher of the table.

    `needs` are settings that must be given; `keep` is how long an answer is kept, as `terms` allow;
    `asks_denials` says whether it is asked a second time for who says otherwise; `off_because`
    says why one that needs nothing is off unless it is named.
    """

    name: str
    finds: str
    make: Callable[[Means], Searcher]
    leaves: str
    limits: str
    terms: str
    needs: tuple[str, ...] = ()
    keep: timedelta | None = None
    asks_denials: bool = False
    off_because: str = ""

    @property
    def on_by_default(self) -> bool:
        """Whether it is asked where nothing else is set."""
        return not self.needs and not self.off_because


_WORDS = "the claim's search words"
_DATED = "the claim's search words and days"

TABLE: tuple[Entry, ...] = (
    Entry(
        "archive",
        "reports crawled by this server",
        lambda means: means.archive,
        leaves="nothing",
        limits="none",
        terms="the operator's own",
    ),
    Entry(
        "wikipedia",
        "articles of the encyclopedia, with their text",
        lambda means: Wikipedia(means.fetcher, means.values["wikipedia_language"]),
        leaves=f"{_WORDS}, to the Wikimedia Foundation",
        limits="three requests at once; a user agent with a contact",
        terms="free; text under CC BY-SA 4.0, named and linked",
        keep=timedelta(hours=6),
    ),
    Entry(
        "gdelt",
        "news of the whole world since 2017",
        lambda means: Gdelt(means.fetcher),
        leaves=f"{_DATED}, to the GDELT Project",
        limits="one request in 5 s; often refuses for want of room",
        terms="free for any use, with a citation and a link",
        keep=timedelta(hours=1),
    ),
    Entry(
        "google_fact_check",
        "fact-checkers' reviews of claims",
        lambda means: GoogleFactCheck(means.fetcher, means.values["google_fact_check_key"]),
        leaves=f"{_WORDS}, to Google",
        limits="the key's quota",
        terms="Google's API terms: nothing kept beyond what its headers allow, so nothing is",
        needs=("google_fact_check_key",),
    ),
    Entry(
        "brave_news",
        "news in Brave's own index",
        lambda means: BraveNews(means.fetcher, means.values["brave_key"]),
        leaves=f"{_DATED}, to Brave, which keeps them up to 90 days",
        limits="one request a second on the smallest plan",
        terms="paid by request; keeping results takes a plan of its own, so none is kept",
        needs=("brave_key",),
        asks_denials=True,
    ),
    Entry(
        "searxng",
        "what the engines of your own SearXNG find",
        lambda means: Searxng(
            lambda: means.own_fetcher(means.values["searxng_url"]), means.values["searxng_url"]
        ),
        leaves=f"{_WORDS}, to your SearXNG and the engines that it asks",
        limits="your own",
        terms="those of the engines that it asks",
        needs=("searxng_url",),
        keep=timedelta(minutes=15),
        asks_denials=True,
    ),
    Entry(
        "newsapi",
        "news articles, a month back on the free plan",
        lambda means: NewsApi(means.fetcher, means.values["newsapi_key"]),
        leaves=f"{_DATED}, to NewsAPI",
        limits="100 requests a day on the free plan",
        terms="the free plan is for development only; no leave to keep results, so none is kept",
        needs=("newsapi_key",),
    ),
    Entry(
        "mojeek",
        "pages in Mojeek's own index",
        lambda means: Mojeek(means.fetcher, means.values["mojeek_key"]),
        leaves=f"{_DATED}, to Mojeek",
        limits="the key's daily limit",
        terms="paid; results may be kept for one hour",
        needs=("mojeek_key",),
        keep=timedelta(hours=1),
        asks_denials=True,
    ),
    Entry(
        "google_news",
        "news articles in Google News",
        lambda means: GoogleNews(means.fetcher),
        leaves=f"{_DATED}, to Google",
        limits="unknown; asked at most every 2 s",
        terms="undocumented; for personal use in a feed reader",
        off_because=(
            "its feed is undocumented and for personal use, and its links lead to Google's pages,"
            " most of which name the article in a script only, so that it cannot be read"
        ),
    ),
)


def entry(name: str) -> Entry:
    """The table's row of this name. Raises `BadSetting` naming those that there are."""
    for row in TABLE:
        if row.name == name:
            return row
    known = ", ".join(row.name for row in TABLE)
    raise BadSetting(f"{SETTING} has {name!r}, which is no searcher. Choose from: {known}.")


def missing(row: Entry, values: Mapping[str, str]) -> list[str]:
    """The environment variables that the searcher needs and that are not set."""
    return [f"SECOND_SOURCE_{need.upper()}" for need in row.needs if not values[need]]


def choose(names: Iterable[str], means: Means) -> list[Searcher]:
    """The searchers that are switched on, in their order. Raises `BadSetting` as `rows_of` does."""
    return [_made(row, means) for row in rows_of(names, means.values)]


def rows_of(names: Iterable[str], values: Mapping[str, str]) -> list[Entry]:
    """The table's rows of these names, each once.

    Raises `BadSetting` for a name that is none, and for one whose key or address is missing.
    """
    rows = [entry(name) for name in dict.fromkeys(names)]
    for row in rows:
        if lacking := missing(row, values):
            raise BadSetting(
                f"{SETTING} has {row.name}, which needs {' and '.join(lacking)}. Set it, or take"
                f" {row.name} off the list."
            )
    return rows


def _made(row: Entry, means: Means) -> Searcher:
    searcher = row.make(means)
    if row.keep:
        searcher = Cached(searcher, means.answers, row.keep, means.clock)
    return DenialsToo(searcher) if row.asks_denials else searcher
