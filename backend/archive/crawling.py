"""What a crawl tells of itself as it goes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page was read and is kept with its text."""

    url: str
    title: str


@dataclass(frozen=True, slots=True)
class PageUnread:
    """A page could not be read; what its feed says of it is kept."""

    url: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class FeedRead:
    """A feed has been worked through; `error` says why not, where it could not be read."""

    url: str
    title: str = ""
    error: str = ""


CrawlStep = PageRead | PageUnread | FeedRead


@dataclass(frozen=True, slots=True)
class CrawlSummary:
    """What a crawl came to."""

    feeds: int = 0
    failing_feeds: int = 0
    read: int = 0
    unread: int = 0

    def plus(self, step: CrawlStep) -> CrawlSummary:
        """The summary with one more step."""
        match step:
            case PageRead():
                return CrawlSummary(self.feeds, self.failing_feeds, self.read + 1, self.unread)
            case PageUnread():
                return CrawlSummary(self.feeds, self.failing_feeds, self.read, self.unread + 1)
            case FeedRead(error=error):
                failing = self.failing_feeds + bool(error)
                return CrawlSummary(self.feeds + 1, failing, self.read, self.unread)
