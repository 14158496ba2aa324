"""Checking notes again by themselves while their matter is young, at a measured pace."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from datetime import timedelta
from threading import Event

from backend.checking.ports import Clock
from backend.domain import AskedBy, CheckStatus
from backend.errors import describe
from backend.store.checks import CheckStore
from backend.store.job_leases import JobLeases
from backend.store.notes import NoteStore
from backend.store.rechecks import RecheckStore

_log = logging.getLogger(__name__)

SEEN_WITHIN = timedelta(days=2)
"""Whose note nobody looked at for longer is not checked again by itself."""

_TURN = "recheck"
_LOOK_AGAIN = 60.0
_HOUR = timedelta(hours=1)


class Rechecks:
    """Queues notes that are due, at most `an_hour` of them an hour over all processes together.

    `submit` is told the id of each. A check of a reader's goes first: while any waits, none is
    queued.
    """

    def __init__(
        self,
        store: RecheckStore,
        checks: CheckStore,
        notes: NoteStore,
        leases: JobLeases,
        *,
        clock: Clock,
        an_hour: int,
        submit: Callable[[str], None],
    ) -> None:
        self._store = store
        self._checks = checks
        self._notes = notes
        self._leases = leases
        self._clock = clock
        self._an_hour = an_hour
        self._submit = submit
        self._stopping = Event()

    def run(self) -> None:
        """Take turns until `stop` is called from elsewhere. One that fails is tried again."""
        while self._an_hour and not self._stopping.is_set():
            try:
                self.turn()
            except Exception as error:  # noqa: BLE001 (a database away for a moment must not end it)
                _log.warning("No note was checked again, trying later: %s", describe(error))
            self._stopping.wait(min(_LOOK_AGAIN, self._pace.total_seconds()))

    def stop(self) -> None:
        """End after the turn that is being taken."""
        self._stopping.set()

    def turn(self) -> str | None:
        """Queue the note that is due longest, if there is one and it is time for one.

        Returns its id. What a moderator decided about is left as it was decided.
        """
        now = self._clock()
        check_id = self._store.due(now, now - SEEN_WITHIN)
        if check_id is None or self._checks.count_by_status()[CheckStatus.QUEUED]:
            return None
        note = self._notes.newest(check_id)
        if note and note["decision"]:
            self._store.leave(check_id)
            return None
        if not self._leases.hold(_TURN, secrets.token_hex(16), now, self._pace):
            return None
        return self._queue(check_id)

    @property
    def _pace(self) -> timedelta:
        return _HOUR / self._an_hour

    def _queue(self, check_id: str) -> str | None:
        check = self._checks.get(check_id)
        if not self._checks.queue_anew(check, check.highlight, self._clock(), AskedBy.RECHECK):
            return None
        self._submit(check_id)
        return check_id
