"""Who reported first: one row a report, earliest at the top, its mark where its time is.

Where only the day is known, a bar under the mark spans the day. Where nothing is known, the row
stands below the others, without a line that leads to it. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from backend.web.labels import count
from backend.web.pictures.drawing import (
    MARK_SIZE,
    NAME_SIZE,
    WIDTH,
    Anchor,
    Label,
    Line,
    Mark,
    marks_from,
    marks_width,
)
from backend.web.pictures.lettering import fit
from backend.web.pictures.reports import Span, TimedReport
from backend.web.pictures.ticks import ticks

_AXIS = 20.0
_ROW = 44.0
_NAME_AT, _TRACK_AT, _TIME_AT, _DAY_AT = 14.0, 28.0, 32.0, 39.0
_GAP = 6.0
_FIRST, _LAST = MARK_SIZE / 2, WIDTH - MARK_SIZE / 2
_TICK_AT = 11.0


@dataclass(frozen=True, slots=True)
class TickLine:
    """A round moment: a line through the rows with its words above."""

    line: Line
    label: Label


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One report. `track` runs from the beginning to its time, `day` over the day it may be of."""

    name: Label
    origin: Label
    time: Label
    marks: tuple[Mark, ...]
    track: Line | None
    day: Line | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """The picture: its size, rows and ticks, and `says`, the same in one sentence."""

    width: float
    height: float
    ticks: tuple[TickLine, ...]
    rows: tuple[TimelineRow, ...]
    says: str


@dataclass(frozen=True, slots=True)
class _Scale:
    start: datetime
    end: datetime

    @property
    def one_year(self) -> bool:
        return self.start.year == self.end.year

    def place(self, at: datetime) -> float:
        """Where a moment stands across the picture."""
        span = self.end - self.start
        return _FIRST + (at - self.start) / span * (_LAST - _FIRST) if span else _FIRST


def draw_timeline(reports: Sequence[TimedReport]) -> Timeline:
    """The picture of reports that are sorted by time, those of unknown time last."""
    spans = [timed.report.span for timed in reports if timed.report.span]
    scale = _scale(spans)
    return Timeline(
        width=WIDTH,
        height=_AXIS + len(reports) * _ROW,
        ticks=_ticks(scale, _AXIS + len(spans) * _ROW),
        rows=tuple(_row(timed, _AXIS + place * _ROW, scale) for place, timed in enumerate(reports)),
        says=says(reports),
    )


def says(reports: Sequence[TimedReport]) -> str:
    """Who reported first of what was found, or who may have where only the day is known."""
    dated = [timed.report for timed in reports if timed.report.span]
    if not dated or not dated[0].span or not dated[0].published:
        return "No report found says when it appeared."
    first, until = dated[0].published.text, dated[0].span.end
    may_be = [report for report in dated if report.span and report.span.start <= until]
    outlets = list(dict.fromkeys(report.outlet for report in may_be))
    if len(outlets) == 1:
        return f"The earliest report found is by {outlets[0]}: {first}."
    more = f" and {len(outlets) - 3} more" if len(outlets) > _NAMED else ""
    names = ", ".join(outlets[:_NAMED]) + more
    return f"The earliest of {count(len(reports), 'report')} found is by one of these: {names}."


_NAMED = 3


def _scale(spans: Sequence[Span]) -> _Scale | None:
    if not spans:
        return None
    return _Scale(min(span.start for span in spans), max(span.end for span in spans))


def _ticks(scale: _Scale | None, bottom: float) -> tuple[TickLine, ...]:
    if scale is None:
        return ()
    lines = (
        _tick(scale.place(tick.at), tick.text, bottom) for tick in ticks(scale.start, scale.end)
    )
    return tuple(tick for tick in lines if tick.label.box.inside(WIDTH, bottom))


def _tick(x: float, text: str, bottom: float) -> TickLine:
    return TickLine(Line(x, _AXIS - 4, x, bottom), Label(x, _TICK_AT, text, anchor=Anchor.MIDDLE))


def _row(timed: TimedReport, top: float, scale: _Scale | None) -> TimelineRow:
    origin = Label(WIDTH, top + _NAME_AT, f"origin {timed.origin}", anchor=Anchor.END)
    room = origin.box.left - _GAP
    name = fit(timed.report.outlet, room, NAME_SIZE, strong=True)
    span = timed.report.span
    marks = _marks(timed.report.marks, top + _TRACK_AT, span, scale)
    time = _time(_time_words(span, scale), top + _TIME_AT, marks)
    return TimelineRow(
        name=Label(0, top + _NAME_AT, name, NAME_SIZE, strong=True),
        origin=origin,
        time=time,
        marks=marks,
        track=_track(time, marks, top + _TRACK_AT) if span else None,
        day=_day(span, scale, top + _DAY_AT),
    )


def _marks(
    codes: tuple[str, ...], y: float, span: Span | None, scale: _Scale | None
) -> tuple[Mark, ...]:
    width = marks_width(len(codes))
    x = scale.place(span.start) if span and scale else _FIRST
    left = min(x - MARK_SIZE / 2, WIDTH - width)
    return marks_from(left, y, codes)


def _track(time: Label, marks: Sequence[Mark], y: float) -> Line:
    """From the beginning to the marks, or to the time where that stands before them."""
    is_before = time.anchor is Anchor.END
    end = time.box.left - _GAP if is_before else marks[0].box.left
    return Line(0, y, end, y)


def _day(span: Span | None, scale: _Scale | None, y: float) -> Line | None:
    if not span or not scale or not span.is_day:
        return None
    return Line(scale.place(span.start), y, scale.place(span.end), y)


def _time_words(span: Span | None, scale: _Scale | None) -> str:
    if not span or not scale:
        return "date unknown"
    at = span.start
    day = f"{at.day} {at:%b}" if scale.one_year else f"{at.day} {at:%b} {at.year}"
    hour = f", {at:%H:%M}" if scale.one_year and not span.is_day else ""
    return day + hour


def _time(text: str, y: float, marks: Sequence[Mark]) -> Label:
    """Beside the marks, on the side with more room."""
    before, after = marks[0].box.left, WIDTH - marks[-1].box.right
    if after >= before:
        return Label(marks[-1].box.right + _GAP, y, text)
    return Label(before - _GAP, y, text, anchor=Anchor.END)
