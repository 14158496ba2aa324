"""What the API offers moderators: the queue, and decisions about notes.

A decision says in `If-Match` which version it is about, as `ETag` of the note has it.
"""

from __future__ import annotations

from apiflask import APIBlueprint
from apiflask.exceptions import HTTPError
from flask import Response, jsonify, request

from backend.moderation.roles import Action
from backend.services.decide import Decisions
from backend.services.moderation import Moderation
from backend.services.queue import Queue
from backend.web import wire_decision, wire_note
from backend.web.access import Access, access_by_token, actor
from backend.web.documenting import Responses, problems

_USER = "user"
"""The security scheme, as the API document names it."""


def add_moderation_views(api: APIBlueprint, moderation: Moderation) -> None:
    """Add the views of the queue and of decisions."""
    access = access_by_token(moderation.by_token)
    _add_queue_views(api, moderation.queue, access)
    _add_decision_views(api, moderation.decisions, access)


def _add_queue_views(api: APIBlueprint, queue: Queue, access: Access) -> None:
    @api.get("/queue")
    @access.require(Action.SEE_QUEUE)
    @api.input(wire_decision.QueueIn, location="query", arg_name="asked")
    @api.output(wire_decision.QueueOut, description="A page of the queue.")
    @api.doc(operation_id="readQueue", responses=problems(401, 422), security=_USER)
    def read_queue(asked: wire_decision.QueueIn) -> wire_decision.QueueOut:
        """Read the queue: flagged notes, and those that wait for a second look."""
        wanted = asked.wanted()
        return wire_decision.queue_out([*queue.page(wanted)], wanted)

    @api.put("/notes/<note_id>/assignment")
    @access.require(Action.ASSIGN)
    @api.doc(operation_id="takeNote", responses=_TAKEN, security=_USER)
    def take_note(note_id: str) -> Response:
        """Work on a note."""
        queue.take(note_id, actor().name)
        return Response(status=204)

    @api.delete("/notes/<note_id>/assignment")
    @access.require(Action.ASSIGN)
    @api.doc(operation_id="releaseNote", responses=_RELEASED, security=_USER)
    def release_note(note_id: str) -> Response:
        """No longer work on a note."""
        queue.release(note_id, actor().name)
        return Response(status=204)


def _add_decision_views(api: APIBlueprint, decisions: Decisions, access: Access) -> None:
    @api.post("/notes/<note_id>/decisions/preview")
    @access.require(Action.DECIDE)
    @api.input(wire_decision.PreviewIn, arg_name="tried")
    @api.output(wire_note.NoteOut, description="The note as the changes would make it.")
    @api.doc(operation_id="previewDecision", responses=_REFUSALS, security=_USER)
    def preview_decision(note_id: str, tried: wire_decision.PreviewIn) -> Response:
        """See what changes would make of a note; nothing is kept."""
        return jsonify(decisions.preview(note_id, tried.changes.changes()))

    @api.post("/notes/<note_id>/decisions")
    @access.require(Action.DECIDE)
    @api.input(wire_decision.DecisionIn, arg_name="decision")
    @api.output(wire_decision.DecidedOut, status_code=201, description="What came of it.")
    @api.doc(operation_id="decide", responses=_REFUSALS | problems(428), security=_USER)
    def decide(note_id: str, decision: wire_decision.DecisionIn) -> Response:
        """Decide about the version of a note that `If-Match` names.

        Where somebody else was faster the answer is 409 and `now` says what the note is.
        """
        decided = decisions.decide(actor().name, note_id, _seen(), decision.asked())
        response = jsonify(wire_decision.decided_document(decided))
        response.status_code = 201
        return response

    @api.get("/notes/<note_id>/decisions")
    @access.require(Action.SEE_QUEUE)
    @api.output(wire_decision.DecisionsOut, description="The decisions, the newest first.")
    @api.doc(operation_id="listDecisions", responses=problems(401, 404), security=_USER)
    def list_decisions(note_id: str) -> wire_decision.DecisionsOut:
        """List what was decided about a note; not what waits for a second look."""
        decided = decisions.look(note_id, actor().name).decided
        return wire_decision.DecisionsOut(
            decisions=[wire_decision.decision_out(one) for one in decided]
        )


_DONE: Responses = {204: {"description": "So it is."}}
_TAKEN: Responses = {**_DONE, **problems(401, 404, 409, 415)}
_RELEASED: Responses = {**_DONE, **problems(401)}
_REFUSALS = problems(400, 401, 404, 409, 413, 415, 422)


def _seen() -> int:
    """Which version of the note the decision is about."""
    named = request.if_match.as_set()
    if not named:
        raise HTTPError(428)
    if len(named) == 1 and (version := min(named)).isascii() and version.isdigit():
        return int(version)
    raise HTTPError(400, detail="If-Match is to have the ETag of the note.")
