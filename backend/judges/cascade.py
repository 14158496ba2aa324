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
from backend.judges.fingerprints import fingerprint_of

READ_AGAIN_FROM = 0.4
"""The chance of taking a side, by the quick judge, from which a passage may decide. On ten sets
that the judges were not trained on, 2.4% of what takes a side lies below it, by the count of
`python -m backend.training.stance.filtering`."""

MOST_A_CLAIM = 60
"""Texts that the careful judge reads a claim in one check: three of each of twenty reports. Fewer
would leave it to chance, to the order in which pages arrive, which of them are read."""


@dataclass(frozen=True, slots=True)
class Cascade(Judge):
    """A `Judge` made of a quick and a careful one.

    Where both have given a judgement the careful one's counts: on sets that neither was trained on,
    any share of the quick one's made it worse. What may decide and is too much for the careful one
    to read is shown as a mention: the quick one's word alone is not enough to take a side.

    `read` counts what the careful one has read of each claim in this check; outside of a check it
    reads all that may decide.
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

    def fingerprint(self) -> str:
        """One that changes with either's files."""
        return fingerprint_of([self.quick.fingerprint(), self.careful.fingerprint()])

    def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
        """One judgement a pair, in order."""
        judged = list(self.quick.judge(pairs))
        wanted = [at for at, one in enumerate(judged) if worth_reading(one) >= READ_AGAIN_FROM]
        wanted.sort(key=lambda at: -worth_reading(judged[at]))
        chosen = [at for at in wanted if self._may_read(pairs[at].claim)]
        careful = self.careful.judge([pairs[at] for at in chosen])
        again = dict(zip(chosen, careful, strict=True))
        for at in wanted:
            judged[at] = again.get(at) or _as_a_mention(judged[at])
        return judged

    def for_check(self) -> Cascade:
        """The same two, with nothing read yet."""
        return replace(self, read=Counter())

    def _may_read(self, claim: str) -> bool:
        """Whether the careful judge may read one more passage for a claim; counts it if so."""
        if self.read is None:
            return True
        self.read[claim] += 1
        return self.read[claim] <= MOST_A_CLAIM


def worth_reading(judged: Judgement) -> float:
    """The chance that a passage takes a side."""
    return 1 - judged.mentions if judged.related else 0.0


def _as_a_mention(judged: Judgement) -> Judgement:
    return replace(judged, supports=0.0, disputes=0.0, mentions=1.0)
