"""An abstract landscape for each report, drawn from its slug: always the same, never a photo."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

WIDTH = 1200
HEIGHT = 500
_STEPS = 8
_LAYERS = 4


@dataclass(frozen=True, slots=True)
class Landscape:
    """A sun and hills, in the coordinates of a picture of `WIDTH` by `HEIGHT`."""

    sun: tuple[int, int, int]
    hills: tuple[str, ...]


def landscape(slug: str) -> Landscape:
    """The landscape that belongs to a slug; `hills` are SVG path data, the farthest first."""
    seed = sha256(slug.encode()).digest()
    sun = (150 + seed[0] * 900 // 255, 150 + seed[1] * 70 // 255, 36 + seed[2] * 40 // 255)
    return Landscape(sun, tuple(_hill(layer, seed[3 + layer * 6 :]) for layer in range(_LAYERS)))


def _hill(layer: int, seed: bytes) -> str:
    top = 170 + layer * 75
    heights = [top + seed[step % 6] * 110 // 255 for step in range(_STEPS + 1)]
    half = WIDTH // _STEPS // 2
    start = f"M0 {HEIGHT} L0 {heights[0]}"
    curves = (
        f"C{x - half} {before} {x - half} {after} {x} {after}"
        for step, (before, after) in enumerate(pairwise(heights), start=1)
        for x in [step * WIDTH // _STEPS]
    )
    return " ".join([start, *curves, f"L{WIDTH} {HEIGHT} Z"])
