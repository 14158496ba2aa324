"""OPML: lists of feeds, nested as people nest them, broken as they often are. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from backend.domain import UnreadReason
from backend.errors import Unreadable
from backend.reading.canonical import LONGEST_URL, is_web_address
from backend.reading.caps import MOST_TAGS
from backend.reading.prose import clean_line

_DEEPEST = 20
_BARE_AMPERSAND = re.compile(rb"&(?!(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_COUNTRY = re.compile(r"[A-Za-z]{2}")


@dataclass(frozen=True, slots=True)
class ListedFeed:
    """A feed as a list has it; "" where the list says nothing. `category` is the innermost."""

    url: str
    title: str = ""
    site: str = ""
    language: str = ""
    country: str = ""
    category: str = ""


def read_opml(body: bytes) -> tuple[ListedFeed, ...]:
    """The feeds of a list, each address once, in the list's order.

    Outlines without a usable `xmlUrl` are passed over, and so is whatever is not well-formed.
    Raises `Unreadable`: `NOT_AN_ARTICLE` where there is no list, `TOO_LARGE` for one of more than
    120,000 tags.
    """
    if body.count(b"<") > MOST_TAGS:
        raise Unreadable(UnreadReason.TOO_LARGE)
    # Nothing outside of the document is ever loaded, and no entity is expanded.
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(_BARE_AMPERSAND.sub(b"&amp;", body.lstrip()), parser)
    except (etree.XMLSyntaxError, ValueError) as failure:
        raise Unreadable(UnreadReason.NOT_AN_ARTICLE, "The OPML list is broken.") from failure
    if root is None or _local(root) != "opml":
        raise Unreadable(UnreadReason.NOT_AN_ARTICLE, "This is no OPML list.")
    feeds: dict[str, ListedFeed] = {}
    for feed in _feeds(root, "", 0):
        feeds.setdefault(feed.url, feed)
    return tuple(feeds.values())


def _feeds(element: etree._Element, category: str, depth: int) -> Iterator[ListedFeed]:
    if depth > _DEEPEST:
        return
    for child in element:
        named = category
        if _local(child) == "outline":
            feed = _feed(child, category)
            if feed:
                yield feed
            else:
                named = _attribute(child, "title", "text") or category
        yield from _feeds(child, named, depth + 1)


def _feed(outline: etree._Element, category: str) -> ListedFeed | None:
    url = _address(_attribute(outline, "xmlurl"))
    if not url:
        return None
    language, country = _attribute(outline, "language"), _attribute(outline, "country")
    return ListedFeed(
        url=url,
        title=_attribute(outline, "title", "text"),
        site=_address(_attribute(outline, "htmlurl")),
        language=language if _LANGUAGE.fullmatch(language) else "",
        country=country.upper() if _COUNTRY.fullmatch(country) else "",
        category=category,
    )


def _address(written: str) -> str:
    # As some readers export them.
    url = re.sub(r"^feed:(?://)?(?=https?:)", "", written)
    url = re.sub(r"^feed://", "http://", url)
    return url if is_web_address(url) else ""


def _attribute(outline: etree._Element, *names: str) -> str:
    """The first of the attributes that says something; their case differs from list to list."""
    written = {str(name).lower(): str(value) for name, value in outline.attrib.items()}
    values = (clean_line(written.get(name, ""))[:LONGEST_URL] for name in names)
    return next((value for value in values if value), "")


def _local(element: etree._Element) -> str:
    tag = element.tag
    return etree.QName(element).localname.lower() if isinstance(tag, str) else ""
