"""JSON Feed, versions 1 and 1.1 (jsonfeed.org), read leniently. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from backend.domain import UnreadReason
from backend.errors import Unreadable

_MARK = b"jsonfeed.org/version/"
_HEAD = 64 * 1024


def looks_like_json_feed(body: bytes) -> bool:
    """Whether the bytes begin a JSON Feed: an object that names the format's version."""
    head = body[:_HEAD].replace(b"\\/", b"/")
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and _MARK in head


def read_json_feed(body: bytes, url: str) -> tuple[str, Iterator[dict[str, Any]]]:
    """The feed's title and its entries, in the shape in which feedparser gives entries.

    Raises `Unreadable` where it is no JSON.
    """
    try:
        feed = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as problem:
        raise Unreadable(UnreadReason.NOT_AN_ARTICLE, "The feed is broken.") from problem
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise Unreadable(UnreadReason.NOT_AN_ARTICLE, "The JSON feed has no items.")
    return _text(feed, "title"), (_entry(item, url) for item in items if isinstance(item, dict))


def _entry(item: dict[str, Any], base: str) -> dict[str, Any]:
    # `external_url` is what a link blog writes about; the item's own page is `url`.
    link = _text(item, "url") or _text(item, "external_url") or _address(_text(item, "id"))
    return {
        "link": urljoin(base, link) if link else "",
        "title": _text(item, "title"),
        "summary": _text(item, "summary") or _text(item, "content_text"),
        "published_parsed": _parsed(_text(item, "date_published")),
        "updated_parsed": _parsed(_text(item, "date_modified")),
    }


def _text(values: dict[str, Any], name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""


def _address(identity: str) -> str:
    return identity if identity.startswith(("http://", "https://")) else ""


def _parsed(written: str) -> Any:  # noqa: ANN401 - time.struct_time, as feedparser has it
    try:
        moment = datetime.fromisoformat(written)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).utctimetuple()
    except (ValueError, OverflowError):
        return None
