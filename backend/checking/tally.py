"""Who judged the passages of one check, in the words that its note shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from backend.checking.ports import Judge, Pair
from backend.domain import Judgement


class Tally(Judge):
    """A judge that remembers who really judged each passage. One a check, in one thread."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._counts: Counter[tuple[str, str]] = Counter()

    @property
    def name(self) -> str:
        """The name of the judge that is asked."""
        return self._judge.name

    def judge(self, pairs: Sequence[Pair]) -> Sequence[Judgement]:
        """What the judge says, counted by who gave it and why it was they."""
        given = self._judge.judge(pairs)
        self._counts.update((one.by or self.name, one.instead) for one in given)
        return given

    @property
    def words(self) -> str:
        """Who judged: one name where it was one judge as chosen, else each with its share.

        The one that was asked comes first, then by how many passages they judged.
        """
        if set(self._counts) <= {(self.name, "")}:
            return self.name
        asked_first = sorted(
            self._counts.items(), key=lambda row: (row[0] != (self.name, ""), -row[1], row[0])
        )
        return "; ".join(self._share(by, why, count) for (by, why), count in asked_first)

    def _share(self, by: str, why: str, count: int) -> str:
        every = self._counts.total()
        passages = "passage" if every == 1 else "passages"
        return f"{by} ({count} of {every} {passages}{f', as {why}' if why else ''})"
