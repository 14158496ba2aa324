"""What outlets do who have something to say to a note, and what moderators do with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from backend.checking.document import Document
from backend.checking.ports import Clock
from backend.errors import TooOften
from backend.moderation.networks import network_of
from backend.moderation.pace import Limit
from backend.moderation.replies import ReplyState, Said, tidy
from backend.store.paces import PaceStore
from backend.store.replies import Reply, ReplyStore

__all__ = ["Replies", "Reply", "Said"]

A_NETWORK_A_DAY = Limit(5, timedelta(days=1))


class Replies:
    """Replies by outlets. Safe to share between threads.

    `note_of` gives a note and raises `NotFound` or `NotReady`.
    """

    def __init__(
        self,
        store: ReplyStore,
        paces: PaceStore,
        *,
        note_of: Callable[[str], Document],
        clock: Clock,
    ) -> None:
        self._store = store
        self._paces = paces
        self._note_of = note_of
        self._clock = clock

    def send(self, note_id: str, said: Said, address: str) -> None:
        """Keep a reply, from this address, until a moderator has looked at it.

        Raises `NotFound`, `NotReady`, `BadReply` and `TooOften`.
        """
        tidied = tidy(said, self._note_of(note_id))
        limits = {f"replies from {network_of(address)}": A_NETWORK_A_DAY}
        wait = self._paces.take(limits, self._clock())
        if wait:
            raise TooOften("Too many replies came from your network today.", wait)
        self._store.add(note_id, tidied, self._clock())

    def shown(self, note_id: str) -> Sequence[Reply]:
        """The replies to a note whose senders were confirmed; their contacts are forgotten."""
        return self._store.of_note(note_id, ReplyState.SHOWN)

    def waiting(self, note_id: str) -> Sequence[Reply]:
        """The replies to a note that nobody has looked at."""
        return self._store.of_note(note_id, ReplyState.WAITING)

    def confirm(self, note_id: str, reply_id: int, moderator: str) -> None:
        """Show a reply: it comes from that outlet. Raises `NotFound`."""
        self._store.settle(note_id, reply_id, ReplyState.SHOWN, moderator, self._clock())

    def refuse(self, note_id: str, reply_id: int, moderator: str) -> None:
        """Do not show a reply. Raises `NotFound`."""
        self._store.settle(note_id, reply_id, ReplyState.REFUSED, moderator, self._clock())
