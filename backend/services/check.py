"""What a reader does with checks: open one, follow it, read its note, stop it."""

from __future__ import annotations

import json
import logging
import secrets
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from queue import Empty, SimpleQueue

from backend.checking.document import Document
from backend.checking.highlights import clean, fingerprint, page_address
from backend.checking.ports import Clock
from backend.checking.rows import with_row_ids
from backend.domain import CheckStatus, Highlight
from backend.errors import NotFound, NotReady, Unavailable, describe
from backend.services.admission import Admission
from backend.services.bell import Bell
from backend.services.following import Following, Listener, Told
from backend.services.kept import Kept
from backend.services.so_far import named_rows, so_far_document
from backend.store.checks import Check, CheckEvent, CheckStore
from backend.store.notes import NoteStore, Version
from backend.store.rechecks import RecheckStore
from backend.store.status import ENDED

__all__ = ["CheckEvent", "CheckLimits", "Checks", "Version"]

_log = logging.getLogger(__name__)

_MOST_IDS = 10_000
"""Of how many highlights it is remembered which check is theirs; that never changes."""


@dataclass(frozen=True, slots=True)
class CheckLimits:
    """How long a note counts as fresh."""

    note_fresh_for: timedelta = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class NoteText:
    """The newest version of a note, as JSON on one line."""

    version: int
    text: bytes


