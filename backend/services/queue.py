"""What moderators do with the queue: look through it, take a note, talk about it."""

from __future__ import annotations

from collections.abc import Sequence

from backend.checking.ports import Clock
from backend.errors import BadDecision
from backend.moderation.changes import words_from
from backend.store.counter_tables import CounterState
from backend.store.counters import CounterSource
from backend.store.desk import DeskStore, Remark
from backend.store.queue import (
    FlagOnNote,
    Place,
    QueuedNote,
    QueueOrder,
    QueueStore,
    Wanted,
)
from backend.store.ratings import RatingStore

__all__ = [
    "CounterSource",
    "CounterState",
    "FlagOnNote",
    "Place",
    "Queue",
    "QueueOrder",
    "QueuedNote",
    "Remark",
    "Wanted",
]

MOST = 100
"""Notes on one page, at most."""


class Queue:
    """The queue for moderators. Safe to share between threads."""

    def __init__(
        self, store: QueueStore, desk: DeskStore, ratings: RatingStore, clock: Clock
    ) -> None:
        self._store = store
        self._desk = desk
        self._ratings = ratings
        self._clock = clock

    def page(self, wanted: Wanted) -> Sequence[QueuedNote]:
        """A page of the queue; raises `BadDecision` for one that is too long."""
        if not 1 <= wanted.limit <= MOST:
            raise BadDecision(f"Ask for 1 to {MOST} notes.", "limit")
        return self._store.page(wanted)

    def not_bridged_yet(self) -> str:
        """Why agreement across sides is not weighed, in plain words; "" where it is."""
        return self._ratings.found().words

    def flags_on(self, note_id: str) -> Sequence[FlagOnNote]:
        """The open flags on a note, the oldest first."""
        return self._store.flags_on(note_id)

    def take(self, note_id: str, moderator: str) -> None:
        """Work on a note; raises `Conflict` where somebody else does, and `NotFound`."""
        self._desk.assign(note_id, moderator, self._clock())

    def release(self, note_id: str, moderator: str) -> None:
        """No longer work on a note."""
        self._desk.release(note_id, moderator, self._clock())

    def assigned(self, note_id: str) -> str | None:
        """Who works on a note."""
        return self._desk.assigned(note_id)

    def say(self, note_id: str, moderator: str, text: str) -> None:
        """Tell the other moderators something about a note.

        Raises `BadDecision` where that is nothing or too much, and `NotFound`.
        """
        said = words_from(text, "text", "Write something first.")
        self._desk.say(note_id, Remark(moderator, said, self._clock()))

    def remarks(self, note_id: str) -> Sequence[Remark]:
        """What moderators told each other about a note, the oldest first."""
        return self._desk.remarks(note_id)
