"""The note's two pictures: who reported first, and which reports hang on which origin.

Everything here is pure: a note's document goes in, frozen values with positions come out, and the
templates only write them down. `tests/unit/web/pictures` holds for any note that nothing in a
picture overlaps and nothing leaves it.
"""

from __future__ import annotations

from dataclasses import dataclass

from backend.checking.document import Document
from backend.web.pictures.reports import OriginReports, TimedReport, origin_reports, timed_reports
from backend.web.pictures.timeline import Timeline, draw_timeline
from backend.web.pictures.tree import OriginTree, draw_tree


@dataclass(frozen=True, slots=True)
class Pictures:
    """Both pictures, each with what it says as a table and in a sentence."""

    timeline: Timeline
    reports: tuple[TimedReport, ...]
    tree: OriginTree
    origins: tuple[OriginReports, ...]


def pictures(document: Document) -> Pictures | None:
    """The pictures of a note's document; None where it has no evidence to draw."""
    if not document["evidence"]:
        return None
    origins = origin_reports(document)
    reports = timed_reports(origins)
    return Pictures(draw_timeline(reports), reports, draw_tree(origins), origins)
