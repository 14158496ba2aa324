"""The index of known claims: words, meaning and days, weighed together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import exp
from threading import RLock

from backend.checking.ports import Vector
from backend.known.lexical import Words
from backend.known.vectors import Vectors

CANDIDATES = 50
"""Claims that each of the two searches brings, to be weighed together."""

WORDS_WEIGH = 1.75
"""What a claim that has all of the text's words adds to the cosine, which is at most 1. This and
the next two were chosen on the training queries of CheckThat! 2022 task 2A."""

DAYS_WEIGH = 0.3
"""What being of the same day adds."""

DAYS = 30
"""Days after which that has sunk to a third."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim to be found again: its id with whoever keeps it, its words, where it points.

    `on` is the day on which it was checked or decided, where that is known.
    """

    id: int
    text: str
    vector: Vector = b""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A claim that was found, with its score and the cosine between the two texts."""

    id: int
    score: float
    cosine: float


class KnownIndex:
    """Known claims in memory. Only grows; may be asked and added to from several threads."""

    def __init__(self, dimensions: int) -> None:
        self._words = Words()
        self._vectors = Vectors(dimensions)
        self._ids: list[int] = []
        self._days: list[date | None] = []
        self._turn = RLock()

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, entries: Sequence[Entry]) -> None:
        """Add claims that are not in yet."""
        with self._turn:
            places = range(len(self._ids), len(self._ids) + len(entries))
            self._vectors.add(places, [entry.vector for entry in entries])
            for entry in entries:
                self._words.add(entry.text)
                self._ids.append(entry.id)
                self._days.append(entry.on)

    def nearest(
        self, text: str, vector: Vector, most: int, on: date | None = None
    ) -> Sequence[Hit]:
        """The claims nearest to a text, best first; `on` is the day that it is of.

        At most twice `CANDIDATES`, however many are wanted.
        """
        with self._turn:
            by_words = self._words.nearest(text, CANDIDATES)
            by_meaning = self._vectors.nearest(vector, CANDIDATES)
            places = sorted({*by_words, *by_meaning})
            cosines = self._vectors.cosines(vector, places)
            hits = [
                Hit(
                    self._ids[place],
                    cosines.get(place, 0.0)
                    + WORDS_WEIGH * by_words.get(place, 0.0)
                    + _nearness(on, self._days[place]),
                    cosines.get(place, 0.0),
                )
                for place in places
            ]
        return sorted(hits, key=lambda hit: (-hit.score, hit.id))[:most]


def _nearness(one: date | None, other: date | None) -> float:
    if one is None or other is None:
        return 0.0
    return DAYS_WEIGH * exp(-abs((one - other).days) / DAYS)
