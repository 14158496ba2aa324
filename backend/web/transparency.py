"""The open figures of moderation: `/transparency` for people, and the same as JSON."""

from __future__ import annotations

from dataclasses import dataclass

from apiflask import APIBlueprint
from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, Field

from backend.domain import FlagReason, FlagStatus
from backend.services.figures import Figures, OpenFigures
from backend.web import labels
from backend.web.labels import count

BAR = 200.0
"""How wide the longest bar is, in the picture's own units."""

_AGE = 600


class MonthOut(BaseModel):
    """What was put and decided in a month."""

    month: str = Field(description="as `2026-11`")
    flags: int
    decisions: int


class FiguresOut(BaseModel):
    """The figures of moderation so far; none is of a single reader, note or moderator."""

    flags: dict[FlagStatus, int]
    reasons: dict[FlagReason, int]
    upheld_share: float | None = Field(description="of flags that were decided about")
    median_hours: float | None = Field(description="from a flag to its decision")
    nine_in_ten_hours: float | None = Field(description="within which nine in ten were decided")
    decisions: int
    verdicts_changed: int
    hidden: int
    rechecked: int
    reversed: int = Field(description="undone by a later decision on the same note")
    not_followed: int = Field(description="that a second look did not follow")
    months: list[MonthOut] = Field(description="the last twelve, the earliest first")


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a chart: its words, its number, and how long its bar is."""

    words: str
    number: int
    length: float


def make_transparency(figures: OpenFigures) -> Blueprint:
    """The page at `/transparency`."""
    pages = Blueprint("transparency", __name__)

    @pages.get("/transparency")
    def transparency() -> ResponseReturnValue:
        found = figures.now()
        page = render_template(
            "transparency.html",
            figures=found,
            share=None if found.upheld_share is None else round(100 * found.upheld_share),
            median=_span(found.median_hours),
            most=_span(found.most_hours),
            reasons=bars([(labels.FLAGS[one], n) for one, n in found.reasons.items()]),
            flags_a_month=bars([(one.month, one.flags) for one in found.months]),
            decisions_a_month=bars([(one.month, one.decisions) for one in found.months]),
            bar=BAR,
        )
        return page, 200, {"Cache-Control": f"public, max-age={_AGE}"}

    @pages.app_context_processor
    def linked() -> dict[str, bool]:
        return {"has_figures": True}

    return pages


def add_figures_view(api: APIBlueprint, figures: OpenFigures) -> None:
    """Add `GET /transparency`."""

    @api.get("/transparency")
    @api.output(FiguresOut, description="The figures, at most ten minutes old.")
    @api.doc(operation_id="getFigures")
    def get_figures() -> FiguresOut:
        """Read the open figures of moderation."""
        return figures_out(figures.now())


def figures_out(found: Figures) -> FiguresOut:
    """The figures on the wire."""
    return FiguresOut(
        flags=dict(found.flags),
        reasons=dict(found.reasons),
        upheld_share=found.upheld_share,
        median_hours=found.median_hours,
        nine_in_ten_hours=found.most_hours,
        decisions=found.decisions,
        verdicts_changed=found.changed,
        hidden=found.hidden,
        rechecked=found.rechecked,
        reversed=found.reversed,
        not_followed=found.not_followed,
        months=[
            MonthOut(month=one.month, flags=one.flags, decisions=one.decisions)
            for one in found.months
        ],
    )


def bars(rows: list[tuple[str, int]]) -> list[Bar]:
    """The rows of a chart, the longest bar as long as may be."""
    most = max((number for _, number in rows), default=0) or 1
    return [Bar(words, number, round(BAR * number / most, 1)) for words, number in rows]


def _span(hours: float | None) -> str:
    """Some hours in words, or days from two on; "" for none."""
    if hours is None:
        return ""
    if hours < 1:
        return "less than an hour"
    if hours < 48:  # noqa: PLR2004 (two days)
        return count(round(hours), "hour")
    return count(round(hours / 24), "day")
