"""The one place where the parts are chosen and put together."""

from __future__ import annotations

import json
import logging
import os
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from socket import gethostname

from apiflask import APIFlask

from backend.administration import make_administration, provider_of, session_lengths
from backend.checking.claims import Splitter
from backend.checking.document import Document
from backend.checking.edits import Added
from backend.checking.frozen import Frozen
from backend.checking.pipeline import Limits, Pipeline
from backend.checking.ports import Reader
from backend.config import Settings
from backend.deciding import make_bridging, make_moderation
from backend.domain import Report, UnreadReason
from backend.encoding import encoder_at_hand, worthiness_at_hand
from backend.errors import Unreadable
from backend.finding import make_fetcher, make_searchers, make_snapshots, searcher_values
from backend.flagging import make_counter_checks, make_flags, make_readers
from backend.jobs.knowing import CatchUpThread
from backend.jobs.loops import LoopThread
from backend.jobs.threads import ThreadJobs
from backend.judging import make_judge, reads, refuse_unusable_judge, small_judge
from backend.linguistics.spacy_syntax import SpacySyntax
from backend.linguistics.which_language import LangidLanguages
from backend.outlets.book import RatingBook
from backend.outlets.edits import Owners
from backend.outlets.shipped import shipped_owners, shipped_ratings
from backend.provenance import made_with
from backend.reading.extraction_pool import ExtractionPool
from backend.reading.reader import WebReader, make_robots
from backend.searchers.given import GivenReports
from backend.searchers.table import rows_of
from backend.services.bell import Bell
from backend.services.check import CheckLimits, Checks
from backend.services.crawl import PATIENCE, Crawl
from backend.services.decide import Means
from backend.services.ingest import Ingest
from backend.services.known import KnownClaims
from backend.services.known import Means as KnowingMeans
from backend.services.outlets import Outlets
from backend.services.retention import Retention
from backend.services.run import Memory, Runner
from backend.services.scan import Scan
from backend.services.scheduler import Scheduler
from backend.services.starter import starter_feeds
from backend.store.answers import AnswerStore
from backend.store.archive import ArchiveStore
from backend.store.checks import CheckStore
from backend.store.engine import Sessions, is_migrated, make_engine, make_sessions, migrate
from backend.store.feeds import FeedStore
from backend.store.frozen import FrozenStore
from backend.store.ingests import IngestStore
from backend.store.job_leases import JobLeases
from backend.store.known import KnownClaimStore
from backend.store.leases import LeaseStore
from backend.store.notes import NoteStore
from backend.store.outlets import OutletStore
from backend.store.rechecks import RecheckStore
from backend.store.retention import RetentionStore
from backend.upkeep import make_rechecks
from backend.web.app import WebSettings, make_app
from backend.web.server import Served

_SEARCH_SHARE = 0.25
"""The share of a check's time within which searchers must have answered."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What checks and fills the archive, over one migrated database.

    `warm` starts what takes a while to start; `close` lets everything go.
    """

    sessions: Sessions
    archive: ArchiveStore
    feeds: FeedStore
    crawl: Crawl
    ingest: Ingest
    retention: Retention
    scheduler: Scheduler
    outlets: Outlets
    known: KnownClaims
    pipeline: Pipeline
    is_ready: Callable[[], bool]
    warm: Callable[[], None]
    close: Callable[[], None]


def now() -> datetime:
    """The time, in UTC: the clock of everything that is not a test."""
    return datetime.now(UTC)


def compose(settings: Settings) -> Parts:
    """Open and migrate the database and put the parts over it."""
    engine = make_engine(settings.database_url)
    migrate(engine)
    sessions = make_sessions(engine)
    archive = ArchiveStore(sessions)
    fetcher = make_fetcher(settings)
    robots = make_robots(fetcher)
    extractor = ExtractionPool()
    snapshots = make_snapshots(settings, fetcher, robots, extractor)
    reader = WebReader(fetcher, robots, extractor=extractor, snapshots=snapshots)
    searchers = make_searchers(settings, archive, fetcher, AnswerStore(sessions), now)
    judge = make_judge(settings)
    splitter = make_splitter(settings)
    feeds = FeedStore(sessions)
    outlets = Outlets(OutletStore(sessions), now)
    patient = WebReader(fetcher, robots, PATIENCE, extractor=extractor)
    crawl = Crawl(archive, feeds, fetcher, robots, reader=patient, clock=now)
    retention = Retention(
        RetentionStore(sessions),
        settings.archive_keep_days,
        now,
        FrozenStore(sessions),
        settings.frozen_keep_days,
    )

    def warm() -> None:
        extractor.start()
        splitter.warm()
        judge.warm()

    def close() -> None:
        extractor.close()
        engine.dispose()

    return Parts(
        sessions=sessions,
        archive=archive,
        feeds=feeds,
        crawl=crawl,
        ingest=Ingest(archive, IngestStore(sessions), extractor, now),
        retention=retention,
        scheduler=Scheduler(
            crawl,
            feeds,
            JobLeases(sessions),
            retention,
            clock=now,
            owner=f"{gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(6)}",
            starter=starter_feeds() if settings.starter_feeds else (),
        ),
        outlets=outlets,
        known=_known(settings, sessions),
        pipeline=Pipeline(
            searchers,
            reader,
            judge,
            now,
            _limits(settings),
            outlets.ratings_of,
            cache(partial(made_with, settings, judge)),
            split=splitter,
            owner_of=outlets.owner_of,
        ),
        is_ready=partial(is_migrated, engine),
        warm=warm,
        close=close,
    )