class Checks:
    """Checks and notes for readers. Safe to share between threads.

    `submit` is called with the id of each check that was queued.
    """

    def __init__(
        self,
        store: CheckStore,
        notes: NoteStore,
        seen: RecheckStore,
        *,
        bell: Bell,
        clock: Clock,
        submit: Callable[[str], None],
        limits: CheckLimits | None = None,
        admission: Admission | None = None,
    ) -> None:
        self._store = store
        self._notes = notes
        self._seen = seen
        self._bell = bell
        self._clock = clock
        self._submit = submit
        self._limits = limits or CheckLimits()
        self._admission = admission
        self._following = Following(store, bell)
        self._fresh: Kept[Check] = Kept(bell, store.last_events)
        self._texts: Kept[NoteText] = Kept(bell, store.last_events)
        self._ids = OrderedDict[str, str]()

    def open(self, highlight: Highlight, address: str | None = None) -> str:
        """Return the id of the highlight's check, which is queued where there is no fresh one.

        What moderators decided about stays as they decided it. `address` is who asks from where.

        Raises `BadHighlight`, `BadPage`, and for new checks `Busy` if too many wait and `TooOften`
        if too many came from there.
        """
        cleaned = clean(highlight)
        mark = fingerprint(cleaned)
        if fresh := self._known_fresh(mark):
            return fresh
        check = self._store.find(mark)
        if check is not None and self._stays(check):
            self._remember_id(mark, check.id)
            return check.id
        if self._admission is not None:
            self._admission.require(address)
        check_id = self._queue(check, cleaned)
        self._bell.ring(check_id)
        self._submit(check_id)
        return check_id

    def so_far(self, check_id: str) -> Document:
        """Return the note so far; raises `NotFound`."""
        check = self._store.get(check_id)
        self._mark_seen([check_id])
        # Events told since the check was read belong to a later moment.
        events = [
            event
            for event in self._store.events_after(check_id, 0)
            if event.seq <= check.last_event
        ]
        return with_row_ids(so_far_document(check, events))

    def note(self, note_id: str, version: int | None = None) -> Document:
        """Return the newest finished note, or the version with that number.

        Raises `NotFound`, also for what a hidden note was before, or `NotReady` while there is
        none.
        """
        document = self._notes.newest(note_id)
        if version is not None and document is not None and document["version"] != version:
            document = None if is_hidden(document) else self._notes.version(note_id, version)
        if document is None:
            raise self._why_no_note(note_id, version)
        self._mark_seen([note_id])
        return with_row_ids(document)

    def note_text(self, note_id: str) -> NoteText:
        """Return the newest finished note as JSON; raises as `note` does.

        The text is kept until something is told of the note.
        """
        text = self._texts.get(note_id, partial(self._made_text, note_id))
        self._mark_seen([note_id])
        return text

    def versions(self, note_id: str) -> Sequence[Version]:
        """Return the versions of a note, the newest first; none while there is no note.

        Raises `NotFound`.
        """
        versions = self._notes.versions(note_id)
        if not versions:
            self._store.get(note_id)
        return versions

    def notes_on(self, page_url: str) -> list[Document]:
        """Return the finished notes of a page, the newest first; raises `BadPage`."""
        notes = [with_row_ids(note) for note in self._notes.on_page(page_address(page_url))]
        self._mark_seen([note["id"] for note in notes])
        return notes

    def decided(self, most: int) -> Sequence[Document]:
        """Return the notes that moderators decided about, the newest first, at most so many."""
        return self._notes.decided(most)

    def events_after(self, check_id: str, seq: int) -> Sequence[CheckEvent]:
        """Return what was told after event `seq`, in order; raises `NotFound`."""
        return named_rows(self._store.events_after(check_id, seq))

    def follow(
        self, check_id: str, seq: int, heartbeat: float
    ) -> Iterator[CheckEvent | None] | None:
        """Give what is told after event `seq`, as it happens, until the check ends.

        It is for servers that give each stream a thread; others have a listener `join`.
        A None in between says that `heartbeat` seconds passed in silence. A number that no event
        has counts as 0. Returns None if the check has ended and `seq` was its last event. Raises
        `NotFound` at once.
        """
        check = self._store.get(check_id)
        known = seq if 0 <= seq <= check.last_event else 0
        if check.status in ENDED and known == check.last_event:
            return None
        return self._follow(check_id, known, heartbeat)

    def join(self, check_id: str, seq: int, listener: Listener) -> bool:
        """Tell a listener what comes after event `seq`; see `Following.join`."""
        return self._following.join(check_id, seq, listener)

    def leave(self, check_id: str, listener: Listener) -> None:
        """Tell the listener nothing more."""
        self._following.leave(check_id, listener)

    def cancel(self, check_id: str) -> None:
        """Stop a check; one that has ended stays as it is. Raises `NotFound`."""
        if self._store.cancel(check_id, self._clock()):
            self._bell.ring(check_id)

    def count_by_status(self) -> Mapping[CheckStatus, int]:
        """Return how many checks stand at each status."""
        return self._store.count_by_status()

    def count_events(self) -> int:
        """Return how many events all checks have told."""
        return self._store.count_events()

    def _stays(self, check: Check) -> bool:
        """Whether asking again changes nothing: the note is fresh, or people decided about it."""
        if not needs_rerun(check, self._clock(), self._limits):
            return True
        note = self._notes.newest(check.id)
        return bool(note and note["decision"])

    def _known_fresh(self, mark: str) -> str | None:
        """The id of a highlight's check, if that is known to need nothing; no query of its own."""
        check_id = self._ids.get(mark)
        if check_id is None:
            return None
        check = self._fresh.get(check_id, partial(self._store.get, check_id))
        return None if needs_rerun(check, self._clock(), self._limits) else check_id

    def _remember_id(self, mark: str, check_id: str) -> None:
        self._ids[mark] = check_id
        if len(self._ids) > _MOST_IDS:
            self._ids.popitem(last=False)

    def _made_text(self, note_id: str) -> NoteText:
        note = self.note(note_id)
        text = json.dumps(note, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        return NoteText(note["version"], text.encode())

    def _queue(self, ended: Check | None, highlight: Highlight) -> str:
        now = self._clock()
        if ended is None:
            return self._store.add(secrets.token_hex(16), highlight, fingerprint(highlight), now)
        self._store.queue_anew(ended, highlight, now)
        return ended.id

    def _mark_seen(self, check_ids: Collection[str]) -> None:
        """Keep that somebody looks; a database that takes nothing still shows what it has."""
        try:
            self._seen.mark_seen(check_ids, self._clock())
        except Unavailable as error:
            _log.warning("It was not kept that notes were looked at: %s", describe(error))

    def _why_no_note(self, note_id: str, version: int | None) -> NotFound | NotReady:
        try:
            self._store.get(note_id)
        except NotFound:
            return NotFound("There is no note with this id.")
        if version is not None:
            return NotFound("There is no such version of this note.")
        return NotReady("The check has not ended in a note yet.")

    def _follow(self, check_id: str, seq: int, heartbeat: float) -> Iterator[CheckEvent | None]:
        heard = _Heard()
        try:
            over = not self._following.join(check_id, seq, heard)
            while not over:
                told = heard.next_within(heartbeat)
                over = told is not None and told.over
                yield from told.events if told else [None]
        finally:
            self._following.leave(check_id, heard)


class _Heard:
    """A listener that keeps what it hears until it is asked for."""

    def __init__(self) -> None:
        self._told: SimpleQueue[Told] = SimpleQueue()

    def hear(self, told: Told) -> None:
        self._told.put(told)

    def next_within(self, seconds: float) -> Told | None:
        try:
            return self._told.get(timeout=seconds)
        except Empty:
            return None


def is_hidden(note: Document) -> bool:
    """Whether moderators have hidden a note: what it showed before is shown to nobody."""
    return bool((note["decision"] or {}).get("hidden"))


def needs_rerun(check: Check, now: datetime, limits: CheckLimits) -> bool:
    """Whether a check has ended with nothing to show, or with a note that is not fresh."""
    if check.status is CheckStatus.DONE:
        return now - check.changed_at > limits.note_fresh_for
    return check.status in ENDED
