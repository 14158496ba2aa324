from __future__ import annotations

import gzip

import pytest

from backend.archive.sources import FORMS, Kind, accepted, form_of

SHOWN = [
    (Kind.WARC, b"WARC/1.0\r\nWARC-Type: warcinfo\r\n"),
    (Kind.JSONL, b'\xef\xbb\xbf {"url": "https://a.example", "title": "x", "text": "y"}\n'),
    (Kind.FEED, b'{"version": "https:\\/\\/jsonfeed.org\\/version\\/1.1", "items": []}'),
    (Kind.FEED, b'<?xml version="1.0"?><!-- <opml> --><rss version="2.0"><channel>'),
    (Kind.FEED, b'<feed xmlns="http://www.w3.org/2005/Atom">'),
    (Kind.FEED, b'<rdf:RDF xmlns="http://purl.org/rss/1.0/">'),
    (Kind.OPML, b'\xef\xbb\xbf<?xml version="1.0"?>\n<opml version="1.1"><head/>'),
    (Kind.OPML, b"<!DOCTYPE opml>\n<OPML><body>"),
    (Kind.SITEMAP, b"<?xml-stylesheet href='x'?><urlset xmlns='x'>"),
    (Kind.SITEMAP, b"<sitemapindex>"),
]


@pytest.mark.parametrize(("kind", "head"), SHOWN)
@pytest.mark.parametrize("packed", [False, True])
def test_a_source_is_known_by_how_it_begins(kind: Kind, head: bytes, *, packed: bool) -> None:
    form = form_of(gzip.compress(head) if packed else head)
    assert form
    assert form.kind is kind


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"%PDF-1.7",
        b"PK\x03\x04",
        b"<!doctype html><html><head>",
        b"\x1f\x8b\x08broken",
        b"<",
        b"<!-- never closed <rss>",
        b"words without markup",
        b"<?xml" + b" " * 5_000,
        b"<?" * 9_000,
    ],
)
def test_anything_else_is_not(head: bytes) -> None:
    assert form_of(head) is None


def test_every_form_is_named_to_who_asks_what_can_be_added() -> None:
    assert all(form.means in accepted() for form in FORMS)
    assert {form.kind for form in FORMS} == set(Kind)
