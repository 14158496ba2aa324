"""Reading counter-sources by themselves, before anybody looks at the flags that name them."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from datetime import timedelta
from threading import Event

from backend.checking.document import evidence_document
from backend.checking.edits import Added
from backend.checking.frozen import Frozen
from backend.checking.ports import Clock
from backend.errors import Unreadable, describe
from backend.store.counter_tables import CounterState
from backend.store.counters import CounterSource, CounterStore, Waiting
from backend.store.frozen import FrozenStore
from backend.store.job_leases import JobLeases
from backend.store.notes import NoteStore

_log = logging.getLogger(__name__)

ATTEMPTS = 3
"""How often one may break before it is given up."""

_TURN = "counter-source"
_LASTS = timedelta(minutes=5)
_LOOK_AGAIN = 30.0


class CounterChecks:
    """Reads and judges counter-sources, one after another, one process at a time.

    `judged` reads a report and judges it like those that a note's check found; it raises
    `Unreadable`.
    """

    def __init__(
        self,
        store: CounterStore,
        notes: NoteStore,
        frozen: FrozenStore,
        leases: JobLeases,
        *,
        judged: Callable[[str, Frozen], Added],
        clock: Clock,
    ) -> None:
        self._store = store
        self._notes = notes
        self._frozen = frozen
        self._leases = leases
        self._judged = judged
        self._clock = clock
        self._owner = secrets.token_hex(16)
        self._wake = Event()
        self._stopping = Event()

    def run(self) -> None:
        """Take turns until `stop` is called from elsewhere. One that fails is tried again."""
        while not self._stopping.is_set():
            self._wake.clear()
            if not self._turn_or_tell():
                self._wake.wait(_LOOK_AGAIN)
        self._leases.release(_TURN, self._owner)

    def submit(self) -> None:
        """Look soon, for one that has been named."""
        self._wake.set()

    def stop(self) -> None:
        """End after the turn that is being taken."""
        self._stopping.set()
        self._wake.set()

    def turn(self) -> bool:
        """Read the one that waits longest; False where none waits or another process reads."""
        waiting = self._store.next()
        if waiting is None:
            return False
        if not self._leases.hold(_TURN, self._owner, self._clock(), _LASTS):
            return False
        try:
            came = self._read(waiting)
        except Exception as error:  # noqa: BLE001 (whatever breaks, the next one is to be read)
            _log.error("A counter-source was not read: %s", describe(error))
            self._broke(waiting)
        else:
            self._store.end(waiting, came)
        return True

    def _turn_or_tell(self) -> bool:
        try:
            return self.turn()
        except Exception as error:  # noqa: BLE001 (a database away for a moment must not end it)
            _log.warning("No counter-source was read, trying later: %s", describe(error))
            return False

    def _read(self, waiting: Waiting) -> CounterSource:
        now = self._clock()
        frozen = self._made_from(waiting.note)
        if frozen is None:
            reason = "What the note was made from is not kept."
            return CounterSource(waiting.url, CounterState.FAILED, reason=reason, read_at=now)
        if waiting.url == frozen.gathered.highlight.page.url.partition("#")[0]:
            reason = "It is the page that makes the claim."
            return CounterSource(waiting.url, CounterState.READ, reason=reason, read_at=now)
        try:
            added = self._judged(waiting.url, frozen)
        except Unreadable as error:
            reason = error.reason.words
            return CounterSource(waiting.url, CounterState.UNREADABLE, reason=reason, read_at=now)
        rows = [evidence_document(row) for row in added.rows]
        return CounterSource(waiting.url, CounterState.READ, rows, read_at=now)

    def _made_from(self, note_id: str) -> Frozen | None:
        versions = self._notes.versions(note_id)
        return self._frozen.of(note_id, versions[0].number) if versions else None

    def _broke(self, waiting: Waiting) -> None:
        if waiting.attempts + 1 < ATTEMPTS:
            self._store.broke(waiting)
            return
        reason = "Reading it broke several times. It has been logged."
        failed = CounterSource(waiting.url, CounterState.FAILED, reason=reason)
        self._store.end(waiting, failed)
