"""Putting together what moderators decide with."""

from __future__ import annotations

from collections.abc import Callable

from backend.accounts.people import User
from backend.config import Settings
from backend.services.decide import Decisions, Means
from backend.services.moderation import Moderation
from backend.services.queue import Queue
from backend.store.decisions import DecisionStore
from backend.store.engine import Sessions
from backend.store.frozen import FrozenStore
from backend.store.queue import QueueStore


def make_moderation(
    settings: Settings, sessions: Sessions, means: Means, by_token: Callable[[str], User | None]
) -> Moderation:
    """The queue and decisions over a migrated database."""
    return Moderation(
        Queue(QueueStore(sessions), means.clock),
        Decisions(
            DecisionStore(sessions), FrozenStore(sessions), means, settings.second_look_hours
        ),
        by_token,
    )
