"""Which reports hang on which origin: each origin a trunk, each report a leaf on it.

A leaf says in words what ties it to an earlier report. A leaf that counts for nothing hangs on a
broken branch and says why. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backend.web.labels import count
from backend.web.pictures.drawing import (
    MARK_SIZE,
    NAME_SIZE,
    SMALL_SIZE,
    WIDTH,
    Anchor,
    Label,
    Line,
    Mark,
    marks_from,
    marks_width,
)
from backend.web.pictures.lettering import wrap
from backend.web.pictures.reports import OriginReports, PicturedReport

_TRUNK_AT = 8.0
_LEAF_AT = 28.0
_GAP = 6.0
_NAME_LINE, _SMALL_LINE = 17.0, 15.0
_BETWEEN_LEAVES, _BETWEEN_TRUNKS = 8.0, 22.0
_NAME_LINES, _WHY_LINES = 2, 3


@dataclass(frozen=True, slots=True)
class Leaf:
    """One report: `branch` leads to it from the trunk, `why` says what ties it there."""

    branch: Line
    marks: tuple[Mark, ...]
    name: tuple[Label, ...]
    why: tuple[Label, ...]
    counts: bool
    bottom: float


@dataclass(frozen=True, slots=True)
class Trunk:
    """One origin: its number, how many reports hang on it, what it is, and its leaves."""

    title: Label
    tally: Label
    about: tuple[Label, ...]
    line: Line
    leaves: tuple[Leaf, ...]
    bottom: float


@dataclass(frozen=True, slots=True)
class OriginTree:
    """The picture: its size and trunks, and `says`, the same in one sentence."""

    width: float
    height: float
    trunks: tuple[Trunk, ...]
    says: str


def draw_tree(origins: Sequence[OriginReports]) -> OriginTree:
    """The picture of a note's origins with their reports."""
    trunks = tuple(_trunks(origins))
    height = trunks[-1].bottom if trunks else 0.0
    return OriginTree(WIDTH, height, trunks, says(origins))


def says(origins: Sequence[OriginReports]) -> str:
    """`9 reports, 2 origins`, and how many reports each origin has."""
    reports = sum(len(origin.reports) for origin in origins)
    shares = ", ".join(
        f"{count(len(origin.reports), 'report')} on origin {origin.number}" for origin in origins
    )
    return f"{count(reports, 'report')}, {count(len(origins), 'origin')}: {shares}."


def _trunks(origins: Sequence[OriginReports]) -> Iterator[Trunk]:
    top = 0.0
    for origin in origins:
        trunk = _trunk(origin, top)
        yield trunk
        top = trunk.bottom + _BETWEEN_TRUNKS


def _trunk(origin: OriginReports, top: float) -> Trunk:
    baseline = top + NAME_SIZE
    about = origin.about if len(origin.reports) > 1 or origin.source else ()
    said = _lines(about, 0, baseline, WIDTH)
    end = said[-1].box.bottom if said else baseline
    leaves = tuple(_leaves(origin.reports, end + _BETWEEN_LEAVES))
    return Trunk(
        title=Label(0, baseline, f"Origin {origin.number}", NAME_SIZE, strong=True),
        tally=Label(WIDTH, baseline, count(len(origin.reports), "report"), NAME_SIZE, Anchor.END),
        about=said,
        line=Line(_TRUNK_AT, end + 4, _TRUNK_AT, leaves[-1].branch.y1),
        leaves=leaves,
        bottom=leaves[-1].bottom,
    )


def _leaves(reports: Sequence[PicturedReport], top: float) -> Iterator[Leaf]:
    for report in reports:
        leaf = _leaf(report, top)
        yield leaf
        top = leaf.bottom + _BETWEEN_LEAVES


def _leaf(report: PicturedReport, top: float) -> Leaf:
    middle = top + MARK_SIZE / 2
    marks = marks_from(_LEAF_AT, middle, report.marks)
    left = _LEAF_AT + marks_width(len(marks)) + _GAP
    name = _name(report.outlet, left, top)
    why = _lines(report.why, left, name[-1].y, WIDTH - left)
    lowest = [label.box.bottom for label in (*name, *why)]
    return Leaf(
        branch=Line(_TRUNK_AT, middle, _LEAF_AT - 4, middle),
        marks=marks,
        name=name,
        why=why,
        counts=not report.uncounted,
        bottom=max(top + MARK_SIZE, *lowest),
    )


def _name(outlet: str, left: float, top: float) -> tuple[Label, ...]:
    lines = wrap(outlet, WIDTH - left, NAME_SIZE, _NAME_LINES, strong=True)
    return tuple(
        Label(left, top + NAME_SIZE + place * _NAME_LINE, line, NAME_SIZE, strong=True)
        for place, line in enumerate(lines)
    )


def _lines(texts: Sequence[str], left: float, after: float, room: float) -> tuple[Label, ...]:
    """Small lines under a baseline."""
    lines = [line for text in texts for line in wrap(text, room, SMALL_SIZE, _WHY_LINES)]
    return tuple(
        Label(left, after + (place + 1) * _SMALL_LINE, line) for place, line in enumerate(lines)
    )
