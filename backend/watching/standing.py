"""Figures that are looked up when Prometheus asks: in the database, in the pool, on the disk."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from backend.errors import Unavailable
from backend.services.readiness import OK, Ready
from backend.store.pool import Pool
from backend.store.standing import Standing
from backend.watching import table
from backend.watching.table import Figure, Kind

Rows = Mapping[tuple[str, ...], float]
"""A figure's values by those of its labels."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the figures come from. `standing` and `workers` may raise `Unavailable`.

    `disks` are folders by the names that they are told under; `chain` is whether the moderators'
    log is sound, None while that is not known.
    """

    ready: Callable[[], Ready]
    standing: Callable[[], Standing]
    workers: Callable[[], int]
    pool: Callable[[], Pool]
    disks: Mapping[str, Path] = field(default_factory=dict)
    chain: Callable[[], bool | None] = lambda: None


class StandingFigures(Collector):
    """A collector for a registry. What cannot be looked up is left out; it never raises for it."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources

    def collect(self) -> Iterator[Metric]:
        """Look everything up."""
        ready = self._sources.ready()
        yield from self._of_readiness(ready)
        yield from self._of_this_process()
        # Where no notes can be served there is nobody to ask for the rest, and asking may hang.
        if not ready.no_notes:
            yield from self._of_the_database()

    def _of_readiness(self, ready: Ready) -> Iterator[Metric]:
        troubles = {"notes": ready.no_notes, "checks": ready.no_checks}.items()
        yield _family(table.READY, {(what,): float(not trouble) for what, trouble in troubles})
        parts = ready.parts.items()
        yield _family(table.PARTS, {(part,): float(said == OK) for part, said in parts})

    def _of_this_process(self) -> Iterator[Metric]:
        pool = self._sources.pool()
        yield _family(table.CONNECTIONS, {("in_use",): pool.in_use, ("idle",): pool.idle})
        yield _family(table.MOST_CONNECTIONS, {(): pool.most})
        usage = {
            (name,): shutil.disk_usage(folder)
            for name, folder in self._sources.disks.items()
            if folder.is_dir()
        }
        yield _family(table.DISK_FREE, {name: disk.free for name, disk in usage.items()})
        yield _family(table.DISK_SIZE, {name: disk.total for name, disk in usage.items()})

    def _of_the_database(self) -> Iterator[Metric]:
        try:
            standing, workers = self._sources.standing(), self._sources.workers()
        except Unavailable:
            return
        yield from _of_rows(standing)
        yield _family(table.WORKERS, {(): workers})
        chain = self._sources.chain()
        if chain is not None:
            yield _family(table.CHAIN, {(): float(chain)})


def _of_rows(standing: Standing) -> Iterator[Metric]:
    yield _family(table.CHECKS, {(status,): n for status, n in standing.checks.items()})
    yield _family(table.EVENTS, {(): standing.events})
    waiting = standing.waiting.items()
    yield _family(table.WAITING, {(asked_by,): one.count for asked_by, one in waiting})
    yield _family(table.LONGEST_WAIT, {(asked_by,): one.longest for asked_by, one in waiting})
    yield _family(table.FLAGS, {(): standing.open_flags})


def _family(figure: Figure, rows: Rows) -> Metric:
    is_counter = figure.kind is Kind.COUNTER
    kind = CounterMetricFamily if is_counter else GaugeMetricFamily
    family = kind(figure.full_name, figure.means, labels=figure.labels)
    for labels, value in rows.items():
        family.add_metric([str(label) for label in labels], value)
    return family
