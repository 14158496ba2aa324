"""Known claims by their meaning: an index of vectors in memory, approximate and quick."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from usearch.index import Index

from backend.checking.ports import Vector
from backend.known.lexical import Ranked

_Rows = np.ndarray[Any, np.dtype[np.int8]]


class Vectors:
    """The vectors of claims, each claim at its place. Who uses it sees to taking turns.

    A hierarchical navigable small world graph (Malkov and Yashunin 2018) over signed bytes.
    """

    def __init__(self, dimensions: int) -> None:
        self._dimensions = dimensions

    def add(self, places: Sequence[int], vectors: Sequence[Vector]) -> None:
        """Add vectors of this length at new places; an empty one is left out."""
        given = [(place, vector) for place, vector in zip(places, vectors, strict=True) if vector]
        if given:
            keys = np.array([place for place, _ in given], dtype=np.uint64)
            self._index.add(keys, _rows([vector for _, vector in given]))

    def nearest(self, vector: Vector, most: int) -> Ranked:
        """The claims that point most the same way, with the cosine of the angle."""
        if not vector or not len(self._index):
            return {}
        found = self._index.search(_rows([vector])[0], most)
        return {
            int(key): 1.0 - float(distance)
            for key, distance in zip(found.keys, found.distances, strict=True)
        }

    def cosines(self, vector: Vector, places: Sequence[int]) -> Ranked:
        """The cosines of some claims; one without a vector is left out."""
        if not vector:
            return {}
        held = [place for place in places if place in self._index]
        if not held:
            return {}
        ours = _rows([vector])[0].astype(np.float32)
        kept: Any = self._index.get(np.array(held, dtype=np.uint64))
        theirs = np.vstack(kept).astype(np.float32)
        lengths = np.linalg.norm(theirs, axis=1) * np.linalg.norm(ours)
        cosines = theirs @ ours / np.maximum(lengths, 1e-9)
        return dict(zip(held, cosines.tolist(), strict=True))

    @cached_property
    def _index(self) -> Index:
        return Index(ndim=self._dimensions, metric="cos", dtype="i8")


def _rows(vectors: Sequence[Vector]) -> _Rows:
    return np.frombuffer(b"".join(vectors), dtype=np.int8).reshape(len(vectors), -1)
