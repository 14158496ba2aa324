from __future__ import annotations

import pytest

from backend.domain import UnreadReason
from backend.errors import Unreadable
from backend.reading.opml import ListedFeed, read_opml

NESTED = b"""\xef\xbb\xbf<?xml version="1.0"?><opml version="2.0"><head/><body>
<outline text="World"><outline text="Europe">
  <outline type="rss" text="The Paper" xmlUrl="https://paper.example/feed"
    htmlUrl="https://paper.example/" language="en-GB" country="gb"/>
  <outline title="Le Journal" text="x" xmlurl="feed://journal.example/rss" language="nonsense!"/>
</outline></outline>
<outline text="again" xmlUrl="https://paper.example/feed"/>
<outline text="no feed" xmlUrl="javascript:alert(1)"/>
</body></opml>"""


def test_a_nested_list_gives_its_feeds_once_with_what_it_says_of_them() -> None:
    assert read_opml(NESTED) == (
        ListedFeed(
            "https://paper.example/feed",
            "The Paper",
            "https://paper.example/",
            language="en-GB",
            country="GB",
            category="Europe",
        ),
        ListedFeed("http://journal.example/rss", "Le Journal", category="Europe"),
    )


def test_a_broken_list_gives_what_can_be_understood() -> None:
    broken = b"""<opml><body><outline text="Tom & Jerry" xmlUrl="https://a.example/f">
    <outline text="b" xmlUrl="https://b.example/f?x=1&y=2"></body>"""
    assert [feed.url for feed in read_opml(broken)] == [
        "https://a.example/f",
        "https://b.example/f?x=1&y=2",
    ]


@pytest.mark.parametrize("body", [b"", b"no markup", b"<rss/>", b"<html><body/></html>"])
def test_what_is_no_list_is_refused(body: bytes) -> None:
    with pytest.raises(Unreadable):
        read_opml(body)


def test_entities_are_never_expanded() -> None:
    bomb = b"""<!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
    <!ENTITY f SYSTEM "file:///etc/passwd">]>
    <opml><body><outline text="&b;&f;" xmlUrl="https://a.example/f"/></body></opml>"""
    (feed,) = read_opml(bomb)
    assert "root:" not in feed.title
    assert len(feed.title) < 200


def test_a_list_that_would_take_minutes_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        read_opml(b"<opml>" + b"<outline>" * 130_000)
    assert refused.value.reason is UnreadReason.TOO_LARGE


def test_outlines_nested_without_end_are_no_danger() -> None:
    deep = b"<opml><body>" + b'<outline text="x">' * 5_000
    assert read_opml(deep) == ()
