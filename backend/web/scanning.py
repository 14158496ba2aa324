"""The view that scans a page for sentences worth checking."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import Response, jsonify, request

from backend.services.scan import Scan
from backend.web import wire, wire_note
from backend.web.documenting import problems


def add_scan_view(api: APIBlueprint, scan: Scan) -> None:
    """Add `POST /pages/scan` to the API."""

    @api.post("/pages/scan")
    @api.input(wire.ScanIn, arg_name="asked")
    @api.output(wire_note.ScanOut, description="Its sentences worth checking, best first.")
    @api.doc(operation_id="scanPage", responses=problems(400, 413, 415, 422, 429))
    def scan_page(asked: wire.ScanIn) -> Response:
        """Find the sentences of a page that are worth checking; checks none of them."""
        found = scan.scan(asked.page.page(), asked.text, request.remote_addr or "")
        return jsonify({"sentences": found})
