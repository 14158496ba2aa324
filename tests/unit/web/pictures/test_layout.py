"""What holds for the pictures of any note: nothing overlaps and nothing leaves the picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.checking.document import Document, note_document
from backend.web.pictures import Pictures, pictures
from backend.web.pictures.drawing import WIDTH, Box
from backend.web.pictures.timeline import Timeline
from backend.web.pictures.tree import OriginTree
from tests.unit.web import crowds

NAMES = st.text(max_size=40) | st.sampled_from(["W" * 90, "東" * 60, "ع" * 70, "a b " * 30, ""])
MOMENTS = st.datetimes(timezones=st.just(UTC))
DATES = st.none() | MOMENTS.map(datetime.isoformat) | MOMENTS.map(lambda at: at.date().isoformat())
STANCES = st.sampled_from(["supports", "disputes", "mentions"])


@st.composite
def rows(draw: st.DrawFn) -> Document:
    number = draw(st.integers(0, 12))
    report = {
        "url": f"https://outlet-{number}.example/",
        "title": "",
        "outlet": draw(NAMES),
        "published": draw(DATES),
    }
    return {
        "claim": draw(st.integers(0, 1)),
        "report": report,
        "stance": draw(STANCES),
        "denied_by": draw(st.none() | st.just("the Kremlin")),
        "origin": f"o{number % 4}",
        "uncounted": draw(st.none() | NAMES),
    }


@st.composite
def documents(draw: st.DrawFn) -> Document:
    evidence = draw(st.lists(rows(), min_size=1, max_size=10))
    ids = dict.fromkeys(row["origin"] for row in evidence)
    return {
        "claims": [{}, {}],
        "evidence": evidence,
        "origin_groups": list(map(draw, map(group, ids))),
    }


def group(origin: str) -> st.SearchStrategy[Document]:
    urls = [f"https://outlet-{number}.example/" for number in range(13)]
    own = [url for number, url in enumerate(urls) if f"o{number % 4}" == origin]
    ties = [
        {"kind": "same_text", "one": own[0], "other": url, "why": "The same text."}
        for url in own[1:]
    ]
    return st.fixed_dictionaries(
        {
            "id": st.just(origin),
            "label": NAMES,
            "why": NAMES,
            "source": NAMES,
            "reports": st.just(own),
            "ties": st.just(ties) | st.just([]),
        }
    )


def drawn(document: Document) -> Pictures:
    both = pictures(document)
    assert both is not None
    return both


def timeline_boxes(picture: Timeline) -> Iterator[Box]:
    yield from (tick.label.box for tick in picture.ticks)
    for row in picture.rows:
        yield from (row.name.box, row.origin.box, row.time.box)
        yield from (mark.box for mark in row.marks)


def tree_boxes(picture: OriginTree) -> Iterator[Box]:
    for trunk in picture.trunks:
        yield from (label.box for label in (trunk.title, trunk.tally, *trunk.about))
        for leaf in trunk.leaves:
            yield from (mark.box for mark in leaf.marks)
            yield from (label.box for label in (*leaf.name, *leaf.why))


def neighbours(boxes: Iterable[Box]) -> Iterator[tuple[Box, Box]]:
    """Pairs that may overlap: those next to each other from top to bottom."""
    ordered = sorted(boxes, key=lambda box: box.top)
    for one, other in combinations(ordered, 2):
        if other.top < one.bottom:
            yield one, other


@given(documents())
def test_nothing_in_the_timeline_overlaps_or_leaves_it(document: Document) -> None:
    picture = drawn(document).timeline
    boxes = list(timeline_boxes(picture))
    assert all(box.inside(WIDTH, picture.height) for box in boxes)
    assert not any(one.overlaps(other) for one, other in neighbours(boxes))


@given(documents())
def test_nothing_in_the_tree_overlaps_or_leaves_it(document: Document) -> None:
    picture = drawn(document).tree
    boxes = list(tree_boxes(picture))
    assert all(box.inside(WIDTH, picture.height) for box in boxes)
    assert not any(one.overlaps(other) for one, other in neighbours(boxes))


@given(documents())
def test_no_line_runs_through_words_or_out_of_the_picture(document: Document) -> None:
    for row in drawn(document).timeline.rows:
        words = [row.name.box, row.origin.box, row.time.box]
        for line in filter(None, (row.track, row.day)):
            assert 0 <= line.x1 <= line.x2 <= WIDTH
            drawn_line = Box(line.x1, line.y1 - 1, line.x2, line.y2 + 1)
            assert not any(drawn_line.overlaps(box) for box in words)


@given(documents())
def test_every_report_is_in_both_pictures_once_and_in_both_tables(document: Document) -> None:
    both = drawn(document)
    urls = {row["report"]["url"] for row in document["evidence"]}
    assert len(both.timeline.rows) == len(both.reports) == len(urls)
    assert sum(len(trunk.leaves) for trunk in both.tree.trunks) == len(urls)
    assert {timed.report.url for timed in both.reports} == urls


@given(documents())
def test_the_timeline_goes_from_early_to_late_and_ends_with_the_unknown(document: Document) -> None:
    both = drawn(document)
    starts = [timed.report.span.start for timed in both.reports if timed.report.span]
    assert starts == sorted(starts)
    known = [timed.report.span is not None for timed in both.reports]
    assert known == sorted(known, reverse=True)
    places = [
        row.marks[0].x
        for row, timed in zip(both.timeline.rows, both.reports, strict=True)
        if timed.report.span and len(row.marks) == 1
    ]
    assert places == sorted(places)


@pytest.mark.parametrize("count", [1, 40])
def test_one_report_and_forty_of_awkward_names_are_drawn_as_well(count: int) -> None:
    both = drawn(note_document(crowds.crowded_note(count)))
    for picture, boxes in (
        (both.timeline, list(timeline_boxes(both.timeline))),
        (both.tree, list(tree_boxes(both.tree))),
    ):
        assert all(box.inside(WIDTH, picture.height) for box in boxes)
        assert not any(one.overlaps(other) for one, other in neighbours(boxes))
