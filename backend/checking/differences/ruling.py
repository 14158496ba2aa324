"""What the rules do to a judge's word: probability is moved between the stances, never made.

What the judge gave to a side that a rule excludes goes to the one that the rule names. Where the
judge finds the passage merely to mention the matter, only near-identical wording lets a rule say
more.
"""

from __future__ import annotations

from dataclasses import replace

from backend.checking.differences.comparison import Bearing, Comparison
from backend.domain import Judgement, Stance

SAME_RIGHT = 0.86
OTHERWISE_RIGHT = 0.73
"""How often the rules were right on 12,875 public pairs that they were not tuned on, where they saw
one statement (31 of 36) and where they saw something that differs (373 of 511): a rule makes
nothing surer than that. `python -m backend.training.differences --data PATH` counts them."""

DISPUTES_FROM = 0.2
"""The share of the claim's words in the nearest sentence below which a dispute that rules don't see
is taken to be of another matter. A rule of ours that measuring hardly bears out: on topics of FNC-1
unseen by the judge its disputes were right no less often below than above (the README has them)."""


def ruled(judged: Judgement, seen: Comparison) -> Judgement:
    """The judgement with what the rules see: pure, and its probabilities still sum to 1."""
    if not judged.related:
        return judged
    aside = judged.mentions > max(judged.supports, judged.disputes)
    if aside and not (seen.near or seen.same):
        return replace(judged, differences=(), denied_by=None)
    moved = _moved(judged, seen)
    denied_by = seen.denied_by if moved.stance is Stance.DISPUTES else None
    return replace(moved, differences=seen.differences, denied_by=denied_by)


def _moved(judged: Judgement, seen: Comparison) -> Judgement:
    supports, disputes, mentions = judged.supports, judged.disputes, judged.mentions
    match seen.bearing:
        case Bearing.OTHERWISE:
            moved = supports + disputes + (mentions if seen.near else 0.0)
            disputed = max(disputes, min(moved, OTHERWISE_RIGHT))
            return _of(judged, 0.0, disputed, supports + disputes + mentions - disputed)
        case Bearing.SAME:
            supported = max(supports, SAME_RIGHT)
            return _of(judged, supported, 0.0, supports + disputes + mentions - supported)
        case Bearing.LESS | Bearing.ANOTHER_DAY:
            return _of(judged, 0.0, 0.0, supports + disputes + mentions)
        case Bearing.UNSAID | Bearing.ANOTHER_MATTER:
            return _of(judged, supports, 0.0, disputes + mentions)
        case Bearing.SILENT if seen.closeness < DISPUTES_FROM:
            return _of(judged, supports, 0.0, disputes + mentions)
        case _:
            return judged


def _of(judged: Judgement, supports: float, disputes: float, mentions: float) -> Judgement:
    return replace(judged, supports=supports, disputes=disputes, mentions=mentions)
