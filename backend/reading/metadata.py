"""What a page says of itself: title, outlet, author, dates, language, address, corrections.

JSON-LD is believed before Open Graph, and that before plain HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml.html import HtmlElement

from backend.reading.corrections import declared_corrections
from backend.reading.dates import read_dates
from backend.reading.jsonld import Described, read_jsonld
from backend.reading.markup import attributes, text_of
from backend.reading.politeness import host_of
from backend.reading.prose import clean_line

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_SEPARATORS = (" | ", " - ", " \N{EN DASH} ", " \N{EM DASH} ", " \N{MIDDLE DOT} ")
_MANY_AUTHORS = 10


@dataclass(frozen=True, slots=True)
class Metadata:
    """What was found; "" or None where the page says nothing.

    `url` is the page's canonical address where that can be trusted. `article` is whether the
    page calls itself an article, `free` whether it says that everybody may read it. Of its
    JSON-LD, `corrections` are the notices, `kinds` the types of all that it describes and `body`
    the article's text.
    """

    url: str
    title: str
    outlet: str
    author: str | None
    published: datetime | None
    modified: datetime | None
    language: str | None
    corrections: tuple[str, ...]
    article: bool
    free: bool
    kinds: frozenset[str]
    body: str


def read_metadata(tree: HtmlElement, url: str) -> Metadata:
    """Read what the page at `url` says of itself. `tree` is left as it is."""
    described = read_jsonld([str(text) for text in _scripts(tree)])
    metas = _metas(tree)
    outlet = _outlet(described, metas)
    dates = read_dates(tree, described, metas, url)
    return Metadata(
        url=canonical_url(url, attributes(tree, "//link[@rel='canonical']/@href")),
        title=_title(tree, described, metas, outlet),
        outlet=outlet,
        author=_author(described, metas),
        published=dates.published,
        modified=dates.modified,
        language=_language(tree, described, metas),
        corrections=declared_corrections(described),
        article=bool(described.article) or metas.get("og:type", "").lower() == "article",
        free=_is_free(described.article.get("isAccessibleForFree")),
        kinds=described.kinds,
        body=described.text("articleBody"),
    )


def canonical_url(url: str, declared: Iterable[str]) -> str:
    """The page's address without its fragment, or the canonical one that it declares.

    A canonical address on another host is somebody else's, and one of a front page for a page
    that is none is a mistake: neither is trusted.
    """
    own = urldefrag(url).url
    for target in declared:
        candidate = _joined(own, target)
        if candidate and _is_same_page(own, candidate):
            return candidate
    return own


def _joined(base: str, target: str) -> str:
    try:
        joined = urldefrag(urljoin(base, target)).url
        return joined if urlsplit(joined).scheme in {"http", "https"} else ""
    except ValueError:
        return ""


def _is_same_page(own: str, candidate: str) -> bool:
    same_host = host_of(own).removeprefix("www.") == host_of(candidate).removeprefix("www.")
    return same_host and (is_front_page(own) or not is_front_page(candidate))


def is_front_page(url: str) -> bool:
    """Whether the address is a site's own, with no path behind it."""
    parts = urlsplit(url)
    return parts.path in {"", "/"} and not parts.query


def _scripts(tree: HtmlElement) -> list[str]:
    return attributes(tree, "//script[contains(@type, 'ld+json')]/text()")


def _metas(tree: HtmlElement) -> dict[str, str]:
    """`<meta>` contents by property, name or itemprop in lower case; the first one counts."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = clean_line(meta.get("content") or "")
        for key in ("property", "name", "itemprop"):
            name = (meta.get(key) or "").strip().lower()
            if name and content:
                metas.setdefault(name, content)
    return metas


def _first(values: Iterable[str | None]) -> str:
    cleaned = (clean_line(value) for value in values if value)
    return next((value for value in cleaned if value), "")


def _outlet(described: Described, metas: dict[str, str]) -> str:
    named = (*described.names("publisher"), metas.get("og:site_name"))
    return _first(name for name in named if name and "://" not in name)


def _title(tree: HtmlElement, described: Described, metas: dict[str, str], outlet: str) -> str:
    named = _first((described.text("headline"), metas.get("og:title"), metas.get("twitter:title")))
    if named:
        return named
    headings = [text_of(heading) for heading in tree.iter("h1")]
    titles = [_without_outlet(text_of(title), outlet) for title in tree.iter("title")]
    return _first((*titles, *headings) if len(headings) != 1 else (*headings, *titles))


def _without_outlet(title: str, outlet: str) -> str:
    for separator in _SEPARATORS:
        if outlet and title.lower().endswith(f"{separator}{outlet}".lower()):
            return title[: -len(separator) - len(outlet)]
    return title


def _author(described: Described, metas: dict[str, str]) -> str | None:
    names = [clean_line(name) for name in described.names("author")]
    people = [name for name in dict.fromkeys(names) if name and "://" not in name]
    if people:
        return ", ".join(people[:_MANY_AUTHORS])
    named = (metas.get("author"), metas.get("article:author"), metas.get("dc.creator"))
    return next((name for name in named if name and "://" not in name), None)


def _language(tree: HtmlElement, described: Described, metas: dict[str, str]) -> str | None:
    declared = (
        tree.get("lang"),
        *described.names("inLanguage"),
        metas.get("og:locale"),
        metas.get("content-language"),
    )
    tags = (value.strip().replace("_", "-") for value in declared if value)
    return next((tag for tag in tags if _LANGUAGE.fullmatch(tag)), None)


def _is_free(value: object) -> bool:
    return str(value).strip().lower() not in {"false", "0", "no"}
