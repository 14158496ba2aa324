"""Making a note again from its frozen evidence, and asking another judge about it."""

from __future__ import annotations

from dataclasses import dataclass

from backend.checking.document import Document
from backend.checking.frozen import Frozen, MadeWith, rejudged
from backend.checking.ports import Judge
from backend.checking.replay import Otherwise, canonical, differing, otherwise
from backend.checking.versions import as_version, new_note
from backend.errors import NotFound
from backend.store.base import as_stored
from backend.store.frozen import FrozenStore
from backend.store.notes import NoteStore


@dataclass(frozen=True, slots=True)
class Replay:
    """A version of a note and the same made again; `frozen` is what both are made from."""

    stored: Document
    made: Document
    frozen: Frozen

    @property
    def same(self) -> bool:
        """Whether the two are the same, byte for byte."""
        return canonical(self.stored) == canonical(self.made)

    @property
    def differs(self) -> list[str]:
        """The fields in which they differ, as paths: `evidence[2].stance`."""
        return list(differing(self.stored, self.made))

    @property
    def made_with(self) -> MadeWith:
        """What the note was made with."""
        return self.frozen.made_with


class Replays:
    """Replays notes. Changes nothing; needs neither network nor model."""

    def __init__(self, notes: NoteStore, frozen: FrozenStore) -> None:
        self._notes = notes
        self._frozen = frozen

    def replay(self, note_id: str, version: int | None = None) -> Replay:
        """Make a note again, its newest version where none is said.

        Raises `NotFound` where there is no such note or version, or where what it was made from is
        not kept: it was made before evidence was frozen, or long enough ago to be forgotten.
        """
        number = version or self._newest(note_id)
        stored = self._notes.version(note_id, number)
        if stored is None:
            raise NotFound("There is no such version of this note.")
        frozen = self._frozen.of(note_id, number)
        if frozen is None:
            raise NotFound("What this note was made from is not kept.")
        previous = self._notes.version(note_id, number - 1)
        return Replay(stored, _made(frozen, stored, number, previous), frozen)

    def _newest(self, note_id: str) -> int:
        versions = self._notes.versions(note_id)
        if not versions:
            raise NotFound("There is no note with this id.")
        return versions[0].number


def _made(frozen: Frozen, stored: Document, number: int, previous: Document | None) -> Document:
    """The note as it would be stored now.

    What people decided about it, and what was known when it was checked, is not made but kept.
    """
    kept = {"decision": stored["decision"], "known": stored.get("known", [])}
    note = {**new_note(stored["id"], frozen.note()), **kept}
    return as_stored(as_version(note, number, previous))


def ask_again(frozen: Frozen, judge: Judge) -> Otherwise:
    """Where a note would differ by this judge's word on the same passages.

    Raises `BadModel` where the judge cannot be opened.
    """
    return otherwise(frozen.note(), rejudged(frozen, judge).note())
