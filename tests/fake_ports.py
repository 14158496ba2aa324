"""Searchers, readers and judges that honour their ports and do as a test tells them."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from backend.checking.ports import Pair
from backend.checking.steps import Step
from backend.domain import Found, Judgement, Query, Report, Stance, UnreadReason
from backend.errors import Unreadable
from tests.factories import A_DAY, a_judgement


def the_time() -> datetime:
    return A_DAY


@dataclass
class FakeSearcher:
    """Answers every query with the same hits, or fails, once `released` is set."""

    hits: Sequence[Found] = ()
    error: Exception | None = None
    name: str = "fake"
    asked: list[Query] = field(default_factory=list)
    released: threading.Event | None = None

    def search(self, query: Query, limit: int) -> Sequence[Found]:
        self.asked.append(query)
        if self.released:
            self.released.wait(10)
        if self.error:
            raise self.error
        return self.hits[:limit]


@dataclass
class FakeReader:
    """Reads the pages that it was given; any other is gone."""

    pages: Mapping[str, Report | Exception] = field(default_factory=dict)
    read_urls: list[str] = field(default_factory=list)
    released: threading.Event | None = None

    def read(self, url: str) -> Report:
        self.read_urls.append(url)
        if self.released:
            self.released.wait(10)
        page = self.pages.get(url, Unreadable(UnreadReason.GONE))
        if isinstance(page, Exception):
            raise page
        return page


@dataclass
class FakeJudge:
    """Gives a passage the stance of the first word of `stances` that it holds."""

    stances: Mapping[str, Stance] = field(default_factory=dict)
    name: str = "fake judge"

    def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
        return [self._one(pair) for pair in pairs]

    def _one(self, pair: Pair) -> Judgement:
        told = (stance for word, stance in self.stances.items() if word in pair.passage)
        return a_judgement(next(told, Stance.MENTIONS))


@dataclass
class Told:
    """Remembers the steps of a check in order."""

    steps: list[Step] = field(default_factory=list)

    def __call__(self, step: Step) -> None:
        self.steps.append(step)

    @property
    def kinds(self) -> list[str]:
        return [step.kind for step in self.steps]
