"""Counters, gauges and histograms as the table has them, in a registry of their own."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from os import environ
from pathlib import Path

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
    values,
)
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.multiprocess import MultiProcessCollector

from backend.watching.table import Figure, Kind

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
_FOLDER = "PROMETHEUS_MULTIPROC_DIR"

# A second series for each, of when it began: nobody asks.
disable_created_metrics()  # type: ignore[no-untyped-call] # the library leaves it so


class Figures:
    """The figures that a process counts by itself, and the registry that shows them.

    With a `folder`, processes that are forked from this one count into the same figures.
    """

    def __init__(self, figures: Sequence[Figure], folder: Path | None = None) -> None:
        if folder is not None:
            _share_between_forks(folder)
        self.registry = CollectorRegistry()
        counted_in = None if folder else self.registry
        self._made = {figure: _make(figure, counted_in) for figure in figures}
        if folder is None:
            ProcessCollector(registry=self.registry)
        else:
            MultiProcessCollector(self.registry, str(folder))  # type: ignore[no-untyped-call]

    def count(self, figure: Figure, by: float = 1, /, **labels: str) -> None:
        """Add to a counter."""
        counter = _labelled(self._made[figure], labels)
        assert isinstance(counter, Counter)  # noqa: S101 - the table says so
        counter.inc(by)

    def time(self, figure: Figure, seconds: float, /, **labels: str) -> None:
        """Add a time to a histogram."""
        histogram = _labelled(self._made[figure], labels)
        assert isinstance(histogram, Histogram)  # noqa: S101 - the table says so
        histogram.observe(seconds)

    def gauge(self, figure: Figure, /, **labels: str) -> Gauge:
        """A gauge, to be set or moved."""
        gauge = _labelled(self._made[figure], labels)
        assert isinstance(gauge, Gauge)  # noqa: S101 - the table says so
        return gauge

    def value(self, figure: Figure) -> float | None:
        """What a figure without labels stands at, over all processes; None before it is told."""
        return self.registry.get_sample_value(figure.full_name)

    def text(self) -> bytes:
        """All that the registry shows, in Prometheus' text format."""
        return generate_latest(self.registry)


def _make(figure: Figure, registry: CollectorRegistry | None) -> Counter | Gauge | Histogram:
    name, means, labels = figure.full_name, figure.means, figure.labels
    match figure.kind:
        case Kind.COUNTER:
            return Counter(name, means, labels, registry=registry)
        case Kind.GAUGE:
            # Of several processes that set one, the highest is told: a newer time, a 1.
            return Gauge(name, means, labels, registry=registry, multiprocess_mode="max")
        case Kind.HISTOGRAM:
            return Histogram(name, means, labels, registry=registry, buckets=figure.buckets)


def _labelled(
    made: Counter | Gauge | Histogram, labels: Mapping[str, str]
) -> Counter | Gauge | Histogram:
    return made.labels(**labels) if labels else made


def _share_between_forks(folder: Path) -> None:
    """Keep values in files of an emptied folder, one a process, from here on in this process."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    environ[_FOLDER] = str(folder)
    # The library decides when it is imported, which has happened by now.
    values.ValueClass = values.get_value_class()  # type: ignore[no-untyped-call] # the same
