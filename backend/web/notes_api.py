"""What the API gives of notes: as JSON, by version, and in the forms that other programs know."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from apiflask import APIBlueprint
from flask import Response, jsonify, request

from backend.checking.document import Document
from backend.services.check import Checks
from backend.web import wire, wire_note
from backend.web.documenting import form_of, problems
from backend.web.exports import annotation, atom, claim_review

_MOST_IN_A_FEED = 100
_FEED_AGE = 300


def add_note_views(api: APIBlueprint, checks: Checks) -> None:
    """Add the views under `/notes`."""
    _add_json_views(api, checks)
    _add_forms(api, checks)


def _add_json_views(api: APIBlueprint, checks: Checks) -> None:
    @api.get("/notes")
    @api.input(wire.NotesOf, location="query", arg_name="of")
    @api.output(wire_note.NotesOut, description="The page's notes, the newest first.")
    @api.doc(operation_id="listNotes", responses=problems(422))
    def list_notes(of: wire.NotesOf) -> Response:
        """Find the notes on a page."""
        return jsonify({"notes": checks.notes_on(of.page)})

    @api.get("/notes/<note_id>")
    @api.input(wire.VersionOf, location="query", arg_name="of")
    @api.output(wire_note.NoteOut, description="The note.")
    @api.doc(operation_id="getNote", responses=problems(404, 422))
    def get_note(note_id: str, of: wire.VersionOf) -> Response:
        """Read a note, its newest version unless another is asked for; `ETag` says which it is."""
        if of.version is not None:
            note = checks.note(note_id, of.version)
            response, version = jsonify(note), note["version"]
        else:
            newest = checks.note_text(note_id)
            response, version = Response(newest.text, mimetype="application/json"), newest.version
        response.set_etag(str(version))
        return response

    @api.get("/notes/<note_id>/versions")
    @api.output(wire_note.VersionsOut, description="The versions, the newest first.")
    @api.doc(operation_id="listVersions", responses=problems(404))
    def list_versions(note_id: str) -> dict[str, Any]:
        """List a note's versions."""
        return {"versions": [wire_note.version_out(one) for one in checks.versions(note_id)]}


def _add_forms(api: APIBlueprint, checks: Checks) -> None:
    @api.get("/notes/<note_id>.jsonld")
    @api.doc(operation_id="getAnnotation", responses=form_of(annotation.MEDIA_TYPE, 404))
    def get_annotation(note_id: str) -> Response:
        """Read a note as a W3C Web Annotation."""
        document = annotation.annotation(checks.note(note_id), request.url_root)
        return _linked_data(document, annotation.MEDIA_TYPE)

    @api.get("/notes/<note_id>/claimreview")
    @api.doc(operation_id="getClaimReview", responses=form_of(claim_review.MEDIA_TYPE, 404))
    def get_claim_review(note_id: str) -> Response:
        """Read a decided note as a schema.org ClaimReview."""
        document = claim_review.claim_review(checks.note(note_id), request.url_root)
        return _linked_data(document, claim_review.MEDIA_TYPE)

    @api.get("/notes.atom")
    @api.doc(operation_id="followDecidedNotes", responses=form_of(atom.MEDIA_TYPE))
    def follow_decided_notes() -> Response:
        """Follow the decided notes as an Atom feed, the newest first."""
        body = atom.feed(checks.decided(_MOST_IN_A_FEED), request.url_root, datetime.now(UTC))
        headers = {"Cache-Control": f"public, max-age={_FEED_AGE}"}
        return Response(body, headers=headers, content_type=f"{atom.MEDIA_TYPE}; charset=utf-8")


def _linked_data(document: Document, media_type: str) -> Response:
    return Response(json.dumps(document, indent=2), content_type=media_type)
