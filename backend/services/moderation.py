"""What moderators have to work with, as one value to hand around."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from backend.accounts.people import User
from backend.services.decide import Decisions
from backend.services.figures import OpenFigures
from backend.services.queue import Queue
from backend.services.rate import RatingNotes
from backend.services.reply import Replies


@dataclass(frozen=True, slots=True)
class Moderation:
    """The queue and all that goes with it; `by_token` says whose token a program shows."""

    queue: Queue
    decisions: Decisions
    ratings: RatingNotes
    figures: OpenFigures
    replies: Replies
    by_token: Callable[[str], User | None]
