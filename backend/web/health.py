"""For those who run this: is it alive, is it ready, what does it do."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import Response, jsonify

from backend.services.readiness import Ready
from backend.version import VERSION
from backend.web.problems import answer
from backend.web.watched import Watch

_FIGURES = "text/plain; version=0.0.4; charset=utf-8"


def make_health(watch: Watch) -> APIBlueprint:
    """`/healthz`: this process lives. `/readyz`: notes can be served. `/metrics`: the figures.

    That checks are not worked on is told by `/readyz` and is no reason to send readers elsewhere:
    what is asked waits, and notes are served.
    """
    health = APIBlueprint("health", __name__, enable_openapi=False)

    @health.get("/healthz")
    def healthz() -> Response:
        return jsonify({"status": "ok", "version": VERSION})

    @health.get("/readyz")
    def readyz() -> Response:
        return _told(watch.look())

    @health.get("/metrics")
    def metrics() -> Response:
        return Response(watch.figures(), content_type=_FIGURES)

    return health


def _told(ready: Ready) -> Response:
    told = {"version": VERSION, "parts": dict(ready.parts)}
    if ready.no_notes:
        return answer(503, ready.no_notes, title="Not ready", more=told)
    if ready.no_checks:
        return jsonify({"status": "ready", "checks": "waiting", "reason": ready.no_checks, **told})
    return jsonify({"status": "ready", "checks": "running", **told})
