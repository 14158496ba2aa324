"""The web application in each of its forms, put together over the parts."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from apiflask import APIFlask

from backend.checking.document import Document
from backend.checking.edits import Added
from backend.checking.frozen import Frozen
from backend.checking.ports import Clock
from backend.composition.administration import make_administration, provider_of, session_lengths
from backend.composition.deciding import make_bridging, make_moderation
from backend.composition.encoding import worthiness_at_hand
from backend.composition.flagging import make_counter_checks, make_flags, make_readers
from backend.composition.parts import Parts, compose, known_claims, now
from backend.composition.upkeep import make_rechecks
from backend.config import Settings
from backend.domain import UnreadReason
from backend.errors import Unreadable
from backend.jobs.broker import Broker, Sending
from backend.jobs.celery_app import make_celery
from backend.jobs.knowing import CatchUpThread
from backend.jobs.loops import LoopThread
from backend.jobs.threads import ThreadJobs
from backend.services.bell import Bell
from backend.services.check import CheckLimits, Checks
from backend.services.decide import Means
from backend.services.known import KnownClaims
from backend.services.run import Memory, Runner
from backend.services.scan import Scan
from backend.store.checks import CheckStore
from backend.store.engine import Sessions, make_engine, make_sessions
from backend.store.leases import LeaseStore
from backend.store.notes import NoteStore
from backend.store.rechecks import RecheckStore
from backend.web.app import WebSettings, make_app
from backend.web.server import Served


@dataclass(frozen=True, slots=True)
class _Working:
    """What the web application knows of those who do the work: how to wake and how to stop them."""

    reader_waits: Callable[[str], None]
    recheck_waits: Callable[[str], None]
    counter_source_waits: Callable[[], None]
    stop: Callable[[], None]


def make_served(settings: Settings) -> Served:
    """The web application, and what stops it.

    Its checks run in threads of this process, or in workers elsewhere where a broker is set.
    """
    parts = compose(settings)
    bell = Bell(CheckStore(parts.sessions).last_events)
    begin = _elsewhere if settings.broker_url else _here
    working = begin(settings, parts, bell)
    knowing = CatchUpThread(parts.known)
    knowing.start()

    def stop() -> None:
        bell.close()
        working.stop()
        knowing.stop()
        parts.close()

    checks = _checks(parts.sessions, settings, bell, working.reader_waits, parts.clock)
    means = Means(parts.pipeline.judged, parts.clock, bell, working.recheck_waits)
    app = _app(
        checks,
        settings,
        parts.is_ready,
        parts.sessions,
        parts.known,
        means=means,
        read_soon=working.counter_source_waits,
    )
    return Served(app, stop)


def _elsewhere(settings: Settings, parts: Parts, bell: Bell) -> _Working:
    """Workers over a broker. The models are opened here only if a moderator adds a report."""
    del parts, bell
    sending = Sending(Broker(make_celery(settings.broker_url)).send)
    sending.start()
    return _Working(
        sending.reader_waits, sending.recheck_waits, sending.counter_source_waits, sending.stop
    )


def _here(settings: Settings, parts: Parts, bell: Bell) -> _Working:
    """Threads of this process, with all that is done by itself."""
    memory = Memory(parts.known.recall, parts.known.remember)
    leases = LeaseStore(parts.sessions)
    runner = Runner(leases, parts.pipeline.gather, bell, parts.clock, memory=memory)
    jobs = ThreadJobs(runner, settings.check_threads)
    counters = make_counter_checks(parts.sessions, parts.pipeline.judged, parts.clock)
    loops = [
        LoopThread(make_rechecks(settings, parts.sessions, parts.clock, jobs.submit), "recheck"),
        LoopThread(counters, "counter-source"),
        LoopThread(make_bridging(parts.sessions, parts.clock), "bridging"),
        *([LoopThread(parts.scheduler, "crawl")] if settings.crawl else ()),
    ]
    parts.warm()
    jobs.start()
    for loop in loops:
        loop.start()

    def stop() -> None:
        for loop in loops:
            loop.stop()
        jobs.stop()

    return _Working(jobs.submit, jobs.submit, counters.submit, stop)


def openapi_document(settings: Settings) -> Document:
    """What the API says of itself. Nothing is connected to and nothing is started."""
    sessions = make_sessions(make_engine(settings.database_url))
    bell = Bell(CheckStore(sessions).last_events)
    checks = _checks(sessions, settings, bell, lambda check_id: None, now)  # noqa: ARG005 - runs nothing
    known = known_claims(settings, sessions)
    means = Means(_no_report, now, bell, lambda check_id: None)  # noqa: ARG005 - decides nothing
    spec = _app(checks, settings, lambda: False, sessions, known, means=means).spec
    return json.loads(spec) if isinstance(spec, str) else spec


def _checks(
    sessions: Sessions,
    settings: Settings,
    bell: Bell,
    submit: Callable[[str], None],
    clock: Clock,
) -> Checks:
    fresh_for = timedelta(hours=settings.note_fresh_hours)
    return Checks(
        CheckStore(sessions),
        NoteStore(sessions),
        RecheckStore(sessions),
        bell=bell,
        clock=clock,
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
