"""The list that a new archive begins with."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlsplit

from backend.reading.opml import read_opml
from backend.reading.outlets import domain_of
from backend.services.starter import STARTER

FEEDS = read_opml(STARTER.read_bytes())
# ISO 3166-1 alpha-2, the codes of the countries in the list.
COUNTRIES = set(
    "AR AT AU BA BE BR CA CH CO DE EE EG ES FI FR GB HK IE IL IN IR IT JP KE KR LT LV MX NG NL NO"
    " NZ PH PK PL QA RU SA SE SG TR UA US UY ZA".split()
)
LANGUAGES = {"en", "de", "es", "fr", "it", "ja", "nl", "no", "pl", "pt", "sv"}


def test_it_holds_enough_outlets_each_once() -> None:
    assert len(FEEDS) >= 60
    assert STARTER.read_text("utf-8").count("xmlUrl=") == len(FEEDS)
    assert len({feed.title for feed in FEEDS}) == len(FEEDS)
    most = Counter(domain_of(feed.site) for feed in FEEDS).most_common(1)
    assert most[0][1] <= 2


def test_each_says_what_it_is() -> None:
    for feed in FEEDS:
        assert feed.title, feed.url
        assert feed.category, feed.url
        assert feed.country in COUNTRIES, feed.url
        assert feed.language in LANGUAGES, feed.url
        assert urlsplit(feed.url).scheme == urlsplit(feed.site).scheme == "https", feed.url


def test_it_is_of_many_countries_and_kinds() -> None:
    assert len({feed.country for feed in FEEDS}) >= 25
    kinds = Counter(feed.category for feed in FEEDS)
    assert min(kinds[kind] for kind in ("Agencies", "Public broadcasters", "Fact-checkers")) >= 8
    assert kinds["Institutions"] >= 5
    assert Counter(feed.language for feed in FEEDS)["en"] > len(FEEDS) / 2
