"""What a worker does with a check: take it up, work through it, bring it to its end."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from threading import Event, Thread

from backend.checking.document import Document, step_document
from backend.checking.frozen import Frozen
from backend.checking.ports import Clock, Tell
from backend.checking.steps import Started, Step
from backend.checking.versions import new_note
from backend.domain import Highlight
from backend.errors import LeaseLost, SecondSourceError, Unavailable, describe
from backend.services.bell import Bell
from backend.store.leases import Lease, LeaseStore

_log = logging.getLogger(__name__)

Pipeline = Callable[[Highlight, Tell], Frozen]
"""Gathers what a highlight's note is made from, telling each step; what `Tell` raises ends it."""


@dataclass(frozen=True, slots=True)
class LeaseTimes:
    """How long a lease lasts and how often it is renewed, in seconds."""

    lasts: float = 6.0
    renewed_every: float = 2.0


class Runner:
    """Runs checks. Safe to share between threads; each check has its own owner."""

    def __init__(
        self,
        leases: LeaseStore,
        pipeline: Pipeline,
        bell: Bell,
        clock: Clock,
        times: LeaseTimes | None = None,
    ) -> None:
        self._leases = leases
        self._pipeline = pipeline
        self._bell = bell
        self._clock = clock
        self._times = times or LeaseTimes()

    def waiting(self) -> Sequence[str]:
        """Return the ids of some checks that nobody works on, the longest waiting first."""
        return self._leases.waiting(self._clock())

    def run(self, check_id: str, owner: str) -> bool:
        """Work through a check if it is to be had, and return whether it was.

        It ends as done, as failed, or silently where it was cancelled or taken over meanwhile.
        `owner` names this one taking-up; it is not to be used again.
        """
        lease = Lease(check_id, owner)
        highlight = self._leases.take(lease, self._clock(), self._lasts)
        self._bell.ring(check_id)
        if highlight is None:
            return False
        with self._renewing(lease):
            self._work(lease, highlight)
        self._bell.ring(check_id)
        return True

    def release(self, check_id: str, owner: str) -> None:
        """Put a check back in the queue for others; its work here ends at its next step."""
        if self._leases.release(Lease(check_id, owner), self._clock()):
            self._bell.ring(check_id)

    @property
    def _lasts(self) -> timedelta:
        return timedelta(seconds=self._times.lasts)

    def _work(self, lease: Lease, highlight: Highlight) -> None:
        try:
            frozen = self._pipeline(highlight, partial(self._tell, lease))
            document = new_note(lease.check_id, frozen.note())
            self._leases.finish(lease, self._clock(), document, frozen)
        except LeaseLost:
            _log.info("Check %s is no longer ours.", lease.check_id)
        except Unavailable as error:
            # The lease runs out, and whoever reaches the database then takes the check up again.
            _log.warning("Check %s broke off: %s", lease.check_id, describe(error))
        except Exception as error:  # noqa: BLE001 (whatever breaks, the reader is told)
            _log.error("Check %s broke: %s", lease.check_id, describe(error))
            self._fail(lease, error)

    def _tell(self, lease: Lease, step: Step) -> None:
        # The store tells of the start itself, with the change of status.
        if isinstance(step, Started):
            return
        self._leases.append_event(lease, self._clock(), step.kind, step_document(step))
        self._bell.ring(lease.check_id)

    def _fail(self, lease: Lease, error: Exception) -> None:
        try:
            self._leases.fail(lease, self._clock(), _error_document(error))
        except LeaseLost:
            _log.info("Check %s is no longer ours.", lease.check_id)

    @contextmanager
    def _renewing(self, lease: Lease) -> Iterator[None]:
        over = Event()
        renewer = Thread(target=self._renew_until, args=(over, lease), name="lease", daemon=True)
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
