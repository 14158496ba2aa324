"""Two judges, one quick and one careful: the quick one reads everything, the careful one little.

The careful one reads the passages that may decide: those to which the quick one gives a chance of
taking a side, the likeliest first, and no more of them a claim than a reader would wait for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from backend.checking.ports import Judge, Pair
from backend.domain import Judgement

READ_AGAIN_FROM = 0.4
"""The chance of taking a side, by the quick judge, from which a passage may decide. On ten sets
that the judges were not trained on, 1.4% of what takes a side lies below it."""

MOST_A_CLAIM = 20
"""Passages that the careful judge reads a claim in one check."""


@dataclass(frozen=True, slots=True)
class Cascade(Judge):
    """A `Judge` made of a quick and a careful one.

    Where both have given a judgement the careful one's counts: on sets that neither was trained on,
    any share of the quick one's made it worse. `read` counts what the careful one has read of each
    claim in this check; outside of a check each call stands for itself.
    """

    quick: Judge
    careful: Judge
    read: Counter[str] | None = None

    @property
    def name(self) -> str:
        """The name of both."""
        return f"{self.careful.name} over {self.quick.name}"

    def warm(self) -> None:
        """Open both. Raises `BadModel` if one cannot be opened."""
        self.quick.warm()
        self.careful.warm()

    def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
        """One judgement a pair, in order."""
        judged = list(self.quick.judge(pairs))
        chosen = self._chosen(pairs, judged)
        careful = self.careful.judge([pairs[at] for at in chosen])
        for at, second in zip(chosen, careful, strict=True):
            judged[at] = second
        return judged

    def for_check(self) -> Cascade:
        """The same two, with nothing read yet."""
        return replace(self, read=Counter())

    def _chosen(self, pairs: Sequence[Pair], judged: Sequence[Judgement]) -> list[int]:
        """The pairs that the careful judge reads, the likeliest to decide first."""
        worth = [1 - one.mentions if one.related else 0.0 for one in judged]
        read = Counter() if self.read is None else self.read
        chosen = []
        for at in sorted(range(len(pairs)), key=lambda at: -worth[at]):
            claim = pairs[at].claim
            if worth[at] >= READ_AGAIN_FROM and read[claim] < MOST_A_CLAIM:
                read[claim] += 1
                chosen.append(at)
        return chosen
