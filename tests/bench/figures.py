"""What a bench measured, and the table that shows it."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure and the bar that it is held against; without a bar it is for information."""

    what: str
    value: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None

    @property
    def row(self) -> str:
        """The figure as a row of the table."""
        return f"| {self.what} | {_shown(self.value)} {self.unit} | {self._bar} | {self._met} |"

    @property
    def _bar(self) -> str:
        if self.at_most is not None:
            return f"≤ {_shown(self.at_most)} {self.unit}"
        return "" if self.at_least is None else f"≥ {_shown(self.at_least)} {self.unit}"

    @property
    def _met(self) -> str:
        if self.at_most is None and self.at_least is None:
            return ""
        low = self.at_least is None or self.value >= self.at_least
        return "yes" if low and (self.at_most is None or self.value <= self.at_most) else "no"


def table(figures: Iterable[Figure]) -> str:
    """The figures in Markdown, below the machine and the command that made them."""
    cores, load = os.cpu_count(), os.getloadavg()[0]
    command = f"python -m tests.bench {' '.join(sys.argv[1:])}".strip()
    machine = f"{cores} cores ({platform.machine()}, Python {platform.python_version()})"
    head = [
        f"`{command}` on {machine}; load {load:.1f}",
        "",
        "| what | measured | bar | met |",
        "| --- | --- | --- | --- |",
    ]
    return "\n".join([*head, *(figure.row for figure in figures)])


def middle(values: Sequence[float]) -> float:
    """The median."""
    return median(values)


def worst_twentieth(values: Sequence[float]) -> float:
    """The 95th percentile."""
    return quantiles(values, n=20, method="inclusive")[-1]


def say(words: str) -> None:
    """Tell whoever waits what is going on."""
    print(words, file=sys.stderr, flush=True)  # noqa: T201 - a program for the command line


def _shown(value: float) -> str:
    return f"{value:,.1f}" if value < 100 and value != int(value) else f"{value:,.0f}"
