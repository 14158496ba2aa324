"""The feeds that a new archive begins with, and feeds of lists in general."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import backend.archive
from backend.reading.opml import ListedFeed, read_opml
from backend.store.feeds import KnownFeed

STARTER = Path(backend.archive.__file__).parent / "starter.opml"


@cache
def starter_feeds() -> tuple[KnownFeed, ...]:
    """The feeds of the starter list."""
    return tuple(known(feed) for feed in read_opml(STARTER.read_bytes()))


def known(feed: ListedFeed) -> KnownFeed:
    """A feed of a list as one to crawl."""
    return KnownFeed(
        feed.url,
        feed.title,
        site=feed.site or None,
        language=feed.language or None,
        country=feed.country or None,
        category=feed.category or None,
    )
