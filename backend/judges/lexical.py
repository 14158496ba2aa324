"""The lexical judge: overlap of words, with rules for negation and differing numbers.

It reads no meaning. It sees which of a claim's words stand in a passage, whether one of the two
negates or denies and the other does not, and whether they count the same thing differently. What
those signs are worth was measured on public data: see `backend/models/lexical/README.md`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp

from backend.checking.denials import negations
from backend.checking.differences.numbers import number_differences
from backend.checking.passages import overlap
from backend.checking.ports import Judge, Pair
from backend.domain import Judgement
from backend.judges.fingerprints import fingerprint_of

MOST = 0.5
"""More than this share of the claim's words has to be shared before numbers are compared."""

_CLAUSE_END = re.compile(
    r"[,;:.!?–—]\s|\s(?:but|though|although|while|whereas|who|which|where|whether|because)\s"
)

STANCES = ("supports", "disputes", "mentions")
"""The order of the weights' rows."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What the judge sees of a pair: the shared share of the claim's words, and two contrasts."""

    overlap: float
    negated: bool
    number_differs: bool

    def vector(self) -> tuple[float, ...]:
        """The signs as the numbers that the weights multiply."""
        return (
            self.overlap,
            float(self.negated),
            float(self.number_differs),
            self.overlap * self.negated,
            self.overlap * self.number_differs,
        )


@dataclass(frozen=True, slots=True)
class Weights:
    """A multinomial logistic model over `Signs.vector`, one row a stance.

    Below `related_from` of shared words a passage is taken to be about something else.
    """

    rows: tuple[tuple[float, ...], ...]
    intercepts: tuple[float, ...]
    related_from: float


class LexicalJudge(Judge):
    """A `Judge` that compares words. It needs no model file but a handful of weights."""

    name = "lexical overlap with rules for negation and numbers"

    def fingerprint(self) -> str:
        """That of its weights."""
        return fingerprint_of([repr(shipped_weights())])

    def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
        """One judgement a pair, in order."""
        return [weighed(signs(pair), shipped_weights()) for pair in pairs]


def signs(pair: Pair) -> Signs:
    """What the judge sees of a pair.

    Only the clause nearest to the claim tells whether the passage negates it: what else the
    sentence negates is another matter. Numbers are compared only where most of the claim's words
    are shared.
    """
    shared = overlap(pair.claim, pair.passage)
    clause = _nearest_clause(pair)
    return Signs(
        overlap=shared,
        negated=(negations(pair.claim) > 0) != (negations(clause) > 0),
        number_differs=shared > MOST and bool(number_differences(pair.claim, pair.passage)),
    )


def _nearest_clause(pair: Pair) -> str:
    clauses = (clause for clause in _CLAUSE_END.split(pair.passage) if clause)
    return max(clauses, key=lambda clause: overlap(pair.claim, clause), default="")


def weighed(seen: Signs, weights: Weights) -> Judgement:
    """The probabilities of the three stances.

    A passage that counts the same thing differently cannot support: what the weights would give
    to support goes to dispute, whatever else the two share.
    """
    vector = seen.vector()
    scores = [
        exp(intercept + sum(w * x for w, x in zip(row, vector, strict=True)))
        for row, intercept in zip(weights.rows, weights.intercepts, strict=True)
    ]
    supports, disputes, mentions = (score / sum(scores) for score in scores)
    if seen.number_differs:
        supports, disputes = 0.0, supports + disputes
    return Judgement(
        supports, disputes, mentions, about=float(seen.overlap >= weights.related_from)
    )


@cache
def shipped_weights() -> Weights:
    """The weights in `backend/models/lexical/weights.json`."""
    raw = json.loads((files("backend.models") / "lexical" / "weights.json").read_text("utf-8"))
    return Weights(
        rows=tuple(tuple(raw["rows"][stance]) for stance in STANCES),
        intercepts=tuple(raw["intercepts"][stance] for stance in STANCES),
        related_from=raw["related_from"],
    )
