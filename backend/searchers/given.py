"""A searcher over reports that it was given: nothing is asked of anybody."""

from __future__ import annotations

from collections.abc import Sequence

from backend.domain import Found, Query, Report


class GivenReports:
    """Finds every report that it was given, whatever the query. Implements `Searcher`."""

    name = "given reports"

    def __init__(self, reports: Sequence[Report]) -> None:
        self._hits = [
            Found(report.url, report.title, report.outlet, report.published, report)
            for report in reports
        ]

    def search(self, query: Query, limit: int) -> Sequence[Found]:  # noqa: ARG002 - the port's shape
        """All the reports: what was given is to be read, not chosen from."""
        return self._hits
