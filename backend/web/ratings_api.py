"""What the API offers readers who find a note right."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import Response, request

from backend.services.flag import Asker
from backend.services.rate import RatingNotes
from backend.web.bearer import bearer_token
from backend.web.documenting import Responses, problems

_READER = "reader"
_KEPT: Responses = {204: {"description": "So it is kept."}, **problems(401, 404, 415, 429)}
_GONE: Responses = {204: {"description": "Nothing is kept now."}, **problems(401)}


def add_rating_views(api: APIBlueprint, ratings: RatingNotes) -> None:
    """Add `/notes/ID/rating`."""

    @api.put("/notes/<note_id>/rating")
    @api.doc(operation_id="rateNote", responses=_KEPT, security=_READER)
    def rate_note(note_id: str) -> Response:
        """Say that a note is right as it is, once; the body is an empty object."""
        ratings.put(_asker(), note_id)
        return Response(status=204)

    @api.delete("/notes/<note_id>/rating")
    @api.doc(operation_id="takeRatingBack", responses=_GONE, security=_READER)
    def take_rating_back(note_id: str) -> Response:
        """Say so no longer."""
        ratings.take_back(_asker(), note_id)
        return Response(status=204)


def _asker() -> Asker:
    return Asker(bearer_token(request.headers.get("Authorization")), request.remote_addr or "")
