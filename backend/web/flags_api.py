"""What the API offers readers who flag notes."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import Response, request

from backend.services.flag import Asker, Flags
from backend.services.readers import Readers
from backend.web import wire_flag
from backend.web.bearer import bearer_token
from backend.web.documenting import problems

_READER = "reader"
"""The security scheme, as the API document names it."""


def add_reader_views(api: APIBlueprint, readers: Readers) -> None:
    """Add `POST /readers`."""

    @api.post("/readers")
    @api.output(wire_flag.ReaderOut, status_code=201, description="The new reader's token.")
    @api.doc(operation_id="becomeReader", responses=problems(415, 429))
    def become_reader() -> wire_flag.ReaderOut:
        """Get an anonymous token to flag with; nothing is asked and nothing else is kept."""
        return wire_flag.ReaderOut(token=readers.join(request.remote_addr or ""))


def add_flag_views(api: APIBlueprint, flags: Flags) -> None:
    """Add the views of a reader's own flags."""

    @api.put("/notes/<note_id>/flag")
    @api.input(wire_flag.FlagIn, arg_name="said")
    @api.output(wire_flag.FlagOut, description="The flag as it stands.")
    @api.doc(
        operation_id="putFlag",
        responses=problems(400, 401, 404, 409, 413, 415, 422, 429),
        security=_READER,
    )
    def put_flag(note_id: str, said: wire_flag.FlagIn) -> wire_flag.FlagOut:
        """Flag a note or one row of it; each once, and what was said before is replaced."""
        return wire_flag.flag_out(flags.put(_asker(), note_id, said.objection()))

    @api.delete("/notes/<note_id>/flag")
    @api.input(wire_flag.RowOf, location="query", arg_name="of")
    @api.doc(
        operation_id="takeFlagBack",
        responses={204: {"description": "There is no flag now."}, **problems(401, 404, 409)},
        security=_READER,
    )
    def take_flag_back(note_id: str, of: wire_flag.RowOf) -> Response:
        """Take a flag back, and have its comment forgotten."""
        flags.take_back(_asker(), note_id, of.evidence)
        return Response(status=204)

    @api.put("/notes/<note_id>/flag/appeal")
    @api.input(wire_flag.AppealIn, arg_name="said")
    @api.output(wire_flag.FlagOut, description="The flag, open once more.")
    @api.doc(
        operation_id="appeal",
        responses=problems(400, 401, 404, 409, 413, 415, 422, 429),
        security=_READER,
    )
    def appeal(note_id: str, said: wire_flag.AppealIn) -> wire_flag.FlagOut:
        """Have a flag that was not upheld looked at by somebody else, once."""
        flag = flags.appeal(_asker(), note_id, said.evidence or "", said.reason)
        return wire_flag.flag_out(flag)

    @api.get("/flags")
    @api.output(wire_flag.OwnFlagsOut, description="The flags, those that changed last first.")
    @api.doc(operation_id="listFlags", responses=problems(401), security=_READER)
    def list_flags() -> wire_flag.OwnFlagsOut:
        """List one's own flags with what became of them."""
        own = [wire_flag.own_flag_out(one) for one in flags.of(_asker())]
        return wire_flag.OwnFlagsOut(flags=own)


def _asker() -> Asker:
    return Asker(bearer_token(request.headers.get("Authorization")), request.remote_addr or "")
