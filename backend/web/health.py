"""For those who run this: is it alive, is it ready, what does it do."""

from __future__ import annotations

from collections.abc import Callable

from apiflask import APIBlueprint
from flask import Response, jsonify

from backend.errors import Unavailable
from backend.services.check import Checks
from backend.version import VERSION
from backend.web.problems import answer


def make_health(checks: Checks, is_ready: Callable[[], bool]) -> APIBlueprint:
    """`/healthz`, `/readyz` and `/metrics`.

    `is_ready` says whether the database has the schema that this program was written for, and
    raises `Unavailable` if it does not answer.
    """
    health = APIBlueprint("health", __name__, enable_openapi=False)

    @health.get("/healthz")
    def healthz() -> Response:
        return jsonify({"status": "ok", "version": VERSION})

    @health.get("/readyz")
    def readyz() -> Response:
        try:
            ready = is_ready()
        except Unavailable:
            return answer(503, "The database does not answer.", title="Not ready")
        if not ready:
            return answer(503, "The database is not migrated.", title="Not ready")
        return jsonify({"status": "ready", "version": VERSION})

    @health.get("/metrics")
    def metrics() -> Response:
        return Response(metrics_text(checks), content_type="text/plain; version=0.0.4")

    return health


def metrics_text(checks: Checks) -> str:
    """The figures in Prometheus' text format."""
    by_status = checks.count_by_status().items()
    lines = [
        "# HELP second_source_checks Checks by where they stand.",
        "# TYPE second_source_checks gauge",
        *(f'second_source_checks{{status="{status}"}} {count}' for status, count in by_status),
        "# HELP second_source_check_events_total Events that checks have told.",
        "# TYPE second_source_check_events_total counter",
        f"second_source_check_events_total {checks.count_events()}",
    ]
    return "\n".join(lines) + "\n"
