from __future__ import annotations

import contextlib
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain import Outlet, UnreadReason
from backend.errors import Unreadable
from backend.reading.caps import MOST_TAGS
from backend.reading.extraction import extract
from tests.unit.reading.pages import PARAGRAPHS, SENTENCES, URL, article, described, page

NOTICE = (
    "We and our 812 partners store and/or access information on a device. Please consent to "
    "cookies and the use of personal data, or read our privacy policy. Accept all or reject all."
)


def reason_of(html: str | bytes, url: str = URL) -> UnreadReason:
    with pytest.raises(Unreadable) as caught:
        extract(html, url)
    return caught.value.reason


def test_the_report_has_the_articles_paragraphs_word_for_word_and_nothing_else() -> None:
    report = extract(page(), URL)
    lines = report.text.split("\n")
    assert [line for line in lines if line != "Dam gates opened"] == list(PARAGRAPHS)


def test_the_report_says_where_it_is_from() -> None:
    report = extract(page(jsonld=described(publisher={"name": "The Paper"})), URL)
    assert report.outlet == Outlet("The Paper", "paper.example")
    assert report.url == "https://www.paper.example/news/dam?from=feed"
    assert report.language == "en-GB"


def test_an_outlet_without_a_name_is_named_by_its_domain() -> None:
    assert extract(page(), URL).outlet == Outlet("paper.example", "paper.example")


def test_markup_comments_between_words_end_no_sentence() -> None:
    strewn = SENTENCES[0].replace(" ", "<!-- --> <!-- -->")
    report = extract(page(body=article(strewn, *PARAGRAPHS)), URL)
    assert SENTENCES[0] in report.text.split("\n")


def test_comments_are_no_part_of_the_report() -> None:
    comments = "<div id=comments class=comments><p>The board is lying, says everyone.</p></div>"
    report = extract(page(body=article() + comments), URL)
    assert "lying" not in report.text


@pytest.mark.parametrize(
    ("charset", "header"),
    [("utf-8", None), ("utf-8", "utf-8"), ("windows-1252", "iso-8859-1"), ("utf-16", None)],
)
def test_bytes_are_decoded_as_their_header_or_they_themselves_say(
    charset: str, header: str | None
) -> None:
    text = "The caf\u00e9 owner said \u201cwe left at dawn\u201d as the water rose around the hall."
    html = page(body=article(text, *PARAGRAPHS)).replace("charset=utf-8", "")
    assert text in extract(html.encode(charset), URL, header).text


def test_a_declared_character_set_serves_where_the_header_names_none() -> None:
    text = "\u0412\u043e\u0434\u0430 \u043f\u043e\u0434\u043d\u044f\u043b\u0430\u0441\u044c " * 5
    html = page(body=article(text, *PARAGRAPHS)).replace("charset=utf-8", "charset=windows-1251")
    assert text.strip() in extract(html.encode("windows-1251"), URL).text


def test_an_unknown_character_set_costs_no_page() -> None:
    assert SENTENCES[0] in extract(page().encode(), URL, "x-klingon").text


def test_a_consent_notice_is_no_article() -> None:
    html = page(body=f"<div><h1>Your choice</h1><p>{NOTICE}</p></div>", title="The Paper")
    assert reason_of(html) is UnreadReason.CONSENT_WALL


def test_a_page_on_a_consent_host_is_a_consent_wall() -> None:
    html = page(body="<p>Before you continue</p>", title="Before you continue")
    url = "https://consent.paper.example/collect?continue=x"
    assert reason_of(html, url) is UnreadReason.CONSENT_WALL


def test_an_article_about_consent_notices_is_an_article() -> None:
    text = f"The regulator fined the company over a notice that read: {NOTICE}"
    assert NOTICE in extract(page(body=article(text, *PARAGRAPHS, *PARAGRAPHS)), URL).text


def test_a_notice_below_an_article_does_not_hide_it() -> None:
    html = page(body=article() + f"<div class=cookie-banner><p>{NOTICE}</p></div>")
    assert SENTENCES[0] in extract(html, URL).text


def test_a_beginning_that_is_not_free_is_a_paywall() -> None:
    html = page(body=article(PARAGRAPHS[0]), jsonld=described(isAccessibleForFree=False))
    assert reason_of(html) is UnreadReason.PAYWALL


