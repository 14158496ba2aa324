"""A calibration curve as a small SVG, for light and dark ground, and in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from backend.evaluation.suite import Figures

SIZE, MARGIN = 320, 44
_LARGEST = 14
"""The radius of the dot that stands for the fullest bin."""

_STYLE = """
  svg { font: 12px system-ui, sans-serif; color: #1d2733; --dot: #175ddc; }
  @media (prefers-color-scheme: dark) { svg { color: #e6edf3; --dot: #79b8ff; } }
  text { fill: currentColor; } path { stroke: currentColor; fill: none; }
  .even { stroke-dasharray: 4 4; opacity: .6; } .grid { opacity: .2; }
  circle { fill: var(--dot); fill-opacity: .75; stroke: currentColor; }
"""


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims of about one confidence: how many, their mean confidence, the share that is right."""

    claims: int
    confidence: float
    right: float


def bins_of(figures: Figures) -> list[Bin]:
    """The bins of the `weighing` suite's figures, from the least confidence to the most."""
    names = [name for name in figures if name.startswith("below.") and name.count("_") == 0]
    return [
        Bin(int(figures[name]), figures[f"{name}_confidence"], figures[f"{name}_right"])
        for name in names
    ]


def curve(bins: Sequence[Bin], title: str) -> str:
    """The curve as an SVG document: a dot a bin, the larger the more claims it stands for."""
    lines = [*_ground(), *_dots(bins)]
    told = "; ".join(f"{b.claims} at {b.confidence:.0%}, {b.right:.0%} right" for b in bins)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" width="{SIZE}"'
        f' height="{SIZE}" role="img" aria-labelledby="title desc">\n'
        f'<title id="title">{title}</title>\n<desc id="desc">Claims by confidence: {told}.</desc>\n'
        f"<style>{_STYLE}</style>\n" + "\n".join(lines) + "\n</svg>\n"
    )


def _ground() -> Iterator[str]:
    """Axes, grid, and the line on which confidence is what comes true."""
    low, high = _at(0, 0), _at(1, 1)
    for quarter in (0.25, 0.5, 0.75, 1):
        x, y = _at(quarter, quarter)
        yield f'<path class="grid" d="M{low[0]} {y}H{high[0]}M{x} {low[1]}V{high[1]}"/>'
        yield f'<text x="{x}" y="{low[1] + 16}" text-anchor="middle">{quarter:.0%}</text>'
        yield f'<text x="{low[0] - 6}" y="{y + 4}" text-anchor="end">{quarter:.0%}</text>'
    yield f'<path d="M{low[0]} {high[1]}V{low[1]}H{high[0]}"/>'
    yield f'<path class="even" d="M{low[0]} {low[1]}L{high[0]} {high[1]}"/>'
    yield f'<text x="{SIZE / 2}" y="{SIZE - 8}" text-anchor="middle">confidence</text>'
    yield f'<text x="{low[0]}" y="16">share of verdicts that are right</text>'


def _dots(bins: Sequence[Bin]) -> Iterator[str]:
    most = max((each.claims for each in bins), default=1)
    for each in bins:
        x, y = _at(each.confidence, each.right)
        radius = round(max(2.5, _LARGEST * sqrt(each.claims / most)), 1)
        yield f'<circle cx="{x}" cy="{y}" r="{radius}"/>'


def _at(confidence: float, right: float) -> tuple[float, float]:
    span = SIZE - 2 * MARGIN
    return round(MARGIN + span * confidence, 1), round(SIZE - MARGIN - span * right, 1)
