"""What moderators have to work with, as one value to hand around."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from backend.accounts.people import User
from backend.services.decide import Decisions
from backend.services.queue import Queue


@dataclass(frozen=True, slots=True)
class Moderation:
    """The queue and decisions; `by_token` says whose token a program shows."""

    queue: Queue
    decisions: Decisions
    by_token: Callable[[str], User | None]
