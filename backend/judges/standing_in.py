"""A judge that may fail, and the one that stands in for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from backend.checking.ports import Judge, Pair
from backend.domain import Judgement


@dataclass(frozen=True, slots=True)
class Unjudged:
    """A pair that was not judged. `why` goes on from "as …" and is shown to readers."""

    why: str


class FallibleJudge(Protocol):
    """Judges what it can, and says why it could not judge the rest."""

    @property
    def name(self) -> str:
        """The name shown in the note."""
        ...

    def attempt(self, pairs: Sequence[Pair]) -> Sequence[Judgement | Unjudged]:
        """One judgement or failure a pair, in order. Never raises."""
        ...

    def for_check(self) -> FallibleJudge:
        """The same with what it may cost in one check begun anew."""
        ...


@dataclass(frozen=True, slots=True)
class WithStandIn(Judge):
    """A `Judge` that asks `first`, and `second` for the pairs that `first` did not judge."""

    first: FallibleJudge
    second: Judge

    @property
    def name(self) -> str:
        """The name of the one that was chosen; what it did not judge names who did."""
        return self.first.name

    def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
        """One judgement a pair, in order, each with who gave it and why it was they."""
        attempts = self.first.attempt(pairs)
        left = [
            pair for pair, one in zip(pairs, attempts, strict=True) if isinstance(one, Unjudged)
        ]
        stand_ins = iter(self.second.judge(left) if left else ())
        return [self._settled(one, stand_ins) for one in attempts]

    def warm(self) -> None:
        """Open the one that stands in, so that a failure finds it ready. Raises `BadModel`."""
        self.second.warm()

    def fingerprint(self) -> str:
        """That of the one that stands in: of the first there are no files here."""
        return self.second.fingerprint()

    def for_check(self) -> WithStandIn:
        """The same two, each with what it may cost in one check begun anew."""
        return WithStandIn(self.first.for_check(), self.second.for_check())

    def _settled(self, one: Judgement | Unjudged, stand_ins: Iterator[Judgement]) -> Judgement:
        if isinstance(one, Unjudged):
            given = next(stand_ins)
            return replace(given, by=given.by or self.second.name, instead=one.why)
        return replace(one, by=one.by or self.first.name)
