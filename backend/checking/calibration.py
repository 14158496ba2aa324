"""What turns the weighing's measure into confidence: a line in log-odds, learned from claims.

`log-odds(confidence) = slope * log-odds(measure) + offset of the verdict`. The shipped numbers and
what they were learned from: `backend/models/weighing`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from math import exp, log

from backend.domain import Verdict

LEAST = 1e-4
"""A measure below this, or above 1 less this, counts as this: nothing found is ever certain."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """A line in log-odds. `slope` is never negative, so that more evidence never means less.

    `offsets` has the verdicts that have a confidence; another's is 0.
    """

    slope: float = 1.0
    offsets: Mapping[Verdict, float] = field(default_factory=dict)

    def confidence(self, verdict: Verdict, measure: float) -> float:
        """The chance that the verdict's side is what people say of the evidence, 0 to 1."""
        odds = self.slope * log_odds(measure) + self.offsets.get(verdict, 0.0)
        return 1 / (1 + exp(-odds))


def log_odds(chance: float) -> float:
    """The logarithm of the odds of a chance from 0 to 1, within bounds."""
    held = min(1 - LEAST, max(LEAST, chance))
    return log(held / (1 - held))


@cache
def shipped() -> Calibration:
    """The calibration that ships."""
    table = json.loads((files("backend.models") / "weighing" / "calibration.json").read_text())
    offsets = {Verdict(verdict): offset for verdict, offset in table["offsets"].items()}
    return Calibration(table["slope"], offsets)
