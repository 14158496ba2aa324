"""What a worker does with a check: take it up, work through it, bring it to its end."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from threading import Event, Thread

from backend.checking.document import Document, step_document
from backend.checking.frozen import Frozen
from backend.checking.ports import Clock, Tell
from backend.checking.steps import Claimed, Started, Step, Waited
from backend.checking.versions import new_note
from backend.domain import AskedBy, Claim, Highlight
from backend.errors import LeaseLost, SecondSourceError, Unavailable, describe
from backend.log_context import logged_with
from backend.services.bell import Bell
from backend.services.meter import Ending, Meter, Stage, TakenUp, unmeasured
from backend.services.stopwatch import Stopwatch
from backend.store.leases import Lease, LeaseStore

_log = logging.getLogger(__name__)

Recall = Callable[[Sequence[Claim], Highlight, str], Sequence[Document]]
"""Takes a highlight's claims, it and its check's id; gives what is known of them, as the note's
`known` has it."""

Remember = Callable[[Document], None]
"""Takes a finished note, to be known from then on."""

Pipeline = Callable[[Highlight, Tell], Frozen]
"""Gathers what a highlight's note is made from, telling each step; what `Tell` raises ends it."""


@dataclass(frozen=True, slots=True)
class LeaseTimes:
    """How long a lease lasts and how often it is renewed, in seconds."""

    lasts: float = 6.0
    renewed_every: float = 2.0


@dataclass(frozen=True, slots=True)
class Memory:
    """What a check is told of earlier ones, and what tells later ones of it; nothing, here."""

    recall: Recall = lambda _claims, _highlight, _check_id: ()
    remember: Remember = lambda _note: None


