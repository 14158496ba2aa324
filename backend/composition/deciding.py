"""Putting together what moderators decide with."""

from __future__ import annotations

from collections.abc import Callable

from backend.accounts.people import User
from backend.checking.ports import Clock
from backend.config import Settings
from backend.services.bridging import Bridging
from backend.services.decide import Decisions, Means
from backend.services.figures import OpenFigures
from backend.services.flag import Flags
from backend.services.moderation import Moderation
from backend.services.queue import Queue
from backend.services.rate import RatingNotes
from backend.services.reply import Replies
from backend.store.decisions import DecisionStore
from backend.store.desk import DeskStore
from backend.store.engine import Sessions
from backend.store.figures import FigureStore
from backend.store.frozen import FrozenStore
from backend.store.job_leases import JobLeases
from backend.store.paces import PaceStore
from backend.store.queue import QueueStore
from backend.store.ratings import RatingStore
from backend.store.replies import ReplyStore


def make_bridging(sessions: Sessions, clock: Clock) -> Bridging:
    """What finds on which side readers stand."""
    return Bridging(RatingStore(sessions), JobLeases(sessions), clock)


def make_moderation(
    settings: Settings,
    sessions: Sessions,
    means: Means,
    flags: Flags,
    by_token: Callable[[str], User | None],
) -> Moderation:
    """The queue, decisions and ratings over a migrated database."""
    return Moderation(
        Queue(QueueStore(sessions), DeskStore(sessions), RatingStore(sessions), means.clock),
        Decisions(
            DecisionStore(sessions), FrozenStore(sessions), means, settings.second_look_hours
        ),
        RatingNotes(
            RatingStore(sessions),
            PaceStore(sessions),
            flags.readers,
            note_of=flags.note_of,
            clock=means.clock,
        ),
        OpenFigures(FigureStore(sessions), means.clock),
        Replies(
            ReplyStore(sessions), PaceStore(sessions), note_of=flags.note_of, clock=means.clock
        ),
        by_token,
    )
