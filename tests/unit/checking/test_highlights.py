from __future__ import annotations

from contextlib import suppress
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.checking.highlights import clean, fingerprint, page_address
from backend.domain import Highlight, Page, QuoteSelector
from backend.errors import BadHighlight, BadInput, BadPage

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))
URL = "https://news.example/story"


def a_highlight(
    exact: str = "The bridge was closed.",
    prefix: str = "",
    suffix: str = "",
    url: str = URL,
) -> Highlight:
    return Highlight(QuoteSelector(exact, prefix, suffix), Page(url))


def test_the_exact_words_stay_as_they_were_selected() -> None:
    exact = "  Über 1 000 people\n\tcame — “so far”\r\n"
    assert clean(a_highlight(exact)).quote.exact == exact


@pytest.mark.parametrize("exact", ["", "   ", "\n\t", "\N{NO-BREAK SPACE}"])
def test_an_empty_highlight_is_refused(exact: str) -> None:
    with pytest.raises(BadHighlight, match="empty"):
        clean(a_highlight(exact))


def test_a_highlight_may_have_5000_characters_and_no_more() -> None:
    assert clean(a_highlight("🌊" * 5000)).quote.exact == "🌊" * 5000
    with pytest.raises(BadHighlight, match="5,001 characters"):
        clean(a_highlight("🌊" * 5001))


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\ud800"])
@pytest.mark.parametrize("part", ["exact", "prefix", "suffix"])
def test_what_is_no_text_is_refused(part: str, character: str) -> None:
    with pytest.raises(BadHighlight, match="characters"):
        clean(a_highlight(**{part: f"words{character}words"}))


def test_the_title_must_be_text_and_is_cut() -> None:
    quote = QuoteSelector("words")
    with pytest.raises(BadHighlight, match="title"):
        clean(Highlight(quote, Page(URL, title="a\x00b")))
    assert clean(Highlight(quote, Page(URL, title="a" * 900))).page.title == "a" * 500


def test_the_context_is_cut_to_what_stands_nearest() -> None:
    before = "a" * 400 + "b" * 500
    after = "c" * 500 + "d" * 400
    quote = clean(a_highlight(prefix=before, suffix=after)).quote
    assert (quote.prefix, quote.suffix) == ("b" * 500, "c" * 500)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "news.example/story",
        "//news.example",
        "ftp://news.example",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,hello",
        "about:blank",
        "chrome-extension://abc/page.html",
        "http://",
        "http:///path",
        "http://:80/",
        "https://[::1",
        "http://news.example:99999/",
        "http://news.example:port/",
        "http://news example/",
        "http://news.example/\x00",
        "http://news.example/\ud800",
        "java\nscript:alert(1)",
        "https://news.example/" + "a" * 8000,
    ],
)
def test_a_page_without_an_http_address_is_refused(url: str) -> None:
    with pytest.raises(BadPage):
        page_address(url)


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("HTTPS://News.Example/Story?b=2&a=1#part", "https://news.example/Story?b=2&a=1"),
        ("http://news.example", "http://news.example/"),
        ("http://news.example:80/", "http://news.example/"),
        ("https://news.example:443/a", "https://news.example/a"),
        ("http://127.0.0.1:8701/a", "http://127.0.0.1:8701/a"),
        ("http://[::1]:8701/a", "http://[::1]:8701/a"),
        ("https://me:secret@news.example/a", "https://news.example/a"),
        (" https://news.example/a ", "https://news.example/a"),
    ],
)
def test_a_page_is_known_under_one_address(url: str, address: str) -> None:
    assert page_address(url) == address


@given(ANY_TEXT)
def test_any_address_is_either_refused_or_an_http_address_that_stays_as_it_is(url: str) -> None:
    with suppress(BadPage):
        address = page_address(url)
        assert urlsplit(address).scheme in {"http", "https"}
        assert urlsplit(address).hostname
        assert page_address(address) == address


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_cleaning_refuses_or_gives_what_it_leaves_alone_the_second_time(
    exact: str,
    prefix: str,
    suffix: str,
) -> None:
    with suppress(BadInput):
        once = clean(a_highlight(exact, prefix, suffix))
        assert clean(once) == once
        assert once.quote.exact == exact
        once.quote.exact.encode()


def test_the_same_words_on_the_same_page_have_one_fingerprint() -> None:
    one = clean(a_highlight(url="https://News.example/story#top"))
    other = clean(a_highlight(url="https://news.example/story#end"))
    assert fingerprint(one) == fingerprint(other)


@pytest.mark.parametrize(
    "other",
    [
        a_highlight("The bridge was closed"),
        a_highlight(prefix="Yesterday. "),
        a_highlight(suffix="Yesterday. "),
        a_highlight(url="https://news.example/story?page=2"),
    ],
)
def test_other_words_or_another_place_have_another_fingerprint(other: Highlight) -> None:
    assert fingerprint(clean(other)) != fingerprint(clean(a_highlight()))


def test_words_do_not_run_over_into_their_context() -> None:
    one, other = a_highlight("ab", "c", ""), a_highlight("a", "bc", "")
    assert fingerprint(one) != fingerprint(other)
