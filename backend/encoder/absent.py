"""What stands in for the encoder where its file was left out of an installation."""

from __future__ import annotations

from collections.abc import Sequence

from backend.checking.ports import CheckWorthiness, Encoder, Vector
from backend.encoder.form import says_something


class NoEncoder(Encoder):
    """Points nowhere: known claims are then found by their words alone."""

    name = "none"
    dimensions = 0

    def encode(self, texts: Sequence[str]) -> list[Vector]:
        """An empty vector a text."""
        return [b""] * len(texts)


class RulesAlone(CheckWorthiness):
    """Finds every sentence worth checking that may state a fact by its form."""

    def scores(self, sentences: Sequence[str]) -> list[float]:
        """An even chance, or none."""
        return [0.5 * says_something(sentence) for sentence in sentences]
