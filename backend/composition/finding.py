"""The one place where searchers are chosen and fetching is set up. Used by `composition`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from backend.checking.ports import Clock, Searcher
from backend.config import Settings
from backend.reading.cache_files import AnswerFiles
from backend.reading.caching import HttpCache
from backend.reading.extraction_pool import ExtractionPool
from backend.reading.fetcher import Fetcher, FetchLimits
from backend.reading.own_host import fetcher_for_own
from backend.reading.politeness import Politeness
from backend.reading.robots import Robots
from backend.reading.sharing import Company, SharedPlaces, SharedTurns
from backend.reading.slots import Places, Slots
from backend.reading.snapshots import Snapshots
from backend.reading.turns import OwnTurns, Turns
from backend.searchers.archive import ArchiveSearcher
from backend.searchers.table import Means, choose
from backend.store.answers import AnswerStore
from backend.store.archive import ArchiveStore
from backend.store.engine import Sessions
from backend.store.places import StoredPlaces
from backend.store.turns import StoredTurns


def searcher_values(settings: Settings) -> Mapping[str, str]:
    """The settings that searchers are made with, by name."""
    return {
        "wikipedia_language": settings.wikipedia_language,
        "google_fact_check_key": settings.google_fact_check_key,
        "brave_key": settings.brave_key,
        "searxng_url": settings.searxng_url,
        "newsapi_key": settings.newsapi_key,
        "mojeek_key": settings.mojeek_key,
    }


def make_searchers(
    settings: Settings,
    archive: ArchiveStore,
    fetcher: Fetcher,
    answers: AnswerStore,
    clock: Clock,
) -> list[Searcher]:
    """The searchers that are set. Raises `BadSetting` where one lacks what it needs."""
    means = Means(
        archive=ArchiveSearcher(archive),
        fetcher=fetcher,
        own_fetcher=lambda url: fetcher_for_own(url, _fetch_limits(settings)),
        answers=answers,
        clock=clock,
        values=searcher_values(settings),
    )
    return choose(settings.searchers, means)


def make_snapshots(
    settings: Settings, fetcher: Fetcher, robots: Robots, extractor: ExtractionPool
) -> Snapshots | None:
    """What asks the Internet Archive for pages that are gone; None where it is not to be asked."""
    base = settings.internet_archive
    return Snapshots(fetcher, robots.check, extractor, base) if base else None


def make_fetcher(settings: Settings, sessions: Sessions) -> Fetcher:
    """What fetches pages, within the limits that are set.

    On PostgreSQL, which several processes may be on, they take turns with each other at every
    host. On SQLite this process has its own.
    """
    own, places = OwnTurns(), Slots(settings.fetches_a_host, settings.fetches_at_once)
    if settings.database_url.startswith("sqlite"):
        return _fetcher(settings, own, places)
    company = Company()
    turns = SharedTurns(StoredTurns(sessions), own, company)
    kept = StoredPlaces(sessions, settings.fetches_a_host)
    return _fetcher(settings, turns, SharedPlaces(kept, places, company))


def _fetcher(settings: Settings, turns: Turns, places: Places) -> Fetcher:
    politeness = Politeness(interval=settings.host_interval, turns=turns)
    limits, cache = _fetch_limits(settings), _http_cache(settings)
    return Fetcher(limits, politeness, cache=cache, places=places)


def _fetch_limits(settings: Settings) -> FetchLimits:
    return FetchLimits(
        total_seconds=settings.fetch_seconds,
        max_bytes=settings.fetch_bytes,
        ports=settings.fetch_ports,
        at_once=settings.fetches_at_once,
        at_once_a_host=settings.fetches_a_host,
        allow_loopback=settings.allow_loopback,
        contact=settings.contact,
    )


def _http_cache(settings: Settings) -> HttpCache | None:
    if not settings.cache_bytes:
        return None
    return HttpCache(AnswerFiles(Path(settings.cache_folder), settings.cache_bytes))
