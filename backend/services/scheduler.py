"""Crawling on a schedule: what is due is crawled, by one process at a time."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from threading import Event

from backend.archive.crawling import CrawlStep, CrawlSummary
from backend.checking.ports import Clock
from backend.errors import LeaseLost, SecondSourceError, describe
from backend.services.crawl import Crawl
from backend.services.retention import Retention
from backend.store.feeds import FeedStore, KnownFeed
from backend.store.job_leases import JobLeases

_log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
"""Longer than a crawl is ever silent: a turn at a host is waited for up to two minutes."""

_CRAWL = "crawl"
_PRUNE = "prune"
_PRUNE_EVERY = timedelta(days=1)
_LOOK_AGAIN = timedelta(minutes=1)


class _Stopped(Exception):
    """The scheduler was asked to stop."""


class Scheduler:
    """Crawls feeds as they fall due, and prunes once a day. `owner` is unique to this process.

    Several may run on one database: whoever holds the lease crawls, the others look again.
    """

    def __init__(
        self,
        crawl: Crawl,
        feeds: FeedStore,
        leases: JobLeases,
        retention: Retention,
        *,
        clock: Clock,
        owner: str,
        starter: Sequence[KnownFeed] = (),
    ) -> None:
        self._crawl = crawl
        self._feeds = feeds
        self._leases = leases
        self._retention = retention
        self._clock = clock
        self._owner = owner
        self._starter = starter
        self._stopping = Event()

    def run(self) -> None:
        """Crawl until `stop` is called from elsewhere. A round that fails is tried again."""
        while not self._stopping.is_set():
            try:
                self.round()
            except (_Stopped, LeaseLost):
                pass
            except Exception as error:  # noqa: BLE001 (a database away for a moment must not end it)
                _log.warning("A crawl did not come to its end, trying again: %s", describe(error))
            self._stopping.wait(self._pause().total_seconds())

    def stop(self) -> None:
        """End as soon as the pages that are being read are done, and let the lease go."""
        self._stopping.set()
        try:
            self._leases.release(_CRAWL, self._owner)
        except SecondSourceError as error:
            _log.warning("The lease of the crawl runs out by itself: %s", describe(error))

    def round(self) -> CrawlSummary | None:
        """Crawl what is due; None where another process crawls.

        Where there are no feeds at all the starter list is added. Raises `LeaseLost` if another
        process took over because this one was silent for too long.
        """
        if not self._hold():
            return None
        try:
            self._prune_daily()
            if self._starter and not self._feeds.everything():
                self._feeds.add(self._starter)
            due = self._feeds.due(self._clock())
            summary = self._crawl.run(self._renewing(), due) if due else CrawlSummary()
        finally:
            self._leases.release(_CRAWL, self._owner)
        if due:
            _log.info("%d feeds crawled, %d reports read", summary.feeds, summary.read)
        return summary

    def _hold(self) -> bool:
        return self._leases.hold(_CRAWL, self._owner, self._clock(), LEASE)

    def _renewing(self) -> _Renewing:
        return _Renewing(self._hold, self._stopping, self._clock)

    def _prune_daily(self) -> None:
        """Prune, unless somebody did within a day: the lease of it is taken and not let go."""
        owner = f"{self._owner[:60]}:{self._clock().isoformat()}"
        if self._leases.hold(_PRUNE, owner, self._clock(), _PRUNE_EVERY):
            deleted = self._retention.prune()
            if deleted:
                _log.info("%d old reports deleted", deleted)
            forgotten = self._retention.forget_frozen()
            if forgotten:
                _log.info("What %d notes were made from is forgotten", forgotten)

    def _pause(self) -> timedelta:
        try:
            next_due = self._feeds.next_due()
        except Exception as error:  # noqa: BLE001 (the same)
            _log.warning("The database did not answer, trying again: %s", describe(error))
            next_due = None
        wait = next_due - self._clock() if next_due else _LOOK_AGAIN
        return min(max(wait, timedelta(seconds=1)), _LOOK_AGAIN)


class _Renewing:
    """Hears each step of a crawl: renews the lease now and then, and leaves when asked to stop."""

    def __init__(self, hold: Callable[[], bool], stopping: Event, clock: Clock) -> None:
        self._hold = hold
        self._stopping = stopping
        self._clock = clock
        self._renewed: datetime = clock()

    def __call__(self, step: CrawlStep) -> None:
        """Raise to leave the crawl."""
        del step
        if self._stopping.is_set():
            raise _Stopped
        if self._clock() - self._renewed < LEASE / 5:
            return
        if not self._hold():
            raise LeaseLost("Another process crawls.")
        self._renewed = self._clock()
