"""RSS and Atom, read leniently. Pure: the bytes come from the fetcher."""

from __future__ import annotations

import calendar
import io
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import feedparser
from lxml import etree, html

from backend.domain import UnreadReason
from backend.errors import Unreadable
from backend.reading.caps import MOST_TAGS
from backend.reading.prose import clean_line, clean_text
from backend.reading.wants import Want

logging.getLogger("chardet").setLevel(logging.CRITICAL)

FEED = Want(
    "application/rss+xml,application/atom+xml,application/xml;q=0.9,text/xml;q=0.9,*/*;q=0.1",
    max_bytes=2_000_000,
)


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry: where its page is, and what the feed says of it, as plain text."""

    url: str
    title: str
    summary: str
    published: datetime | None


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
    entries: dict[str, FeedEntry] = {}
    for entry in _entries(parsed.entries, url):
        entries.setdefault(entry.url, entry)
    return Feed(_plain(parsed.feed.get("title")), tuple(entries.values()))


def _entries(entries: list[dict[str, Any]], base: str) -> Iterator[FeedEntry]:
    for entry in entries:
        url = _web_address(entry.get("link"), base)
        if url:
            yield FeedEntry(
                url=url,
                title=_plain(entry.get("title")).replace("\n", " "),
                summary=_plain(entry.get("summary")),
                published=_moment(entry),
            )


def _web_address(link: object, base: str) -> str | None:
    try:
        url = urldefrag(urljoin(base, str(link or "").strip())).url
        parts = urlsplit(url)
    except ValueError:
        return None
    usable = parts.scheme in {"http", "https"} and parts.hostname and link
    return url if usable and url.isprintable() else None


def _plain(value: object) -> str:
    """The text of what may be HTML."""
    text = str(value or "")
    if "<" not in text and "&" not in text:
        return clean_text(text)
    try:
        return clean_text(" ".join(map(str, html.fragment_fromstring(text, "div").itertext())))
    except (etree.LxmlError, ValueError, AssertionError):
        return clean_line(text)


def _moment(entry: dict[str, Any]) -> datetime | None:
    # Past feedparser's own lookup, which warns where it falls back from one date to the other.
    parsed = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None
