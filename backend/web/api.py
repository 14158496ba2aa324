"""The API under `/api/v1`: each view parses, calls one service and presents what it gave."""

from __future__ import annotations

import math
from typing import Any

from apiflask import APIBlueprint
from apiflask.exceptions import HTTPError
from flask import Response, jsonify, request

from backend.services.check import Checks
from backend.services.flag import Flags
from backend.services.moderation import Moderation
from backend.services.scan import Scan
from backend.web import wire, wire_note
from backend.web.documenting import CANCELLED, EVENTS_DOC, problems
from backend.web.flags_api import add_flag_views, add_reader_views
from backend.web.handing import followed
from backend.web.moderation_api import add_moderation_views
from backend.web.notes_api import add_note_views
from backend.web.ratings_api import add_rating_views
from backend.web.replying import add_reply_views
from backend.web.scanning import add_scan_view
from backend.web.transparency import add_figures_view

PREFIX = "/api/v1"


def make_api(
    checks: Checks,
    heartbeat: float,
    scan: Scan | None = None,
    flags: Flags | None = None,
    moderation: Moderation | None = None,
) -> APIBlueprint:
    """The API over `checks`; event streams tell every `heartbeat` seconds that they live.

    Without a `scan`, pages are not scanned; without `flags`, nothing is flagged; without
    `moderation`, nothing is decided.
    """
    api = APIBlueprint("api", __name__, url_prefix=PREFIX, tag="Checks and notes")
    api.before_request(_require_json)
    api.after_request(_keep_private)
    _add_check_views(api, checks)
    _add_event_view(api, checks, heartbeat)
    add_note_views(api, checks)
    if scan is not None:
        add_scan_view(api, scan)
    if flags is not None:
        add_reader_views(api, flags.readers)
        add_flag_views(api, flags)
    if moderation is not None:
        add_moderation_views(api, moderation)
        add_rating_views(api, moderation.ratings)
        add_figures_view(api, moderation.figures)
        add_reply_views(api, moderation.replies)
    return api


def _add_check_views(api: APIBlueprint, checks: Checks) -> None:
    @api.post("/checks")
    @api.input(wire.CheckIn, arg_name="check")
    @api.output(wire.CheckOut, status_code=202, description="The check runs; follow its events.")
    @api.doc(operation_id="openCheck", responses=problems(400, 413, 415, 422, 429, 503))
    def open_check(check: wire.CheckIn) -> Any:  # noqa: ANN401 (APIFlask takes many forms)
        """Check a highlight; the same highlight again finds the same check."""
        check_id = checks.open(check.highlight(), request.remote_addr or "")
        return _paths(check_id), 202, {"Location": f"{PREFIX}/checks/{check_id}"}

    @api.get("/checks/<check_id>")
    @api.output(wire_note.CheckSoFar, description="The note so far.")
    @api.doc(operation_id="getCheck", responses=problems(404))
    def get_check(check_id: str) -> Response:
        """Look at a check as it stands."""
        return jsonify(checks.so_far(check_id))

    @api.delete("/checks/<check_id>")
    @api.doc(operation_id="cancelCheck", responses=CANCELLED | problems(404))
    def cancel_check(check_id: str) -> Response:
        """Stop a check."""
        checks.cancel(check_id)
        return Response(status=204)


def _add_event_view(api: APIBlueprint, checks: Checks, heartbeat: float) -> None:
    @api.get("/checks/<check_id>/events")
    @api.doc(operation_id="followCheck", **EVENTS_DOC)
    def follow_check(check_id: str) -> Response:
        """Follow a check as it happens."""
        told = followed(request, checks, check_id, heartbeat)
        if told is None:
            return Response(status=204)
        # A proxy that gathers the stream would keep the reader waiting.
        headers = {"X-Accel-Buffering": "no", "Cache-Control": "no-store"}
        return Response(told, headers=headers, mimetype="text/event-stream")


def _paths(check_id: str) -> dict[str, str]:
    return {
        "id": check_id,
        "events": f"{PREFIX}/checks/{check_id}/events",
        "note": f"{PREFIX}/notes/{check_id}",
    }


def _require_json() -> None:
    """Refuse a body that is no JSON, before a form of another site can pass for it."""
    if request.method not in {"POST", "PUT"} or _brings_nothing():
        return
    if not request.is_json:
        raise HTTPError(415)
    # A body sent in pieces has no length to judge beforehand: it is cut off at the limit.
    if len(request.get_data()) >= (request.max_content_length or math.inf):
        raise HTTPError(413)
    try:
        request.get_json()
    except RecursionError as error:
        raise HTTPError(400, detail="The body is nested too deep.") from error


def _brings_nothing() -> bool:
    """Whether there is no body; a form brings its type at least."""
    return not request.mimetype and not request.get_data()


def _keep_private(response: Response) -> Response:
    response.headers.setdefault("Cache-Control", "no-store")
    return response
