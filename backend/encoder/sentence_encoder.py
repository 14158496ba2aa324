"""The shipped `Encoder`: all-MiniLM-L6-v2 in eight and four bits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from backend.checking.ports import Encoder, Vector
from backend.encoder.sentence_model import VECTOR, Floats, SentenceModel

_LARGEST = 127

Bytes = np.ndarray[Any, np.dtype[np.int8]]


class SentenceEncoder(Encoder):
    """Vectors of an encoder's file. May be asked from several threads."""

    def __init__(self, model: SentenceModel) -> None:
        self._model = model

    @property
    def name(self) -> str:
        """What the folder calls itself."""
        return self._model.folder.name

    @property
    def dimensions(self) -> int:
        """As the folder says."""
        return self._model.folder.dimensions

    def warm(self) -> None:
        """Open the model now. Raises `BadModel` if it cannot be opened."""
        self._model.warm()

    def encode(self, texts: Sequence[str]) -> list[Vector]:
        """One vector a text, in order. Raises `BadModel` if the model cannot be opened."""
        (rows,) = self._model.outputs(texts, [VECTOR])
        return [row.tobytes() for row in in_bytes(rows)]


def in_bytes(rows: Floats) -> Bytes:
    """Each row stretched until its largest number is 127, and rounded: its direction in bytes."""
    largest = np.abs(rows).max(axis=1, keepdims=True, initial=0.0)
    stretched: Bytes = np.rint(rows * (_LARGEST / np.maximum(largest, 1e-9))).astype(np.int8)
    return stretched
