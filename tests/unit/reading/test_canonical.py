from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.reading.canonical import canonical_url, is_web_address


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("HTTPS://News.Example:443/A?b=2#top", "https://news.example/A?b=2"),
        ("http://news.example:80", "http://news.example/"),
        ("http://news.example:8080/a", "http://news.example:8080/a"),
        ("https://user:secret@news.example/a", "https://news.example/a"),
        ("https://news.example/a?utm_source=x&utm_medium=rss&id=7", "https://news.example/a?id=7"),
        ("https://news.example/a?fbclid=1&gclid=2&msclkid=3", "https://news.example/a"),
        ("https://bbc.example/a?at_medium=RSS&at_campaign=rss", "https://bbc.example/a"),
        ("https://news.example/a?b=1&UTM_Source=x&a=2", "https://news.example/a?b=1&a=2"),
        ("https://news.example/a?utm%5Fsource=x", "https://news.example/a"),
        ("https://[2001:DB8::1]/a", "https://[2001:db8::1]/a"),
    ],
)
def test_what_makes_no_difference_is_taken_away(written: str, canonical: str) -> None:
    assert canonical_url(written) == canonical


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/?p=123",
        "https://news.example/story?cid=4",
        "https://news.example/show?gallery=3&page=2",
        "https://news.example/a?2024",
        "https://news.example/a?q=utm_source",
        "https://amp.news.example/a",
        "https://m.news.example/a/",
        "https://news.example/a//b/../c",
        "mailto:a@b.example",
        "http://[broken",
    ],
)
def test_what_may_tell_pages_apart_stays(url: str) -> None:
    assert canonical_url(url) == url


@given(st.from_regex(r"https?://[a-zA-Z.:0-9]{1,20}(/[ -~]{0,40})?", fullmatch=True) | st.text())
def test_doing_it_again_changes_nothing(url: str) -> None:
    assert canonical_url(canonical_url(url)) == canonical_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/",
        "/a",
        "https://",
        "https://a.example:port/",
        "https://a.example/ b",
        "https://a.example/" + "x" * 2_000,
        "https://a.example/\x00",
        "http://[broken",
    ],
)
def test_what_is_no_web_address_is_told(url: str) -> None:
    assert not is_web_address(url)
