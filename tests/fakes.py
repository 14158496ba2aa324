"""Stand-ins that honour the ports and do as a test tells them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event
from time import monotonic

from backend.checking import steps
from backend.checking.frozen import Frozen
from backend.checking.ports import Judge, Pair, Tell
from backend.checking.steps import Step
from backend.domain import Found, Highlight, Judgement, Note, Query, Report, Stance, UnreadReason
from backend.errors import Unreadable
from tests.factories import A_DAY, NOW, a_judgement, frozen_evidence

PATIENCE = 20.0


class FakeClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **span: float) -> None:
        self.now += timedelta(**span)


def until(
    condition: Callable[[], bool], patience: float = PATIENCE, *, pause: float = 0.01
) -> None:
    """Wait for a condition, looking again and again; fail after `patience` seconds.

    A longer `pause` between looks is for those that cost something.
    """
    deadline = monotonic() + patience
    while not condition():
        assert monotonic() < deadline, "what was waited for did not happen"
        Event().wait(pause)


def tell_all(note: Note, tell: Tell) -> None:
    """Tell the steps that lead to the note, as the pipeline does."""
    tell(steps.Claimed(tuple(weighed.claim for weighed in note.claims)))
    tell(steps.SearcherAsked("archive"))
    for searched in note.searched:
        tell(steps.SearcherAnswered(searched))
    for evidence in note.evidence:
        report = evidence.passage.report
        tell(steps.Reading(Found(report.url, report.title, report.outlet)))
        tell(steps.WasRead(report))
        tell(steps.Judged(evidence))
    for unread in note.unread:
        tell(steps.WasUnread(unread))


@dataclass
class FakePipeline:
    """A pipeline that waits in the middle of a check until it is let go on."""

    begun: Event = field(default_factory=Event)
    go_on: Event = field(default_factory=Event)
    error: Exception | None = None
    stance: Stance = Stance.DISPUTES
    checked: list[Highlight] = field(default_factory=list)

    def __call__(self, highlight: Highlight, tell: Tell) -> Frozen:
        frozen = frozen_evidence(highlight, stance=self.stance)
        note = frozen.note()
        tell(steps.Claimed(tuple(weighed.claim for weighed in note.claims)))
        self.begun.set()
        assert self.go_on.wait(PATIENCE), "the test did not let the pipeline go on"
        if self.error is not None:
            raise self.error
        tell_all(note, tell)
        self.checked.append(highlight)
        return frozen


def the_time() -> datetime:
    return A_DAY


@dataclass
class FakeSearcher:
    """Answers every query with the same hits, or fails, once `released` is set."""

    hits: Sequence[Found] = ()
    error: Exception | None = None
    name: str = "fake"
    asked: list[Query] = field(default_factory=list)
    released: Event | None = None

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
    released: Event | None = None

    def read(self, url: str) -> Report:
        self.read_urls.append(url)
        if self.released:
            self.released.wait(10)
        page = self.pages.get(url, Unreadable(UnreadReason.GONE))
        if isinstance(page, Exception):
            raise page
        return page


@dataclass
class FakeJudge(Judge):
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
