"""News sitemaps: an index of sitemaps, or a sitemap whose entries are news.

Read as a stream, element by element, so that size costs time and no memory. Formats: sitemaps.org
0.9 and Google's news extension 0.9; namespaces are not insisted on, since sites misspell them.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO
from urllib.parse import urljoin

from lxml import etree

from backend.domain import UnreadReason
from backend.errors import Unreadable
from backend.reading.canonical import is_web_address
from backend.reading.dates import parse_moment
from backend.reading.prose import clean_line

MOST_ENTRIES = 50_000
"""Entries that one sitemap may hold (sitemaps.org); what follows is left."""

MOST_BYTES = 52_428_800
"""The same for its size, unpacked."""

_CHUNK = 64 * 1024
_MOST_IN_AN_ENTRY = 1_000
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class NewsEntry:
    """A page that a sitemap calls news. `changed` is its lastmod."""

    url: str
    title: str
    outlet: str
    published: datetime | None
    changed: datetime | None


@dataclass(frozen=True, slots=True)
class ChildSitemap:
    """A sitemap that an index names."""

    url: str
    changed: datetime | None


class _Counted(io.RawIOBase):
    """A stream that is unpacked where it is gzip, and ends at `MOST_BYTES`."""

    def __init__(self, stream: IO[bytes]) -> None:
        head = stream.read(2)
        self._chunks = _unpacked(stream, head) if head == _GZIP else _plain(stream, head)
        self._left = MOST_BYTES
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        """Give the next bytes, at most `size`."""
        while not self._rest and (chunk := next(self._chunks, None)) is not None:
            self._rest = chunk
        size = len(self._rest) if size is None or size < 0 else size
        taken, self._rest = self._rest[: min(size, self._left)], self._rest[size:]
        self._left -= len(taken)
        return taken


def _plain(stream: IO[bytes], head: bytes) -> Iterator[bytes]:
    yield head
    while chunk := stream.read(_CHUNK):
        yield chunk


def _unpacked(stream: IO[bytes], head: bytes) -> Iterator[bytes]:
    """The content of a gzip stream of one or more members; a broken one ends where it breaks."""
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)
    for packed in _plain(stream, head):
        rest = packed
        while rest:
            try:
                yield unpack.decompress(rest, _CHUNK)
            except zlib.error:
                return
            rest = unpack.unconsumed_tail
            if unpack.eof:
                rest = unpack.unused_data
                unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)


def read_sitemap(stream: IO[bytes], url: str) -> Iterator[NewsEntry | ChildSitemap]:
    """The entries of a sitemap, or the sitemaps of an index, as they are read.

    Pages that are not called news are passed over. A sitemap that breaks off gives what came
    before. Raises `Unreadable` (`NOT_AN_ARTICLE`) where there is no sitemap.
    """
    # Nothing outside of the document is ever loaded, and no entity is expanded.
    parsing = etree.iterparse(
        _Counted(stream),
        events=("start", "end"),
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    try:
        yield from _entries(parsing, url)
    except (etree.XMLSyntaxError, ValueError, OSError) as failure:
        raise Unreadable(UnreadReason.NOT_AN_ARTICLE, "The sitemap is broken.") from failure


def _entries(parsing: etree.iterparse, url: str) -> Iterator[NewsEntry | ChildSitemap]:
    root: etree._Element | None = None
    seen = 0
    for event, element in parsing:
        if root is None:
            root = element
            _require_sitemap(root)
        if event == "start" or element.getparent() is not root:
            _refuse_endless(element, root)
            continue
        entry = _entry(element, url)
        element.clear()
        while element.getprevious() is not None:
            del root[0]
        if entry:
            yield entry
        seen += 1
        if seen >= MOST_ENTRIES:
            return
    if root is None:
        raise Unreadable(UnreadReason.NOT_AN_ARTICLE, "This is no sitemap.")


def _require_sitemap(root: etree._Element) -> None:
    if _local(root) not in {"urlset", "sitemapindex"}:
        raise Unreadable(UnreadReason.NOT_AN_ARTICLE, "This is no sitemap.")


def _refuse_endless(element: etree._Element, root: etree._Element) -> None:
    """An entry that never ends would be held in memory until it does."""
    within = element.getparent()
    if within is not None and within is not root and len(within) > _MOST_IN_AN_ENTRY:
        raise Unreadable(UnreadReason.TOO_LARGE, "The sitemap holds an endless entry.")


def _entry(element: etree._Element, base: str) -> NewsEntry | ChildSitemap | None:
    texts = {
        _local(part): clean_line(part.text or "") for part in element.iter() if part is not element
    }
    url = _joined(base, texts.get("loc", ""))
    changed = _moment(texts.get("lastmod", ""))
    if not url:
        return None
    if _local(element) == "sitemap":
        return ChildSitemap(url, changed)
    if "news" not in texts:
        return None
    published = _moment(texts.get("publication_date", ""))
    return NewsEntry(url, texts.get("title", ""), texts.get("name", ""), published, changed)


def _joined(base: str, written: str) -> str:
    try:
        url = urljoin(base, written) if written else ""
    except ValueError:
        return ""
    return url if is_web_address(url) else ""


def _moment(written: str) -> datetime | None:
    moment = parse_moment(written) if written else None
    return moment.astimezone(UTC) if moment else None


def _local(element: etree._Element) -> str:
    tag = element.tag
    return etree.QName(element).localname.lower() if isinstance(tag, str) else ""
