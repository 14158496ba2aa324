"""Where an outlet replies to a note: a form at `/n/ID/reply`, and the same by the API."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, Field

from backend.errors import BadReply, TooOften
from backend.moderation.replies import CONTACT_LIMIT, TEXT_LIMIT
from backend.services.reply import Replies, Said
from backend.web.documenting import Responses, problems
from backend.web.pages import only_from_our_own_pages

_SENT: Responses = {
    202: {"description": "It is shown once a moderator has confirmed who sent it."},
    **problems(400, 404, 413, 415, 422, 429),
}


class ReplyIn(BaseModel):
    """An outlet's reply to a note that shows a report of it, or stands on a page of it."""

    outlet: str = Field(description="the outlet's domain")
    contact: str = Field(
        description="how a moderator reaches you; forgotten once they have decided",
        json_schema_extra={"maxLength": CONTACT_LIMIT},
    )
    text: str = Field(json_schema_extra={"maxLength": TEXT_LIMIT})


class ReplyOut(BaseModel):
    """A reply whose sender a moderator has confirmed."""

    outlet: str
    text: str
    at: str


class RepliesOut(BaseModel):
    """The replies to a note, the oldest first."""

    replies: list[ReplyOut]


def add_reply_views(api: APIBlueprint, replies: Replies) -> None:
    """Add `/notes/ID/replies`."""

    @api.post("/notes/<note_id>/replies")
    @api.input(ReplyIn, arg_name="said")
    @api.doc(operation_id="reply", responses=_SENT)
    def reply(note_id: str, said: ReplyIn) -> Response:
        """Reply to a note in an outlet's name."""
        sent = Said(said.outlet, said.contact, said.text)
        replies.send(note_id, sent, request.remote_addr or "")
        return Response(status=202)

    @api.get("/notes/<note_id>/replies")
    @api.output(RepliesOut, description="The replies that are shown.")
    @api.doc(operation_id="listReplies")
    def list_replies(note_id: str) -> RepliesOut:
        """List what outlets reply to a note."""
        shown = replies.shown(note_id)
        return RepliesOut(
            replies=[
                ReplyOut(outlet=one.said.outlet, text=one.said.text, at=one.at.isoformat())
                for one in shown
            ]
        )


def make_replying(replies: Replies) -> Blueprint:
    """The form at `/n/ID/reply`."""
    pages = Blueprint("replying", __name__)
    pages.before_request(only_from_our_own_pages)

    @pages.get("/n/<note_id>/reply")
    def form(note_id: str) -> ResponseReturnValue:
        return _form(note_id)

    @pages.post("/n/<note_id>/reply")
    def send(note_id: str) -> ResponseReturnValue:
        given = request.form
        said = Said(given.get("outlet", ""), given.get("contact", ""), given.get("text", ""))
        try:
            replies.send(note_id, said, request.remote_addr or "")
        except BadReply as error:
            return _form(note_id, said, error.field, str(error)), 422
        except TooOften as error:
            return _form(note_id, said, "form", str(error)), 429
        return redirect(url_for("replying.form", note_id=note_id, sent=1), 303)

    return pages


def _form(note_id: str, said: Said | None = None, field: str = "", problem: str = "") -> str:
    return render_template(
        "reply.html",
        note_id=note_id,
        said=said or Said("", "", ""),
        errors={field: problem} if field else {},
        sent="sent" in request.args and not field,
        text_limit=TEXT_LIMIT,
        contact_limit=CONTACT_LIMIT,
    )
