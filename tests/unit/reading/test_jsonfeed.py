from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from backend.errors import Unreadable
from backend.reading.feeds import FeedEntry, parse_feed

URL = "https://paper.example/feed.json"


def json_feed(*items: object, version: str = "https://jsonfeed.org/version/1.1") -> bytes:
    return json.dumps({"version": version, "title": "The Paper", "items": items}).encode()


def test_a_json_feed_is_read() -> None:
    item = {
        "id": "1",
        "url": "/dam",
        "title": "Dam",
        "summary": "The <b>dam</b> &amp; gates",
        "date_published": "2026-11-20T05:30:00Z",
        "date_modified": "2026-11-20T07:30:00+01:00",
    }
    feed = parse_feed(json_feed(item), URL)
    assert feed.title == "The Paper"
    assert feed.entries == (
        FeedEntry(
            "https://paper.example/dam",
            "Dam",
            "The dam & gates",
            datetime(2026, 11, 20, 5, 30, tzinfo=UTC),
            datetime(2026, 11, 20, 6, 30, tzinfo=UTC),
        ),
    )


def test_the_first_version_is_read_too_and_escaped_slashes() -> None:
    body = json_feed({"id": "https://paper.example/a"}, version="https://jsonfeed.org/version/1")
    escaped = body.replace(b"/", b"\\/")
    assert [entry.url for entry in parse_feed(escaped, URL).entries] == ["https://paper.example/a"]


@pytest.mark.parametrize(
    "item", [3, None, {}, {"url": 5}, {"url": "javascript:x"}, {"url": ["https://a.example"]}]
)
def test_what_cannot_be_understood_is_left_out(item: object) -> None:
    good = {"url": "https://paper.example/a", "date_published": "soon", "title": 7}
    entries = parse_feed(json_feed(item, good), URL).entries
    assert [(entry.url, entry.published) for entry in entries] == [
        ("https://paper.example/a", None)
    ]


@pytest.mark.parametrize(
    "body",
    [
        b'{"version": "https://jsonfeed.org/version/1.1"',
        b'{"version": "https://jsonfeed.org/version/1.1", "items": 3}',
        b'{"version": "https://jsonfeed.org/version/1.1", "items": ' + b"[" * 100_000,
    ],
)
def test_a_broken_json_feed_is_refused(body: bytes) -> None:
    with pytest.raises(Unreadable):
        parse_feed(body, URL)
