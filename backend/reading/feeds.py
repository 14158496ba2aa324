"""RSS, Atom and JSON Feed, read leniently. Pure: the bytes come from the fetcher."""

from __future__ import annotations

import calendar
import io
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urldefrag, urljoin

import feedparser
from lxml import etree, html

from backend.domain import UnreadReason
from backend.errors import Unreadable
from backend.reading.canonical import is_web_address
from backend.reading.caps import MOST_TAGS
from backend.reading.jsonfeed import looks_like_json_feed, read_json_feed
from backend.reading.prose import clean_line, clean_text
from backend.reading.wants import Want

logging.getLogger("chardet").setLevel(logging.CRITICAL)

FEED = Want(
    "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,"
    "text/xml;q=0.9,*/*;q=0.1",
)


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry: where its page is, and what the feed says of it, as plain text.

    `updated` is when the feed says that the page was last changed.
    """

    url: str
    title: str
    summary: str
    published: datetime | None
    updated: datetime | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's title and its entries in the feed's own order, each address once."""

    title: str
    entries: tuple[FeedEntry, ...]


def parse_feed(body: bytes, url: str, content_type: str = "") -> Feed:
    """The feed that was read from `url`.

    Entries without an http(s) link are left out, and so is whatever else cannot be understood.
    Raises `Unreadable`: `NOT_AN_ARTICLE` where the bytes are no feed at all, `TOO_LARGE` where
    parsing them would take minutes.
    """
    title, read = _read(body, url, content_type)
    entries: dict[str, FeedEntry] = {}
    for entry in _entries(read, url):
        entries.setdefault(entry.url, entry)
    return Feed(_plain(title), tuple(entries.values()))


def _read(body: bytes, url: str, content_type: str) -> tuple[object, Iterable[dict[str, Any]]]:
    """The title and the entries, as feedparser has them."""
    if looks_like_json_feed(body):
        return read_json_feed(body, url)
    if body.count(b"<") > MOST_TAGS:
        raise Unreadable(UnreadReason.TOO_LARGE)
    # A stream, since feedparser takes bytes for the name of a file to open.
    headers = {"content-location": url, "content-type": content_type}
    try:
        parsed = feedparser.parse(io.BytesIO(body), response_headers=headers)
    except Exception as failure:  # no feed, however broken, may cost more than itself
        raise Unreadable(UnreadReason.NOT_AN_ARTICLE, "The feed is broken.") from failure
    if not parsed.get("version") and not parsed.entries:
        raise Unreadable(UnreadReason.NOT_AN_ARTICLE, "This address is no RSS or Atom feed.")
    return parsed.feed.get("title"), parsed.entries


def _entries(entries: Iterable[dict[str, Any]], base: str) -> Iterator[FeedEntry]:
    for entry in entries:
        url = _web_address(entry.get("link"), base)
        if url:
            yield FeedEntry(
                url=url,
                title=_plain(entry.get("title")).replace("\n", " "),
                summary=_plain(entry.get("summary")),
                published=_moment(entry, "published_parsed", "updated_parsed"),
                updated=_moment(entry, "updated_parsed"),
            )


def _web_address(link: object, base: str) -> str | None:
    try:
        url = urldefrag(urljoin(base, str(link or "").strip())).url
    except ValueError:
        return None
    return url if link and is_web_address(url) else None


def _plain(value: object) -> str:
    """The text of what may be HTML."""
    text = str(value or "")
    if "<" not in text and "&" not in text:
        return clean_text(text)
    try:
        return clean_text(" ".join(map(str, html.fragment_fromstring(text, "div").itertext())))
    except (etree.LxmlError, ValueError, AssertionError):
        return clean_line(text)


def _moment(entry: dict[str, Any], *names: str) -> datetime | None:
    # Past feedparser's own lookup, which warns where it falls back from one date to the other.
    parsed = next((found for name in names if (found := dict.get(entry, name))), None)
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None
