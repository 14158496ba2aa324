"""What goes into the archive, and how each kind is told from the others: by looking."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from backend.reading.jsonfeed import looks_like_json_feed

HEAD_BYTES = 64 * 1024
"""How much of a source is looked at, unpacked."""

_GZIP = b"\x1f\x8b"
_TAG = re.compile(rb"<(?:[\w.-]+:)?([\w-]+)")
_PASSED_OVER = ((b"<!--", b"-->"), (b"<?", b"?>"), (b"<!", b">"))
_SPACE = b"\xef\xbb\xbf \t\r\n\x00"


class Kind(StrEnum):
    """The kinds of source."""

    WARC = "warc"
    JSONL = "jsonl"
    OPML = "opml"
    SITEMAP = "sitemap"
    FEED = "feed"


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of source: what it is, for people, and the sign that a source begins with.

    `crawled` is whether it names pages that are still to be fetched; the others hold their
    reports, and are taken from files only.
    """

    kind: Kind
    means: str
    shows: Callable[[bytes], bool]
    crawled: bool


def _begins(*tags: str) -> Callable[[bytes], bool]:
    return lambda head: _first_tag(head) in tags


def _first_tag(head: bytes) -> str:
    """The name of the first tag that is no comment, declaration or instruction, in lower case."""
    at = head.find(b"<")
    while at >= 0:
        begun = next((pair for pair in _PASSED_OVER if head.startswith(pair[0], at)), None)
        if begun is None:
            named = _TAG.match(head, at)
            return named[1].decode().lower() if named else ""
        ends = head.find(begun[1], at)
        at = head.find(b"<", ends) if ends >= 0 else -1
    return ""


def _is_jsonl(head: bytes) -> bool:
    return head.lstrip(_SPACE).startswith(b"{")


FORMS: tuple[Form, ...] = (
    Form(
        Kind.WARC,
        "a WARC file (.warc, .warc.gz), such as Common Crawl's CC-NEWS; a file",
        lambda head: head.startswith(b"WARC/"),
        crawled=False,
    ),
    Form(
        Kind.FEED,
        "a JSON feed (1.0, 1.1); a file or an address",
        looks_like_json_feed,
        crawled=True,
    ),
    Form(
        Kind.JSONL,
        'reports as JSON lines (.jsonl, .jsonl.gz), each {"url", "title", "text"}; a file',
        _is_jsonl,
        crawled=False,
    ),
    Form(
        Kind.OPML,
        "an OPML list of feeds; a file or an address",
        _begins("opml"),
        crawled=True,
    ),
    Form(
        Kind.SITEMAP,
        "a news sitemap or an index of them (.xml, .xml.gz); a file or an address",
        _begins("urlset", "sitemapindex"),
        crawled=True,
    ),
    Form(
        Kind.FEED,
        "an RSS or Atom feed; a file or an address",
        _begins("rss", "feed", "rdf", "channel"),
        crawled=True,
    ),
)
"""Every form of source, the surest sign first."""


def form_of(head: bytes) -> Form | None:
    """The form of a source that begins with these bytes; None where it is of none."""
    shown = unpacked_head(head)
    return next((form for form in FORMS if form.shows(shown)), None)


def unpacked_head(head: bytes) -> bytes:
    """The beginning of what may be gzip."""
    if not head.startswith(_GZIP):
        return head
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, HEAD_BYTES)
    except zlib.error:
        return b""


def accepted() -> str:
    """What can be added, a line each."""
    return "\n".join(f"  - {form.means}" for form in FORMS)
