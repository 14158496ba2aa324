"""A judge whose word is kept in a file, so that a run that was stopped goes on where it was."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from backend.checking.ports import Judge, Pair
from backend.domain import Judgement


class Remembering(Judge):
    """Asks a judge once for each pair; what it said is kept by the judge's fingerprint.

    For judges that give probabilities and nothing else.
    """

    def __init__(self, judge: Judge, kept: Path) -> None:
        self._judge = judge
        self._kept = kept
        self._known: dict[str, Judgement] = {}
        if kept.exists():
            for line in kept.read_text("utf-8").splitlines():
                key, *chances = json.loads(line)
                self._known[key] = Judgement(*chances)

    @property
    def name(self) -> str:
        """The name of the judge that is asked."""
        return self._judge.name

    def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
        """What the judge says of each pair, now or before."""
        new = [pair for pair in dict.fromkeys(pairs) if self._key(pair) not in self._known]
        if new:
            given = self._judge.judge(new)
            with self._kept.open("a", encoding="utf-8") as kept:
                for pair, one in zip(new, given, strict=True):
                    self._known[self._key(pair)] = one
                    chances = (one.supports, one.disputes, one.mentions, one.about)
                    kept.write(json.dumps([self._key(pair), *chances]) + "\n")
        return [self._known[self._key(pair)] for pair in pairs]

    def _key(self, pair: Pair) -> str:
        parts = (self._judge.fingerprint(), pair.claim, pair.passage)
        return sha256("\0".join(parts).encode()).hexdigest()