def test_a_whole_article_is_read_though_it_is_called_not_free() -> None:
    html = page(body=article(*PARAGRAPHS * 3), jsonld=described(isAccessibleForFree="False"))
    assert SENTENCES[0] in extract(html, URL).text


def test_a_beginning_with_an_offer_to_subscribe_is_a_paywall() -> None:
    offer = "Subscribe to continue reading. Already a subscriber? Log in."
    assert reason_of(page(body=article(PARAGRAPHS[0], offer))) is UnreadReason.PAYWALL


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("404 Not Found", UnreadReason.GONE),
        ("Page not found | The Paper", UnreadReason.GONE),
        ("This article is no longer available", UnreadReason.GONE),
        ("Seite nicht gefunden", UnreadReason.GONE),
        ("Access Denied", UnreadReason.REFUSED),
        ("Just a moment...", UnreadReason.BLOCKED),
        ("Are you a robot?", UnreadReason.BLOCKED),
        ("503 Service Temporarily Unavailable", UnreadReason.SERVER_ERROR),
        ("Something went wrong", UnreadReason.SERVER_ERROR),
    ],
)
def test_an_error_page_with_status_200_is_told_as_what_it_is(
    title: str, reason: UnreadReason
) -> None:
    html = page(title=title, body=f"<h1>{title}</h1><p>Try our front page instead.</p>")
    assert reason_of(html) is reason


def test_a_headline_about_an_error_is_no_error_page() -> None:
    html = page(title="Access denied: refugees turned back at the border")
    assert SENTENCES[0] in extract(html, URL).text


@pytest.mark.parametrize(
    "html",
    [
        "",
        " ",
        "<html></html>",
        "plain words",
        b"",
        b"\x00" * 1000,
        b"%PDF-1.7 \xff\xfe",
        "<!-- x -->",
        "<?xml version='1.0' encoding='utf-8'?><rss/>",
        page(body="<p>Watch the video.</p>"),
    ],
)
def test_a_page_without_an_article_is_told_as_such(html: str | bytes) -> None:
    assert reason_of(html) is UnreadReason.NOT_AN_ARTICLE


def test_a_front_page_is_no_article() -> None:
    assert reason_of(page(), "https://paper.example/") is UnreadReason.LISTING


def test_bytes_that_are_no_text_are_no_article() -> None:
    noise = bytes(range(256)) * 400
    assert reason_of(b"<html><body><p>" + noise) is UnreadReason.NOT_AN_ARTICLE


def test_a_page_of_endless_tags_is_too_large() -> None:
    assert reason_of("<b>" * (MOST_TAGS + 1)) is UnreadReason.TOO_LARGE


def test_markup_in_the_text_stays_text() -> None:
    text = "The tag &lt;script&gt;alert(1)&lt;/script&gt; stood in the headline for an hour."
    report = extract(page(body=article(text, *PARAGRAPHS)), URL)
    assert "The tag <script>alert(1)</script> stood in the headline" in report.text


def test_nothing_of_a_page_reaches_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    extract(page(), URL)
    with contextlib.suppress(Unreadable):
        extract("<p>" + "\x00\ufffd" * 100, URL)
    assert "paper.example" not in caplog.text
    assert SENTENCES[0] not in caplog.text


FRAGMENTS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div class='article'>",
        "</article>",
        "<article>",
        "<table><tr><td>",
        "<script type=application/ld+json>",
        "</script>",
        '{"@type":"NewsArticle","datePublished":',
        "<meta property=og:title content=",
        "<link rel=canonical href=",
        "<time datetime=",
        "<!--",
        "-->",
        "<![CDATA[",
        "&#x0;",
        "&amp;",
        "\x00",
        "\ud800",
        SENTENCES[0],
        SENTENCES[1] * 3,
    ]
)


@given(st.lists(FRAGMENTS | st.text(max_size=20), max_size=30).map("".join))
def test_any_page_gives_a_report_or_a_reason(html: str) -> None:
    with contextlib.suppress(Unreadable):
        report = extract(html, URL)
        assert report.text
        assert report.url.startswith("https://")


@given(st.binary(max_size=300))
def test_any_bytes_give_a_report_or_a_reason(body: bytes) -> None:
    with contextlib.suppress(Unreadable):
        extract(body, URL, "utf-8")
