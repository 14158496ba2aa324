from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.reading.dates import parse_moment
from backend.reading.markup import parse
from backend.reading.metadata import Metadata, canonical_url, read_metadata
from tests.unit.reading.pages import URL, described, page

PLAIN = "https://www.paper.example/news/dam?from=feed"


def metadata(**parts: object) -> Metadata:
    return read_metadata(parse(page(**parts)), URL)  # type: ignore[arg-type]


def test_json_ld_is_believed_before_open_graph() -> None:
    found = metadata(
        jsonld=described(
            headline="Gates of the Marrow Dam opened",
            publisher={"@type": "Organization", "name": "The Paper"},
            author=[{"name": "Ada Moss"}, {"name": "Ben Oak"}],
            datePublished="2026-11-20T06:30:00+01:00",
            inLanguage="en",
        ),
        head='<meta property="og:title" content="Another"><meta property="og:site_name" '
        'content="Another"><meta name="author" content="Another">',
    )
    assert found.title == "Gates of the Marrow Dam opened"
    assert found.outlet == "The Paper"
    assert found.author == "Ada Moss, Ben Oak"
    assert found.published == datetime(2026, 11, 20, 5, 30, tzinfo=UTC)
    assert found.article


def test_open_graph_serves_where_there_is_no_json_ld() -> None:
    found = metadata(
        head='<meta property="og:title" content="Gates open"><meta property="og:site_name" '
        'content="The Paper"><meta property="og:type" content="article">'
        '<meta property="article:published_time" content="2026-11-20"><meta name="author" '
        'content="Ada Moss">'
    )
    assert (found.title, found.outlet, found.author) == ("Gates open", "The Paper", "Ada Moss")
    assert found.published == datetime(2026, 11, 20, tzinfo=UTC)
    assert found.article


def test_plain_html_serves_where_there_is_nothing_else() -> None:
    found = metadata()
    assert (found.title, found.outlet, found.author) == ("Dam gates opened", "", None)
    assert found.language == "en-GB"
    assert not found.article


def test_the_outlet_is_taken_off_the_title() -> None:
    found = metadata(body="<p>x</p>", head='<meta property="og:site_name" content="The Paper">')
    assert found.title == "Dam gates opened"


def test_a_date_in_the_address_is_the_last_resort() -> None:
    found = read_metadata(parse(page()), "https://paper.example/2026/11/19/dam")
    assert found.published == datetime(2026, 11, 19, tzinfo=UTC)


def test_publisher_and_author_are_found_by_reference() -> None:
    found = metadata(
        jsonld={
            "@graph": [
                {"@type": "Organization", "@id": "#paper", "name": "The Paper"},
                {"@type": "Person", "@id": "#ada", "name": "Ada Moss"},
                described(publisher={"@id": "#paper"}, author=[{"@id": "#ada"}]),
            ]
        }
    )
    assert (found.outlet, found.author) == ("The Paper", "Ada Moss")


@pytest.mark.parametrize(
    "wrapped",
    [
        [described(headline="Found")],
        {"@graph": [{"@type": "WebSite"}, described(headline="Found")]},
        {"@type": "WebPage", "mainEntity": described(headline="Found")},
        {"@type": ["Thing", "ReportageNewsArticle"], "headline": "Found"},
        {"@type": "http://schema.org/NewsArticle", "headline": "Found"},
        '<!-- {"@type": "NewsArticle", "headline": "Found"} -->',
        '{"@type": "NewsArticle", "headline": "Found"};',
        '{"@type": "NewsArticle", "headline": "Fo\tund"}'.replace("\t", ""),
        '{"@type": "NewsArticle", "headline": "&#70;ound"}',
    ],
)
def test_an_article_is_found_however_it_is_wrapped(wrapped: object) -> None:
    assert metadata(jsonld=wrapped).title == "Found"


@pytest.mark.parametrize(
    "junk",
    [
        "{",
        "[" * 100_000,
        "null",
        "42",
        '"text"',
        '{"@type": 1, "@id": 2, "@graph": 3}',
        '{"@type": "NewsArticle", "headline": ["a"], "author": 5, "publisher": [[[["x"]]]]}',
        '{"@type": "NewsArticle", "datePublished": "9999-99-99T99:99"}',
    ],
)
def test_json_ld_that_is_junk_costs_only_itself(junk: str) -> None:
    assert metadata(jsonld=junk).title == "Dam gates opened"


def test_addresses_are_no_names() -> None:
    found = metadata(
        jsonld=described(author="https://paper.example/ada", publisher="https://paper.example")
    )
    assert (found.author, found.outlet) == (None, "")


@pytest.mark.parametrize("value", [False, "False", "false", "no"])
def test_a_page_can_say_that_it_is_not_free(value: object) -> None:
    assert not metadata(jsonld=described(isAccessibleForFree=value)).free


@pytest.mark.parametrize("value", [True, "True", None, "perhaps"])
def test_a_page_is_free_unless_it_says_otherwise(value: object) -> None:
    assert metadata(jsonld=described(isAccessibleForFree=value)).free


@pytest.mark.parametrize(
    ("lang", "language"),
    [(' lang="de_AT"', "de-AT"), (' lang="<script>"', None), ("", None), (' lang=""', None)],
)
def test_a_language_is_a_language_tag_or_nothing(lang: str, language: str | None) -> None:
    assert metadata(lang=lang).language == language


@pytest.mark.parametrize(
    "declared",
    [
        "https://elsewhere.example/news/dam",
        "https://sub.paper.example/news/dam",
        "https://www.paper.example:8443/news/dam",
        "https://www.paper.example/",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "http://[broken",
        "",
    ],
)
def test_a_canonical_address_that_cannot_be_trusted_is_not_taken(declared: str) -> None:
    assert canonical_url(URL, [declared]) == PLAIN


@pytest.mark.parametrize(
    ("declared", "url"),
    [
        ("/news/dam", "https://www.paper.example/news/dam"),
        ("http://paper.example/news/dam#c", "http://paper.example/news/dam"),
    ],
)
def test_a_canonical_address_on_the_same_host_is_taken(declared: str, url: str) -> None:
    assert canonical_url(URL, [declared]) == url


@given(st.text())
def test_the_canonical_address_is_always_on_the_web(declared: str) -> None:
    assert canonical_url(URL, [declared]).startswith(("https://", "http://"))


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-11-20", datetime(2026, 11, 20, tzinfo=UTC)),
        ("2026-11-20T06:30:00Z", datetime(2026, 11, 20, 6, 30, tzinfo=UTC)),
        ("2026-11-20 06:30", datetime(2026, 11, 20, 6, 30, tzinfo=UTC)),
        ("Fri, 20 Nov 2026 06:30:00 +0100", datetime(2026, 11, 20, 5, 30, tzinfo=UTC)),
        ("1970-01-01", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_moment_is_read_or_left_out(written: str, moment: datetime | None) -> None:
    assert parse_moment(written) == moment


@given(st.text())
def test_a_moment_that_is_read_has_its_zone(written: str) -> None:
    moment = parse_moment(written)
    assert moment is None or moment.tzinfo is not None
