from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from backend.reading.dates import Dates, read_dates
from backend.reading.jsonld import Described
from backend.reading.markup import parse
from tests.unit.reading.pages import URL, article, page

A_DAY = datetime(2026, 11, 20, tzinfo=UTC)


def dates(
    head: str = "",
    body: str = "",
    described: dict[str, object] | None = None,
    url: str = URL,
) -> Dates:
    tree = parse(page(head=head, body=body or article()))
    metas = {
        meta.get("property") or meta.get("name") or "": meta.get("content") or ""
        for meta in tree.iter("meta")
    }
    return read_dates(tree, Described(described or {}), metas, url)


def test_a_change_is_told_beside_the_publication() -> None:
    found = dates(
        described={
            "datePublished": "2026-11-20T06:30:00+01:00",
            "dateModified": "2026-11-21T08:00:00+01:00",
        }
    )
    assert found.published == datetime(2026, 11, 20, 5, 30, tzinfo=UTC)
    assert found.modified == datetime(2026, 11, 21, 7, tzinfo=UTC)


@pytest.mark.parametrize("modified", ["2026-11-20T06:30:20+01:00", "2026-11-19", "soon", ""])
def test_what_is_no_minute_later_is_no_change(modified: str) -> None:
    said = {"datePublished": "2026-11-20T06:30:00+01:00", "dateModified": modified}
    assert dates(described=dict(said)).modified is None


def test_a_change_without_a_publication_is_none() -> None:
    meta = '<meta property="article:modified_time" content="2026-11-21">'
    found = dates(head=meta, body="<p>x</p>", url="https://paper.example/x")
    assert found.modified is None or found.published is not None


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:published_time" content="2026-11-20">', ""),
        ('<meta name="dcterms.created" content="2026-11-20">', ""),
        ("", '<p><span itemprop="datePublished" content="2026-11-20">Friday</span></p>'),
        ("", '<p><span itemprop="datePublished">Posted: Nov. 20, 2026</span></p>'),
        ("", '<p><time datetime="2026-11-20">Friday</time></p>'),
    ],
)
def test_a_date_is_found_wherever_the_page_says_it(head: str, body: str) -> None:
    assert dates(head, body + article()).published == A_DAY


@pytest.mark.parametrize(
    "url",
    [
        "https://paper.example/2026/nov/20/dam",
        "https://paper.example/2026/11/20/dam",
        "https://paper.example/news/2026-11-20/dam",
    ],
)
def test_a_date_in_the_address_is_better_than_a_guess(url: str) -> None:
    text = "The last flood was on October 13, 2014, said the board."
    assert dates(body=article(text), url=url).published == A_DAY


def test_times_of_several_days_are_those_of_other_articles() -> None:
    times = "<time datetime=2026-11-18>x</time><time datetime=2026-11-19>y</time>"
    found = dates(body=times + article(), url="https://paper.example/2026/11/20/dam")
    assert found.published == A_DAY


def test_a_zone_is_kept() -> None:
    there = timezone(timedelta(hours=-5))
    found = dates(described={"datePublished": "2026-11-19T20:00:00-05:00"})
    assert found.published == datetime(2026, 11, 19, 20, tzinfo=there)
