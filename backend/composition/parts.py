"""What every form of the program shares, put together over one database."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from socket import gethostname

from backend.checking.claims import Splitter
from backend.checking.pipeline import Limits, Pipeline
from backend.checking.ports import Clock, Judge, Reader
from backend.composition.encoding import encoder_at_hand
from backend.composition.finding import (
    make_fetcher,
    make_searchers,
    make_snapshots,
    searcher_values,
)
from backend.composition.judging import make_judge, reads, refuse_unusable_judge, small_judge
from backend.composition.provenance import made_with
from backend.config import Settings
from backend.domain import Report, UnreadReason
from backend.errors import Unreadable
from backend.linguistics.spacy_syntax import SpacySyntax
from backend.linguistics.which_language import LangidLanguages
from backend.outlets.book import RatingBook
from backend.outlets.edits import Owners
from backend.outlets.shipped import shipped_owners, shipped_ratings
from backend.reading.extraction_pool import ExtractionPool
from backend.reading.reader import WebReader, make_robots
from backend.searchers.given import GivenReports
from backend.searchers.table import rows_of
from backend.services.bell import NoWakeUps, WakeUps
from backend.services.crawl import PATIENCE, Crawl
from backend.services.ingest import Ingest
from backend.services.known import KnownClaims
from backend.services.known import Means as KnowingMeans
from backend.services.outlets import Outlets
from backend.services.retention import Retention
from backend.services.scheduler import Scheduler
from backend.services.starter import starter_feeds
from backend.store.answers import AnswerStore
from backend.store.archive import ArchiveStore
from backend.store.clock import database_clock
from backend.store.engine import Sessions, is_migrated, make_engine, make_sessions, migrate
from backend.store.feeds import FeedStore
from backend.store.frozen import FrozenStore
from backend.store.ingests import IngestStore
from backend.store.job_leases import JobLeases
from backend.store.known import KnownClaimStore
from backend.store.listening import notifications
from backend.store.notes import NoteStore
from backend.store.outlets import OutletStore
from backend.store.retention import RetentionStore

_SEARCH_SHARE = 0.25
"""The share of a check's time within which searchers must have answered."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What checks and fills the archive, over one migrated database.

    `clock` is the database's, since many machines compare who holds what until when. `warm` starts
    what takes a while to start; `close` lets everything go.
    """

    sessions: Sessions
    clock: Clock
    archive: ArchiveStore
    feeds: FeedStore
    crawl: Crawl
    ingest: Ingest
    retention: Retention
    scheduler: Scheduler
    outlets: Outlets
    known: KnownClaims
    pipeline: Pipeline
    wake_ups: WakeUps
    is_ready: Callable[[], bool]
    warm: Callable[[], None]
    close: Callable[[], None]


def now() -> datetime:
    """The time of this machine, in UTC, for whatever concerns no other machine."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Minds:
    """The models: what reads highlights and what judges passages.

    They are opened when they are first needed, or by `warm`; what was opened before a fork is
    shared by the processes after it.
    """

    splitter: Splitter
    judge: Judge

    def warm(self) -> None:
        """Open now what would otherwise be opened for the first check."""
        self.splitter.warm()
        self.judge.warm()


def make_minds(settings: Settings) -> Minds:
    """The models that are set, opened by nobody yet."""
    return Minds(make_splitter(settings), make_judge(settings))


def compose(settings: Settings, minds: Minds | None = None) -> Parts:
    """Open and migrate the database and put the parts over it."""
    engine = make_engine(settings.database_url)
    migrate(engine)
    minds = minds or make_minds(settings)
    sessions = make_sessions(engine)
    clock = database_clock(sessions)
    archive = ArchiveStore(sessions)
    fetcher = make_fetcher(settings, sessions)
    robots = make_robots(fetcher)
    extractor = ExtractionPool()
    snapshots = make_snapshots(settings, fetcher, robots, extractor)
    reader = WebReader(fetcher, robots, extractor=extractor, snapshots=snapshots)
    searchers = make_searchers(settings, archive, fetcher, AnswerStore(sessions), clock)
    feeds = FeedStore(sessions)
    outlets = Outlets(OutletStore(sessions), clock)
    patient = WebReader(fetcher, robots, PATIENCE, extractor=extractor)
    crawl = Crawl(archive, feeds, fetcher, robots, reader=patient, clock=clock)
    retention = Retention(
        RetentionStore(sessions),
        settings.archive_keep_days,
        clock,
        FrozenStore(sessions),
        settings.frozen_keep_days,
    )

    def warm() -> None:
        extractor.start()
        minds.warm()

    def close() -> None:
        extractor.close()
        engine.dispose()

    return Parts(
        sessions=sessions,
        clock=clock,
        archive=archive,
        feeds=feeds,
        crawl=crawl,
        ingest=Ingest(archive, IngestStore(sessions), extractor, clock),
        retention=retention,
        scheduler=Scheduler(
            crawl,
            feeds,
            JobLeases(sessions),
            retention,
            clock=clock,
            owner=f"{gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(6)}",
            starter=starter_feeds() if settings.starter_feeds else (),
        ),
        outlets=outlets,
        known=known_claims(settings, sessions),
        pipeline=Pipeline(
            searchers,
            reader,
            minds.judge,
            clock,
            _limits(settings),
            outlets.ratings_of,
            cache(partial(made_with, settings, minds.judge)),
            split=minds.splitter,
            owner_of=outlets.owner_of,
        ),
        wake_ups=notifications(engine) or NoWakeUps(),
        is_ready=partial(is_migrated, engine),
        warm=warm,
        close=close,
    )


def make_splitter(settings: Settings) -> Splitter:
    """What takes highlights apart. Its models are opened when they are first needed."""
    return Splitter(SpacySyntax(), LangidLanguages(), reads(settings))


def known_claims(settings: Settings, sessions: Sessions) -> KnownClaims:
    """What is known of earlier claims, over a migrated database."""
    means = KnowingMeans(encoder_at_hand(), small_judge(), now)
    fresh_for = timedelta(hours=settings.note_fresh_hours)
    return KnownClaims(KnownClaimStore(sessions), NoteStore(sessions), means, fresh_for)


def refuse_unusable(settings: Settings) -> None:
    """Raise `BadSetting` for settings that don't go together, before anything is opened."""
    rows_of(settings.searchers, searcher_values(settings))
    refuse_unusable_judge(settings)


def pipeline_over(settings: Settings, reports: Sequence[Report]) -> Pipeline:
    """A pipeline for which only these reports are evidence: no database, and no network.

    The one exception is a language model as the judge, where the settings name one.
    """
    every = Limits(hits=max(1, len(reports)))
    book = RatingBook(shipped_ratings())
    return Pipeline(
        [GivenReports(reports)],
        _NoReader(),
        make_judge(settings),
        now,
        every,
        book.ratings_of,
        split=make_splitter(settings),
        owner_of=Owners(dict(shipped_owners())).owner_of,
    )


def outlets_of(settings: Settings) -> Outlets:
    """What operators do about outlets, over the database, which is opened and migrated."""
    engine = make_engine(settings.database_url)
    migrate(engine)
    return Outlets(OutletStore(make_sessions(engine)), now)


def _limits(settings: Settings) -> Limits:
    return Limits(
        search_by=settings.check_seconds * _SEARCH_SHARE,
        read_by=settings.check_seconds,
        hits=settings.reports_a_claim,
    )


class _NoReader(Reader):
    """Reads nothing, where every report is at hand already."""

    def read(self, url: str) -> Report:
        """Raise `Unreadable`: this pipeline touches no network."""
        raise Unreadable(UnreadReason.UNREACHABLE, url)
