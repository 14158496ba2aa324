"""Known claims by their words: BM25 over an index in memory that only grows."""

from __future__ import annotations

from array import array
from math import log
from typing import Any

import numpy as np

from backend.known.terms import plain, terms

_SATURATION, _LENGTH = 1.2, 0.5
"""BM25's k1 and b (Robertson and Zaragoza 2009). Claims are short and much of a length, so that
length counts less than the usual 0.75."""

_MOST_POSTINGS = 300_000
"""Entries that are looked at for one text, those of the rarest words first: common words cost the
most and tell the least."""

_NOWHERE = array("I")

Places = np.ndarray[Any, np.dtype[np.uint32]]
Gains = np.ndarray[Any, np.dtype[np.floating[Any]]]

Ranked = dict[int, float]
"""Places of claims with what they score."""


class Words:
    """The words of claims, each claim at its place from 0. Who uses it sees to taking turns."""

    def __init__(self) -> None:
        self._postings: dict[str, array[int]] = {}
        self._lengths = array("I")

    def __len__(self) -> int:
        return len(self._lengths)

    def add(self, text: str) -> None:
        """Add a claim at the next place."""
        place, found = len(self._lengths), terms(plain(text))
        for term in found:
            self._postings.setdefault(term, array("I")).append(place)
        self._lengths.append(len(found))

    def nearest(self, text: str, most: int) -> Ranked:
        """The claims that share the most telling words with a text.

        A score is the share, 0 to about 1, of what a claim with all of the text's words could have.
        """
        wanted = sorted(set(terms(plain(text))), key=self._frequency)
        if not wanted or not len(self):
            return {}
        scores = np.zeros(len(self), dtype=np.float32)
        read = 0
        for term in wanted:
            read += self._frequency(term)
            if read > _MOST_POSTINGS:
                break
            places, gains = self._gains(term)
            scores[places] += gains
        return _best(scores / sum(map(self._rarity, wanted)), most)

    def _gains(self, term: str) -> tuple[Places, Gains]:
        """Where a term stands, and what it adds to the score there."""
        places, times = np.unique(
            np.frombuffer(self._postings.get(term, _NOWHERE), dtype=np.uint32), return_counts=True
        )
        lengths = np.frombuffer(self._lengths, dtype=np.uint32)
        relative = lengths[places] / max(1.0, float(lengths.mean()))
        damped = times + _SATURATION * (1 - _LENGTH + _LENGTH * relative)
        return places, self._rarity(term) * (_SATURATION + 1) * times / damped

    def _rarity(self, term: str) -> float:
        frequency = self._frequency(term)
        return log(1 + (len(self) - frequency + 0.5) / (frequency + 0.5))

    def _frequency(self, term: str) -> int:
        return len(self._postings.get(term, _NOWHERE))


def _best(scores: Gains, most: int) -> Ranked:
    """The highest scores above nothing, best first."""
    most = min(most, len(scores))
    top = np.argpartition(scores, len(scores) - most)[len(scores) - most :]
    best = top[np.argsort(-scores[top], kind="stable")]
    return {int(place): float(scores[place]) for place in best if scores[place] > 0}
