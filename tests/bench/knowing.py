"""Known claims and the scan of a page: how long each takes.

    python -m tests.bench knowing

Claims and vectors are made up: words as frequent as in news (Zipf), vectors in clusters. The page
has 2,000 words.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from itertools import accumulate

import numpy as np

from backend.checking.ports import CheckWorthiness, Encoder
from backend.checking.scanning import worth_checking
from backend.composition.encoding import shipped_encoder, shipped_worthiness
from backend.known.index import Entry, KnownIndex
from tests.bench.corpus import Corpus
from tests.bench.figures import Figure, middle, say, worst_twentieth

SEED = 20241023
_WORDS = 100_000
_A_CLAIM = 14
_CLUSTERS = 2_000
_BATCH = 10_000
_WORDS_A_PAGE = 2_000


def run(*, quick: bool) -> Iterator[Figure]:
    """Measure, for the table of all benches."""
    encoder, worthiness = shipped_encoder(), shipped_worthiness()
    yield from _scan(worthiness, encoder)
    for size in (2_000,) if quick else (14_000, 1_000_000):
        yield from _search(size, encoder.dimensions)


def _scan(worthiness: CheckWorthiness, encoder: Encoder) -> Iterator[Figure]:
    page = _page()
    worth_checking(page, worthiness, 50)
    took = list[float]()
    for _round in range(3):
        began = time.perf_counter()
        found = worth_checking(page, worthiness, 50)
        encoder.encode([one.quote.exact for one in found])
        took.append(time.perf_counter() - began)
    yield Figure("a page of 2,000 words: scanned", 1_000 * middle(took), "ms", at_most=1_500)


def _page() -> str:
    text: list[str] = []
    for report in Corpus(200, 5).reports():
        text += report.text.split(" ")
        if len(text) >= _WORDS_A_PAGE:
            break
    return " ".join(text[:_WORDS_A_PAGE])


def _search(size: int, dimensions: int) -> Iterator[Figure]:
    made = _Made(dimensions)
    index = KnownIndex(dimensions)
    began = time.perf_counter()
    for start in range(0, size, _BATCH):
        index.add(made.entries(start, min(_BATCH, size - start)))
        say(f"{start + _BATCH:,} of {size:,} claims")
    yield Figure(f"{size:,} claims: filling the index", time.perf_counter() - began, "s")
    took = list[float]()
    for entry in made.entries(0, 100):
        began = time.perf_counter()
        index.nearest(entry.text, entry.vector, 20)
        took.append(1_000 * (time.perf_counter() - began))
    yield Figure(f"{size:,} claims: finding the nearest", middle(took), "ms")
    yield Figure(f"{size:,} claims: at the 95th percentile", worst_twentieth(took), "ms")


class _Made:
    """Made-up claims, the same ones for a seed and a place."""

    def __init__(self, dimensions: int) -> None:
        self._vocabulary = [f"w{number:x}" for number in range(_WORDS)]
        self._weights = list(accumulate(1 / (rank + 10) for rank in range(_WORDS)))
        numbers = np.random.default_rng(SEED)
        self._centres = numbers.normal(size=(_CLUSTERS, dimensions))

    def entries(self, start: int, count: int) -> Sequence[Entry]:
        chooser = random.Random(SEED + start)  # noqa: S311 - no secret
        numbers = np.random.default_rng(SEED + start)
        around = self._centres[numbers.integers(_CLUSTERS, size=count)]
        rows = around + numbers.normal(size=around.shape)
        rows *= 127 / np.abs(rows).max(axis=1, keepdims=True)
        vectors = np.rint(rows).astype(np.int8)
        return [
            Entry(
                start + at,
                " ".join(chooser.choices(self._vocabulary, cum_weights=self._weights, k=_A_CLAIM)),
                vectors[at].tobytes(),
            )
            for at in range(count)
        ]
