from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from backend.domain import UnreadReason
from backend.errors import Unreadable
from backend.reading.sitemaps import MOST_ENTRIES, ChildSitemap, NewsEntry, read_sitemap

URL = "https://paper.example/sitemap.xml"
NEWS = """<url><loc>https://paper.example/{0}</loc><lastmod>2026-11-20T06:00:00Z</lastmod><news:news>
<news:publication><news:name>The Paper</news:name><news:language>en</news:language>
</news:publication><news:publication_date>2026-11-20</news:publication_date>
<news:title>Dam &amp; gates {0}</news:title></news:news></url>"""
SPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
)


def sitemap(*entries: str) -> bytes:
    return f"<?xml version='1.0'?><urlset {SPACES}>{''.join(entries)}</urlset>".encode()


def read(body: bytes) -> list[NewsEntry | ChildSitemap]:
    return list(read_sitemap(io.BytesIO(body), URL))


def entry(name: str) -> NewsEntry:
    return NewsEntry(
        f"https://paper.example/{name}",
        f"Dam & gates {name}",
        "The Paper",
        datetime(2026, 11, 20, tzinfo=UTC),
        datetime(2026, 11, 20, 6, tzinfo=UTC),
    )


def test_the_news_of_a_sitemap_is_read_and_its_other_pages_are_not() -> None:
    other = "<url><loc>https://paper.example/about</loc></url>"
    assert read(sitemap(NEWS.format("a"), other, NEWS.format("b"))) == [entry("a"), entry("b")]


@pytest.mark.parametrize("members", [1, 2])
def test_a_packed_sitemap_is_unpacked(members: int) -> None:
    body = sitemap(NEWS.format("a"))
    half = len(body) // members
    packed = gzip.compress(body[:half]) + (gzip.compress(body[half:]) if members > 1 else b"")
    assert read(packed) == [entry("a")]


def test_an_index_names_its_sitemaps() -> None:
    index = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <sitemap><loc>/news.xml</loc><lastmod>2026-11-20</lastmod></sitemap>
    <sitemap><loc>javascript:x</loc></sitemap></sitemapindex>"""
    named = ChildSitemap("https://paper.example/news.xml", datetime(2026, 11, 20, tzinfo=UTC))
    assert read(index) == [named]


@pytest.mark.parametrize("body", [b"", b"words", b"<rss/>", b"\x1f\x8bbroken", b"<"])
def test_what_is_no_sitemap_is_refused(body: bytes) -> None:
    with pytest.raises(Unreadable):
        read(body)


def test_a_sitemap_that_breaks_off_gives_what_came_before() -> None:
    assert read(sitemap(NEWS.format("a"), NEWS.format("b"))[:-60])[:1] == [entry("a")]


class Endless(io.RawIOBase):
    """A stream that goes on for ever, and counts what was taken of it."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self.parts = parts
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        del size
        part = next(self.parts)
        self.given += len(part)
        return part


def test_a_sitemap_without_end_ends_at_the_most_entries() -> None:
    def parts() -> Iterator[bytes]:
        yield b"<u"
        yield f"rlset {SPACES}>".encode()
        while True:
            yield b"<url><loc>https://paper.example/x</loc></url>" * 100

    assert list(read_sitemap(Endless(parts()), URL)) == []  # type: ignore[arg-type]
    assert MOST_ENTRIES == 50_000


def test_an_entry_without_end_is_refused() -> None:
    def parts() -> Iterator[bytes]:
        yield b"<u"
        yield b"rlset><url>"
        while True:
            yield b"<loc>x</loc>" * 100

    with pytest.raises(Unreadable) as refused:
        list(read_sitemap(Endless(parts()), URL))  # type: ignore[arg-type]
    assert refused.value.reason is UnreadReason.TOO_LARGE


class Counting(io.RawIOBase):
    """A stream that counts what was taken of it."""

    def __init__(self, stream: io.BytesIO) -> None:
        self.stream = stream
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        part = self.stream.read(size)
        self.given += len(part)
        return part


def test_a_bomb_ends_at_the_most_bytes() -> None:
    bomb = gzip.compress(b"<urlset>" + b"<url/>" * 30_000_000, compresslevel=1)
    taken = Counting(io.BytesIO(bomb))
    assert list(read_sitemap(taken, URL)) == []  # type: ignore[arg-type]
    assert taken.given < len(bomb)


def test_entities_are_never_expanded() -> None:
    body = b"""<!DOCTYPE urlset [<!ENTITY f SYSTEM "file:///etc/passwd">]><urlset><url>
    <loc>https://paper.example/a</loc><n:news xmlns:n="x"><n:title>&f;</n:title></n:news></url>
    </urlset>"""
    assert [one.title for one in read(body) if isinstance(one, NewsEntry)] == [""]
