"""The queue: flagged notes, and those that wait for a second look, a page at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from flask import request
from flask.typing import ResponseReturnValue

from backend.domain import FlagReason
from backend.errors import BadDecision
from backend.moderation.roles import Action
from backend.services.queue import Queue, QueueOrder, Wanted
from backend.web import labels
from backend.web.access import actor
from backend.web.console.desk import queue_line
from backend.web.console.frame import Console
from backend.web.wire_decision import place_in, place_out

_ORDERS = {
    QueueOrder.WEIGHT: "what weighs most",
    QueueOrder.AGE: "what waits longest",
    QueueOrder.REACH: "what most have seen",
}
_WHOSE = {"": "everybody’s", "nobody": "nobody’s yet", "mine": "mine"}


def add_queue_views(console: Console, queue: Queue, now: Callable[[], datetime]) -> None:
    """Add `/moderate/queue`."""
    routes, require = console.blueprint, console.access.require

    @routes.get("/queue")
    @require(Action.SEE_QUEUE)
    def queue_page() -> ResponseReturnValue:
        try:
            wanted = _wanted()
            notes = queue.page(wanted)
        except BadDecision as error:
            return console.problem(422, "No such part of the queue", str(error))
        full = len(notes) == wanted.limit
        return console.page(
            "moderate/queue.html",
            lines=[queue_line(one, now()) for one in notes],
            following=place_out(notes[-1].place(wanted.order)) if full else None,
            asked=request.args,
            orders=_ORDERS,
            reasons=labels.FLAGS,
            whose=_WHOSE,
            not_bridged=queue.not_bridged_yet(),
        )


def _wanted() -> Wanted:
    """The part of the queue that the address names; what it names wrongly is any."""
    given = request.args
    order = given.get("order", QueueOrder.WEIGHT, type=QueueOrder)
    whose = given.get("whose", "")
    wanted = Wanted(
        order,
        given.get("reason", None, type=FlagReason),
        given.get("language", "").strip(),
        actor().name if whose == "mine" else "",
        whose == "nobody",
    )
    after = given.get("after", "")
    return replace(wanted, after=place_in(after, order)) if after else wanted
