"""Keeping reports, and what notes were made from, no longer than the operator wants."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from backend.checking.ports import Clock
from backend.store.frozen import FrozenStore
from backend.store.retention import RetentionStore


class Retention:
    """Deletes reports that are older than `keep_days`; 0 keeps everything.

    A report that a note quotes stays: the note has its quote, but its readers may want the rest.
    `frozen_keep_days` is the same for what notes were made from; without it a note stays as it is,
    but cannot be made again.
    """

    def __init__(
        self,
        store: RetentionStore,
        keep_days: int,
        clock: Clock,
        frozen: FrozenStore | None = None,
        frozen_keep_days: int = 0,
    ) -> None:
        self._store = store
        self._keep_days = keep_days
        self._clock = clock
        self._frozen = frozen
        self._frozen_keep_days = frozen_keep_days

    def forget_frozen(self) -> int:
        """Delete what was frozen too long ago; return of how many notes' versions it was."""
        if self._frozen is None or not self._frozen_keep_days:
            return 0
        return self._frozen.forget_before(self._clock() - timedelta(days=self._frozen_keep_days))

    def prune(
        self,
        keep_days: int | None = None,
        tell: Callable[[int], None] = lambda deleted: None,  # noqa: ARG005 - tells nobody
    ) -> int:
        """Delete what is too old, telling how many each batch deleted; return how many in all."""
        days = self._keep_days if keep_days is None else keep_days
        if not days:
            return 0
        deleted = 0
        before = self._clock() - timedelta(days=days)
        for batch in self._store.delete_before(before, self._store.quoted()):
            deleted += batch
            tell(batch)
        return deleted
