from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from backend.store.engine import Sessions
from backend.store.feeds import FeedStore, KnownFeed

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PAPER = KnownFeed(
    "https://paper.example/feed",
    "The Paper",
    site="https://paper.example/",
    language="en",
    country="GB",
    category="Dailies",
)
OTHER = KnownFeed("https://other.example/feed")


@pytest.fixture
def feeds(sessions: Sessions) -> FeedStore:
    return FeedStore(sessions)


def test_a_feed_comes_back_as_its_list_had_it(feeds: FeedStore) -> None:
    assert feeds.add([PAPER, OTHER]) == 2
    assert feeds.everything() == [OTHER, PAPER]


def test_a_feed_is_remembered_once_and_keeps_what_is_known_of_it(feeds: FeedStore) -> None:
    feeds.add([PAPER])
    crawled = replace(
        PAPER,
        etag='"1"',
        last_modified="Sun, 22 Nov 2026 08:00:00 GMT",
        crawled_at=NOW,
        crawl_next_at=NOW + timedelta(hours=1),
        interval=timedelta(hours=1),
        error="Gone.",
        failures=2,
        failing_since=NOW,
    )
    feeds.crawled(crawled)
    assert feeds.add([replace(PAPER, title="New"), OTHER, OTHER]) == 1
    assert feeds.everything() == [OTHER, crawled]


def test_feeds_are_due_at_once_and_then_at_their_time(feeds: FeedStore) -> None:
    feeds.add([PAPER, OTHER])
    assert {feed.url for feed in feeds.due(NOW)} == {PAPER.url, OTHER.url}
    assert feeds.next_due() is None
    feeds.crawled(replace(PAPER, crawl_next_at=NOW + timedelta(hours=1)))
    feeds.crawled(replace(OTHER, crawl_next_at=NOW + timedelta(hours=2)))
    assert feeds.due(NOW) == []
    assert feeds.next_due() == NOW + timedelta(hours=1)
    assert [feed.url for feed in feeds.due(NOW + timedelta(hours=1))] == [PAPER.url]


def test_a_feed_that_was_taken_away_meanwhile_stays_away(feeds: FeedStore) -> None:
    feeds.crawled(PAPER)
    assert feeds.everything() == []
