"""The log of what was done, as it is looked through."""

from __future__ import annotations

from collections.abc import Sequence

from backend.moderation.chain import Entry, Sought, Verified
from backend.store.audit import AuditStore


class AuditLog:
    """The log, a page at a time. Safe to share between threads."""

    def __init__(self, store: AuditStore) -> None:
        self._store = store

    def page(self, sought: Sought, limit: int) -> tuple[Sequence[Entry], int | None]:
        """Return at most `limit` entries, the newest first, and where the next page begins."""
        entries = self._store.page(sought, limit + 1)
        shown = entries[:limit]
        return shown, shown[-1].number if len(entries) > limit else None

    def verify(self, noted: str = "") -> Verified:
        """Follow the whole chain; see `backend.moderation.chain.verify`."""
        return self._store.verify(noted)

    def is_sound(self) -> bool:
        """Whether no entry was changed, taken out or put in; follows the whole chain."""
        return not self.verify().fault

    def actions(self) -> Sequence[str]:
        """Return the actions that stand in the log, in the order of the alphabet."""
        return self._store.actions()