def make_splitter(settings: Settings) -> Splitter:
    """What takes highlights apart. Its models are opened when they are first needed."""
    return Splitter(SpacySyntax(), LangidLanguages(), reads(settings))


def _known(settings: Settings, sessions: Sessions) -> KnownClaims:
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


def make_served(settings: Settings) -> Served:
    """The web application with its workers at work, and what stops them."""
    parts = compose(settings)
    bell = Bell(CheckStore(parts.sessions).last_events)
    leases = LeaseStore(parts.sessions)
    memory = Memory(parts.known.recall, parts.known.remember)
    runner = Runner(leases, parts.pipeline.gather, bell, now, memory=memory)
    jobs = ThreadJobs(runner, workers=settings.check_threads)
    checks = _checks(parts.sessions, settings, bell, jobs.submit)
    parts.warm()
    knowing = CatchUpThread(parts.known)
    knowing.start()
    jobs.start()
    crawling = LoopThread(parts.scheduler, "crawl")
    rechecks = make_rechecks(settings, parts.sessions, now, jobs.submit)
    rechecking = LoopThread(rechecks, "recheck")
    rechecking.start()
    counters = make_counter_checks(parts.sessions, parts.pipeline.judged, now)
    reading = LoopThread(counters, "counter-source")
    reading.start()
    bridging = LoopThread(make_bridging(parts.sessions, now), "bridging")
    bridging.start()
    if settings.crawl:
        crawling.start()

    def stop() -> None:
        bell.close()
        reading.stop()
        rechecking.stop()
        bridging.stop()
        crawling.stop()
        jobs.stop()
        knowing.stop()
        parts.close()

    means = Means(parts.pipeline.judged, now, bell, jobs.submit)
    app = _app(
        checks,
        settings,
        parts.is_ready,
        parts.sessions,
        parts.known,
        means=means,
        read_soon=counters.submit,
    )
    return Served(app, stop)


def outlets_of(settings: Settings) -> Outlets:
    """What operators do about outlets, over the database, which is opened and migrated."""
    engine = make_engine(settings.database_url)
    migrate(engine)
    return Outlets(OutletStore(make_sessions(engine)), now)


def openapi_document(settings: Settings) -> Document:
    """What the API says of itself. Nothing is connected to and nothing is started."""
    sessions = make_sessions(make_engine(settings.database_url))
    bell = Bell(CheckStore(sessions).last_events)
    checks = _checks(sessions, settings, bell, lambda check_id: None)  # noqa: ARG005 - runs nothing
    known = _known(settings, sessions)
    means = Means(_no_report, now, bell, lambda check_id: None)  # noqa: ARG005 - decides nothing
    spec = _app(checks, settings, lambda: False, sessions, known, means=means).spec
    return json.loads(spec) if isinstance(spec, str) else spec


def _checks(
    sessions: Sessions, settings: Settings, bell: Bell, submit: Callable[[str], None]
) -> Checks:
    fresh_for = timedelta(hours=settings.note_fresh_hours)
    return Checks(
        CheckStore(sessions),
        NoteStore(sessions),
        RecheckStore(sessions),
        bell=bell,
        clock=now,
        submit=submit,
        limits=CheckLimits(fresh_for, settings.check_queue),
    )


def _app(
    checks: Checks,
    settings: Settings,
    is_ready: Callable[[], bool],
    sessions: Sessions,
    known: KnownClaims,
    *,
    means: Means,
    read_soon: Callable[[], None] = lambda: None,
) -> APIFlask:
    web = WebSettings(
        settings.trusted_hosts,
        settings.trusted_origins,
        settings.trusted_proxies,
        https=settings.https,
    )
    scan = Scan(worthiness_at_hand(), known, NoteStore(sessions))
    administration = make_administration(
        sessions, now, session_lengths(settings), provider=provider_of(settings)
    )
    by_token = administration.users.by_token
    readers = make_readers(settings, sessions, now, by_token)
    flags = make_flags(
        settings, sessions, readers, note_of=checks.note, clock=now, read_soon=read_soon
    )
    return make_app(
        checks,
        web,
        is_ready,
        scan,
        flags,
        administration=administration,
        moderation=make_moderation(settings, sessions, means, flags, by_token),
    )


def _no_report(url: str, frozen: Frozen) -> Added:
    del url, frozen
    raise Unreadable(UnreadReason.UNREACHABLE)


def log_to_stderr(settings: Settings) -> None:
    """Send what is logged to stderr, at the level that is set."""
    logging.basicConfig(
        level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    # It tells at every start that it had nothing to do.
    logging.getLogger("alembic").setLevel(logging.WARNING)


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
