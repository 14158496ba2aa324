"""Decisions put together on a test's backend, and what moderators of tests do with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from backend.checking.edits import Added
from backend.checking.frozen import Frozen
from backend.domain import FlagReason, Objection, Stance, UnreadReason
from backend.errors import Unreadable
from backend.services.decide import Asked, Decisions, Means
from backend.services.figures import OpenFigures
from backend.services.moderation import Moderation
from backend.services.queue import Queue
from backend.services.rate import RatingNotes
from backend.services.readers import Readers
from backend.services.reply import Replies
from backend.store.decisions import DecisionStore
from backend.store.desk import DeskStore
from backend.store.figures import FigureStore
from backend.store.flags import FlagStore
from backend.store.frozen import FrozenStore
from backend.store.paces import PaceStore
from backend.store.queue import QueueStore
from backend.store.ratings import RatingStore
from backend.store.readers import ReaderStore
from backend.store.replies import ReplyStore
from tests.accounts import Accounts
from tests.backends import Backend
from tests.factories import a_highlight, evidence_of
from tests.fakes import FakePipeline

NEW = "http://new.test/1"
A_FLAG = Objection(FlagReason.OUT_OF_CONTEXT)
AS_IT_IS = Asked("The report says what it is taken to say.")


@dataclass
class FakeReports:
    """Reads the reports that it was given, each of which takes a stance; any other is gone."""

    stances: Mapping[str, Stance] = field(default_factory=lambda: {NEW: Stance.DISPUTES})
    read: list[str] = field(default_factory=list)

    def __call__(self, url: str, frozen: Frozen) -> Added:
        del frozen
        self.read.append(url)
        if url not in self.stances:
            raise Unreadable(UnreadReason.GONE)
        return Added(url, (evidence_of(self.stances[url], "new", url=url),))


def decisions_of(
    backend: Backend, *, large: int = 0, reports: FakeReports | None = None
) -> Decisions:
    means = Means(reports or FakeReports(), backend.clock, backend.bell, backend.submitted.append)
    sessions = backend.sessions
    return Decisions(DecisionStore(sessions), FrozenStore(sessions), means, large)


def moderation_of(backend: Backend, accounts: Accounts, *, large: int = 0) -> Moderation:
    queue = Queue(
        QueueStore(backend.sessions),
        DeskStore(backend.sessions),
        RatingStore(backend.sessions),
        backend.clock,
    )
    decisions = decisions_of(backend, large=large)
    figures = OpenFigures(FigureStore(backend.sessions), backend.clock)
    return Moderation(
        queue,
        decisions,
        ratings_of(backend),
        figures,
        replies_of(backend),
        accounts.users.by_token,
    )


def replies_of(backend: Backend) -> Replies:
    store, paces = ReplyStore(backend.sessions), PaceStore(backend.sessions)
    return Replies(store, paces, note_of=backend.checks.note, clock=backend.clock)


def ratings_of(backend: Backend) -> RatingNotes:
    paces = PaceStore(backend.sessions)
    return RatingNotes(
        RatingStore(backend.sessions),
        paces,
        Readers(ReaderStore(backend.sessions), paces, backend.clock, 20),
        note_of=backend.checks.note,
        clock=backend.clock,
        an_hour=3,
    )


def checked(backend: Backend, words: str = "Some 10,000 people came.") -> str:
    """The id of a note, which one report disputes."""
    check_id = backend.checks.open(a_highlight(words))
    if isinstance(backend.pipeline, FakePipeline):
        backend.pipeline.go_on.set()
    backend.runner.run_next(f"worker of {words}")
    return check_id


def flag(
    backend: Backend,
    note_id: str,
    name: str = "r1",
    *,
    version: int = 1,
    objection: Objection = A_FLAG,
) -> int:
    """Have a reader flag a note; give the reader's id."""
    readers = ReaderStore(backend.sessions)
    if readers.find(name) is None:
        readers.add(name, backend.clock().date())
    reader = readers.find(name)
    assert reader is not None
    FlagStore(backend.sessions).put(reader, note_id, version, objection, backend.clock())
    return reader
