"""A reader's track record: how often their flags were upheld, and how far that can be told. Pure.

It orders the queue and silences nobody: who was never right is looked at last, and still looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

_Z = 1.96
"""Standard deviations on either side that hold 95 in 100."""

WHOLE = 1000
"""What a flag weighs whose reader is certainly right; weights are whole numbers up to this."""


@dataclass(frozen=True, slots=True)
class Record:
    """How many of a reader's flags were decided about, and how many of those were upheld."""

    upheld: int = 0
    decided: int = 0

    @property
    def interval(self) -> tuple[float, float]:
        """Between which shares the reader's true one lies, 95 times of 100 (Wilson 1927)."""
        if not self.decided:
            return 0.0, 1.0
        n, share, z2 = self.decided, self.upheld / self.decided, _Z * _Z
        middle = (share + z2 / (2 * n)) / (1 + z2 / n)
        reach = _Z * sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
        return max(0.0, middle - reach), min(1.0, middle + reach)

    @property
    def weight(self) -> int:
        """What a flag of theirs weighs in the queue: the Beta posterior's mean, in thousandths.

        Of whom nothing is known weighs 500, and so does who is right every other time.
        """
        return WHOLE * (self.upheld + 1) // (self.decided + 2)