class Runner:
    """Runs checks. Safe to share between threads; each check has its own owner."""

    def __init__(
        self,
        leases: LeaseStore,
        pipeline: Pipeline,
        bell: Bell,
        clock: Clock,
        times: LeaseTimes | None = None,
        *,
        memory: Memory | None = None,
        meter: Meter = unmeasured,
    ) -> None:
        self._leases = leases
        self._pipeline = pipeline
        self._bell = bell
        self._clock = clock
        self._times = times or LeaseTimes()
        self._memory = memory or Memory()
        self._meter = meter

    def run_next(self, owner: str, asked_by: Collection[AskedBy] = frozenset(AskedBy)) -> bool:
        """Work through the check that waits longest, readers' first; False if none waits.

        It ends as done, as failed, or silently where it was cancelled or taken over meanwhile.
        `owner` names this one taking-up; it is not to be used again.
        """
        taken = self._leases.take(owner, self._clock(), self._lasts, asked_by)
        if taken is None:
            return False
        self._bell.ring(taken.lease.check_id)
        self._meter(TakenUp(taken.asked_by, taken.attempt, taken.waited.total_seconds()))
        bound = logged_with(check=taken.lease.check_id, worker=owner)
        with bound, self._renewing(taken.lease):
            self._work(taken.lease, taken.highlight)
        self._bell.ring(taken.lease.check_id)
        return True

    def release(self, owner: str) -> None:
        """Put an owner's check back in the queue; the work here ends at its next step."""
        check_id = self._leases.release(owner, self._clock())
        if check_id is not None:
            self._bell.ring(check_id)

    @property
    def _lasts(self) -> timedelta:
        return timedelta(seconds=self._times.lasts)

    def _work(self, lease: Lease, highlight: Highlight) -> None:
        watch = Stopwatch(self._meter)
        try:
            self._remember(self._checked(lease, highlight, watch))
            _log.info("A check has ended in a note.")
        except LeaseLost:
            _log.info("Check %s is no longer ours.", lease.check_id)
            watch.ended(Ending.LOST)
        except Unavailable as error:
            # The lease runs out, and whoever reaches the database then takes the check up again.
            _log.warning("Check %s broke off: %s", lease.check_id, describe(error))
            watch.ended(Ending.BROKE_OFF)
        except Exception as error:  # noqa: BLE001 (whatever breaks, the reader is told)
            _log.error("Check %s broke: %s", lease.check_id, describe(error))
            watch.ended(Ending.FAILED, error)
            self._fail(lease, error)

    def _checked(self, lease: Lease, highlight: Highlight, watch: Stopwatch) -> Document:
        """The note, made and kept."""
        known: list[Document] = []
        frozen = self._pipeline(highlight, partial(self._tell, lease, highlight, known, watch))
        watch.stage_ended(Stage.READING)
        note = frozen.note()
        watch.stage_ended(Stage.WEIGHING)
        document = {**new_note(lease.check_id, note), "known": known}
        self._leases.finish(lease, self._clock(), document, frozen)
        watch.note_made(note.verdict)
        return document

    def _tell(
        self,
        lease: Lease,
        highlight: Highlight,
        known: list[Document],
        watch: Stopwatch,
        step: Step,
    ) -> None:
        # The store tells of the start itself, with the change of status.
        if isinstance(step, Started):
            return
        if isinstance(step, Waited):
            self._require_ours(lease)
            return
        watch.step(step)
        self._append(lease, step.kind, step_document(step))
        if isinstance(step, Claimed):
            known[:] = self._recalled(lease, highlight, step.claims)
            if known:
                self._append(lease, "known", {"known": known})
            watch.stage_ended(Stage.RECALLING)

    def _require_ours(self, lease: Lease) -> None:
        """Raise `LeaseLost` for a check that was cancelled while nothing else told us."""
        try:
            self._leases.renew(lease, self._clock(), self._lasts)
        except Unavailable as error:
            _log.warning("Check %s was not renewed: %s", lease.check_id, describe(error))

    def _append(self, lease: Lease, kind: str, data: Document) -> None:
        self._leases.append_event(lease, self._clock(), kind, data)
        self._bell.ring(lease.check_id)

    def _recalled(
        self, lease: Lease, highlight: Highlight, claims: Sequence[Claim]
    ) -> Sequence[Document]:
        """What is known of the claims; a memory that fails costs the check nothing else."""
        try:
            return self._memory.recall(claims, highlight, lease.check_id)
        except Exception as error:  # noqa: BLE001 (whatever breaks, the check goes on)
            _log.error("Nothing was recalled for check %s: %s", lease.check_id, describe(error))
            return ()

    def _remember(self, note: Document) -> None:
        try:
            self._memory.remember(note)
        except Exception as error:  # noqa: BLE001 (the next start catches up)
            _log.error("The note %s was not remembered: %s", note["id"], describe(error))

    def _fail(self, lease: Lease, error: Exception) -> None:
        try:
            self._leases.fail(lease, self._clock(), _error_document(error))
        except LeaseLost:
            _log.info("Check %s is no longer ours.", lease.check_id)

    @contextmanager
    def _renewing(self, lease: Lease) -> Iterator[None]:
        over = Event()
        renewing = (self._renew_until, over, lease)
        renewer = Thread(target=copy_context().run, args=renewing, name="lease", daemon=True)
        renewer.start()
        try:
            yield
        finally:
            over.set()
            renewer.join()

    def _renew_until(self, over: Event, lease: Lease) -> None:
        while not over.wait(self._times.renewed_every):
            try:
                self._leases.renew(lease, self._clock(), self._lasts)
            except LeaseLost:
                return
            except Exception as error:  # noqa: BLE001 (a database away for a moment; try again)
                _log.warning("Check %s was not renewed: %s", lease.check_id, describe(error))


def _error_document(error: Exception) -> Document:
    ours = isinstance(error, SecondSourceError)
    detail = "Something unexpected went wrong. It has been logged. Try again later."
    return {
        "title": "The check could not be completed",
        "detail": str(error) if ours else detail,
    }
