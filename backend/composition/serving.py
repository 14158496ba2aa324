"""The web application in each of its forms, put together over the parts."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
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
from backend.composition.watching import (
    Watching,
    disks_of,
    make_watch,
    watch_serving,
    workers_part,
)
from backend.config import Settings
from backend.domain import UnreadReason
from backend.errors import Unreadable
from backend.jobs.broker import Broker, Sending
from backend.jobs.celery_app import make_celery
from backend.jobs.knowing import CatchUpThread
from backend.jobs.loops import LoopThread
from backend.jobs.threads import ThreadJobs
from backend.services.admission import Admission
from backend.services.bell import Bell
from backend.services.check import CheckLimits, Checks
from backend.services.decide import Means
from backend.services.known import KnownClaims
from backend.services.readiness import Need, Part
from backend.services.run import Memory, Runner
from backend.services.scan import Scan
from backend.store.checks import CheckStore
from backend.store.engine import Sessions, make_engine, make_sessions
from backend.store.leases import LeaseStore
from backend.store.notes import NoteStore
from backend.store.paces import PaceStore
from backend.store.rechecks import RecheckStore
from backend.web.app import WebSettings, make_app
from backend.web.server import Served
from backend.web.watched import Watch


@dataclass(frozen=True, slots=True)
class _Working:
    """What the web application knows of those who do the work: how to wake and how to stop them.

    `needs` are the parts without which nobody works on checks.
    """

    reader_waits: Callable[[str], None]
    recheck_waits: Callable[[str], None]
    counter_source_waits: Callable[[], None]
    stop: Callable[[], None]
    needs: Sequence[Part] = ()


def make_served(settings: Settings) -> Served:
    """The web application, and what stops it.

    Its checks run in threads of this process, or in workers elsewhere where a broker is set.
    """
    parts = compose(settings)
    bell = Bell(CheckStore(parts.sessions).last_events, wake_ups=parts.wake_ups)
    bell.start()
    watching = watch_serving(checks=not settings.broker_url)
    begin = _elsewhere if settings.broker_url else _here
    working = begin(settings, parts, bell, watching)
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
        make_watch(
            watching,
            parts.sessions,
            parts.is_ready,
            parts.clock,
            disks=disks_of(settings),
            more=[*working.needs, Part("wake-ups", parts.wake_ups.trouble, Need.NOTHING)],
        ),
        parts.sessions,
        parts.known,
        means=means,
        read_soon=working.counter_source_waits,
    )
    return Served(app, stop)


def _elsewhere(settings: Settings, parts: Parts, bell: Bell, watching: Watching) -> _Working:
    """Workers over a broker. The models are opened here only if a moderator adds a report."""
    del bell, watching
    broker = Broker(make_celery(settings.broker_url))
    sending = Sending(broker.send)
    sending.start()
    return _Working(
        sending.reader_waits,
        sending.recheck_waits,
        sending.counter_source_waits,
        sending.stop,
        [Part("broker", broker.trouble, Need.CHECKS), workers_part(parts.sessions, parts.clock)],
    )


def _here(settings: Settings, parts: Parts, bell: Bell, watching: Watching) -> _Working:
    """Threads of this process, with all that is done by itself."""
    memory = Memory(parts.known.recall, parts.known.remember)
    leases = LeaseStore(parts.sessions)
    gather, clock = watching.pipeline(parts.pipeline).gather, parts.clock
    runner = Runner(leases, gather, bell, clock, memory=memory, meter=watching.meter)
    jobs = ThreadJobs(runner, settings.check_threads)
    counters = make_counter_checks(parts.sessions, parts.pipeline.judged, clock)
    loops = [
        LoopThread(make_rechecks(settings, parts.sessions, clock, jobs.submit), "recheck"),
        LoopThread(counters, "counter-source"),
        LoopThread(make_bridging(parts.sessions, clock), "bridging"),
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
    spec = _app(checks, settings, Watch(), sessions, known, means=means).spec
    return json.loads(spec) if isinstance(spec, str) else spec


def _checks(
    sessions: Sessions,
    settings: Settings,
    bell: Bell,
    submit: Callable[[str], None],
    clock: Clock,
) -> Checks:
    fresh_for = timedelta(hours=settings.note_fresh_hours)
    store = CheckStore(sessions)
    admission = Admission(
        store, clock, settings.check_queue, PaceStore(sessions), settings.checks_a_network_an_hour
    )
    return Checks(
        store,
        NoteStore(sessions),
        RecheckStore(sessions),
        bell=bell,
        clock=clock,
        submit=submit,
        limits=CheckLimits(fresh_for),
        admission=admission,
    )


def _app(
    checks: Checks,
    settings: Settings,
    watch: Watch,
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
        watch,
        scan,
        flags,
        administration=administration,
        moderation=make_moderation(settings, sessions, means, flags, by_token),
    )


def _no_report(url: str, frozen: Frozen) -> Added:
    del url, frozen
    raise Unreadable(UnreadReason.UNREACHABLE)
