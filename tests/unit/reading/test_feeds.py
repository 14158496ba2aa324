from __future__ import annotations

import contextlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain import UnreadReason
from backend.errors import Unreadable
from backend.reading.feeds import FeedEntry, parse_feed

URL = "https://paper.example/feeds/news.xml"


def rss(*items: str, title: str = "The Paper") -> bytes:
    channel = f"<title>{title}</title>" + "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{channel}</channel></rss>'.encode()


def links(*items: str) -> list[str]:
    return [entry.url for entry in parse_feed(rss(*items), URL).entries]


def test_an_rss_feed_is_read() -> None:
    item = (
        "<title>Gates &amp;amp; locks</title><link>https://paper.example/a</link>"
        "<description>&lt;p&gt;The &lt;b&gt;river&lt;/b&gt; rose.&lt;/p&gt;</description>"
        "<pubDate>Fri, 20 Nov 2026 06:30:00 +0100</pubDate>"
    )
    feed = parse_feed(rss(item), URL)
    assert feed.title == "The Paper"
    assert feed.entries == (
        FeedEntry(
            url="https://paper.example/a",
            title="Gates & locks",
            summary="The river rose.",
            published=datetime(2026, 11, 20, 5, 30, tzinfo=UTC),
        ),
    )


def test_an_atom_feed_is_read() -> None:
    atom = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Paper</title><entry>
    <title type="html">Dam &lt;i&gt;open&lt;/i&gt;</title>
    <link rel="alternate" href="../news/dam#top"/><updated>2026-11-20T05:30:00Z</updated>
    <summary>Water</summary></entry></feed>"""
    assert parse_feed(atom, URL).entries == (
        FeedEntry(
            url="https://paper.example/news/dam",
            title="Dam open",
            summary="Water",
            published=datetime(2026, 11, 20, 5, 30, tzinfo=UTC),
            updated=datetime(2026, 11, 20, 5, 30, tzinfo=UTC),
        ),
    )


def test_only_links_to_the_web_are_kept() -> None:
    assert links(
        "<link>javascript:alert(1)</link>",
        "<link>file:///etc/passwd</link>",
        "<link>mailto:a@b.example</link>",
        "<link>http://[broken</link>",
        "<link>http://</link>",
        "<link></link>",
        "<title>no link</title>",
        "<link>/a</link>",
        "<link>//other.example/b</link>",
    ) == ["https://paper.example/a", "https://other.example/b"]


def test_an_address_counts_once_and_in_the_feeds_order() -> None:
    assert links("<link>/a</link>", "<link>/b</link>", "<link>/a#comments</link>") == [
        "https://paper.example/a",
        "https://paper.example/b",
    ]


def test_a_feed_that_is_cut_off_gives_what_it_has() -> None:
    body = rss("<link>/a</link><title>A</title>", "<link>/b</link><title>B</title>")
    assert "https://paper.example/a" in [
        entry.url for entry in parse_feed(body[: body.index(b"<title>B")], URL).entries
    ]


def test_an_empty_feed_is_a_feed() -> None:
    assert parse_feed(rss(), URL).entries == ()


def test_a_date_that_is_none_is_left_out() -> None:
    feed = parse_feed(rss("<link>/a</link><pubDate>soon</pubDate>"), URL)
    assert feed.entries[0].published is None


@pytest.mark.parametrize(
    "body", [b"", b"<!doctype html><title>The Paper</title><p>Hello", b"{}", b"/etc/passwd"]
)
def test_what_is_no_feed_is_refused_in_words(body: bytes) -> None:
    with pytest.raises(Unreadable, match="no RSS or Atom feed") as caught:
        parse_feed(body, URL)
    assert caught.value.reason is UnreadReason.NOT_AN_ARTICLE


def test_the_name_of_a_file_is_not_opened() -> None:
    with pytest.raises(Unreadable):
        parse_feed(__file__.encode(), URL)


def test_entities_that_multiply_are_not_expanded() -> None:
    entities = "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 10))
    bomb = f'<!DOCTYPE x [<!ENTITY a0 "aaaaaaaaaa">{entities}]>'.encode()
    feed = parse_feed(bomb + rss(title="&a9;").partition(b"?>")[2], URL)
    assert len(feed.title) < 1000


def test_entities_that_name_a_file_are_not_read() -> None:
    doctype = f'<!DOCTYPE x [<!ENTITY f SYSTEM "file://{__file__}">]>'.encode()
    feed = parse_feed(doctype + rss(title="&f;").partition(b"?>")[2], URL)
    assert "import" not in feed.title


def test_a_feed_of_endless_tags_is_too_large() -> None:
    with pytest.raises(Unreadable) as caught:
        parse_feed(b"<rss>" * 200_000, URL)
    assert caught.value.reason is UnreadReason.TOO_LARGE


@given(st.binary(max_size=200) | st.text(max_size=200).map(rss))
def test_any_bytes_give_a_feed_or_a_reason(body: bytes) -> None:
    with contextlib.suppress(Unreadable):
        feed = parse_feed(body, URL)
        assert all(entry.url.startswith(("http://", "https://")) for entry in feed.entries)
