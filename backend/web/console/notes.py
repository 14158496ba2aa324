"""A note for moderators: all that is known of it, what changes would make of it, and deciding."""

from __future__ import annotations

from dataclasses import dataclass

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from backend.errors import BadDecision, BadField, Conflict, Outdated
from backend.moderation.roles import Action
from backend.services.decide import Asked
from backend.services.moderation import Moderation
from backend.services.queue import Queue
from backend.services.reply import Replies
from backend.web import labels
from backend.web.access import actor
from backend.web.console.desk import SETTABLE, Tried, desk_claims, tried, whole_flags
from backend.web.console.filled import Fields, changes_in, fields_of
from backend.web.console.frame import Console
from backend.web.known_lines import known_line

_UPHELD = {"yes": True, "no": False}
_TOLD = {
    "made": "Your decision holds. Readers see it from now on.",
    "waiting": "Kept. Somebody else has to look at this too before readers see it.",
    "queued": "The note is being checked again.",
    "taken": "You work on this note now.",
    "released": "You no longer work on this note.",
    "said": "The others can read it now.",
    "shown": "The reply is shown with the note.",
    "refused": "The reply is not shown.",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page of a note shows besides the note: fields as they were sent, and what came of it.

    `fields` of None are those that hold on the note.
    """

    fields: Fields | None = None
    problem: str = ""
    tried: Tried | None = None
    status: int = 200


def add_note_views(console: Console, moderation: Moderation) -> None:
    """Add `/moderate/notes/ID` and what can be done there."""
    desk = _Desk(console, moderation)
    _add_reading(console, desk)
    _add_deciding(console, desk)
    _add_working(console, moderation.queue, desk)
    _add_replying(console, moderation.replies)


def _add_reading(console: Console, desk: _Desk) -> None:
    routes, require = console.blueprint, console.access.require

    @routes.get("/notes/<note_id>")
    @require(Action.SEE_QUEUE)
    def note(note_id: str) -> ResponseReturnValue:
        return desk.page(note_id, Shown())

    @routes.post("/notes/<note_id>/preview")
    @require(Action.DECIDE)
    def preview(note_id: str) -> ResponseReturnValue:
        return desk.preview(note_id, _sent())


def _add_deciding(console: Console, desk: _Desk) -> None:
    routes, require = console.blueprint, console.access.require

    @routes.post("/notes/<note_id>/decide")
    @require(Action.DECIDE)
    def decide(note_id: str) -> ResponseReturnValue:
        return desk.decide(note_id, _sent())


def _add_working(console: Console, queue: Queue, desk: _Desk) -> None:
    routes, require = console.blueprint, console.access.require

    @routes.post("/notes/<note_id>/take")
    @require(Action.ASSIGN)
    def take(note_id: str) -> ResponseReturnValue:
        queue.take(note_id, actor().name)
        return _done(note_id, "taken")

    @routes.post("/notes/<note_id>/release")
    @require(Action.ASSIGN)
    def release(note_id: str) -> ResponseReturnValue:
        queue.release(note_id, actor().name)
        return _done(note_id, "released")

    @routes.post("/notes/<note_id>/say")
    @require(Action.COMMENT)
    def say(note_id: str) -> ResponseReturnValue:
        try:
            queue.say(note_id, actor().name, request.form.get("text", ""))
        except BadField as error:
            return desk.page(note_id, Shown(problem=str(error), status=422))
        return _done(note_id, "said")


def _add_replying(console: Console, replies: Replies) -> None:
    routes, require = console.blueprint, console.access.require

    @routes.post("/notes/<note_id>/replies/<int(max=2147483647):reply_id>/show")
    @require(Action.DECIDE)
    def show_reply(note_id: str, reply_id: int) -> ResponseReturnValue:
        replies.confirm(note_id, reply_id, actor().name)
        return _done(note_id, "shown")

    @routes.post("/notes/<note_id>/replies/<int(max=2147483647):reply_id>/refuse")
    @require(Action.DECIDE)
    def refuse_reply(note_id: str, reply_id: int) -> ResponseReturnValue:
        replies.refuse(note_id, reply_id, actor().name)
        return _done(note_id, "refused")


class _Desk:
    """The page of a note and what its form does."""

    def __init__(self, console: Console, moderation: Moderation) -> None:
        self._console = console
        self._queue = moderation.queue
        self._decisions = moderation.decisions
        self._replies = moderation.replies

    def page(self, note_id: str, shown: Shown) -> ResponseReturnValue:
        """The note with all that is known of it; raises `NotFound`."""
        looked = self._decisions.look(note_id, actor().name)
        flags = self._queue.flags_on(note_id)
        held = fields_of(looked.changes) if looked.changes else {}
        return self._console.page(
            "moderate/note.html",
            shown.status,
            note=looked.note,
            looked=looked,
            claims=desk_claims(looked, flags),
            flags=whole_flags(looked, flags),
            flags_in_all=labels.count(len(flags), "open flag"),
            known=[known_line(row) for row in looked.note.get("known", ())],
            assigned=self._queue.assigned(note_id),
            remarks=self._queue.remarks(note_id),
            replies=self._replies.waiting(note_id),
            fields=held if shown.fields is None else shown.fields,
            shown=shown,
            told=_TOLD.get(request.args.get("done", ""), ""),
            verdict=labels.VERDICTS[looked.note["verdict"]].label,
            stances=labels.STANCES,
            kinds=labels.KINDS,
            settable=SETTABLE,
        )

    def preview(self, note_id: str, fields: Fields) -> ResponseReturnValue:
        """The page with what the changes would make of the note."""
        try:
            after = self._decisions.preview(note_id, changes_in(fields))
        except BadDecision as error:
            return self.page(note_id, Shown(fields, str(error), status=422))
        before = self._decisions.look(note_id, actor().name).note
        return self.page(note_id, Shown(fields, tried=tried(before, after)))

    def decide(self, note_id: str, fields: Fields) -> ResponseReturnValue:
        """Decide as the fields say; where that is not possible, the page with them as they were."""
        try:
            seen = request.form.get("seen", 0, type=int)
            decided = self._decisions.decide(actor().name, note_id, seen, self._asked(fields))
        except BadDecision as error:
            return self.page(note_id, Shown(fields, str(error), status=422))
        except Outdated as error:
            return self.page(note_id, Shown(fields, _what_changed(error), status=409))
        except Conflict as error:
            return self.page(note_id, Shown(fields, str(error), status=409))
        if decided.waits:
            return _done(note_id, "waiting")
        return _done(note_id, "queued" if decided.recheck else "made")

    def _asked(self, fields: Fields) -> Asked:
        """What the form asks for; where nothing can be changed it offers no field for it."""
        recheck = request.form.get("do") == "recheck"
        upheld = _UPHELD.get(fields.get("upheld", ""))
        changes = changes_in(fields) if fields.get("kept") and not recheck else None
        return Asked(fields.get("reason", ""), changes, recheck, upheld)


def _sent() -> dict[str, str]:
    """The fields as they were sent; of addresses to add there may be several fields."""
    fields = {name: said for name, said in request.form.items() if said}
    return fields | {"add": "\n".join(request.form.getlist("add"))}


def _what_changed(error: Outdated) -> str:
    now = error.now
    reason = f" and said: {now['reason']}" if now["reason"] else ""
    return (
        f"Somebody else was faster{reason}. The note is shown as it is now, with what you had"
        " chosen. Look again before you decide."
    )


def _done(note_id: str, what: str) -> ResponseReturnValue:
    return redirect(url_for("console.note", note_id=note_id, done=what), 303)
