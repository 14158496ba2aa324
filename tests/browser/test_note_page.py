"""The note's own page as a browser draws it: pictures, marks, print, and without its stylesheet."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.site import Site, check_in, show, unfold
from tests.unit.web import newsroom

pytestmark = pytest.mark.browser

NOTES = ("rich", "single", "insufficient", "not_checkable", "crowded", "lone")
PICTURED = ("rich", "crowded", "lone")
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
SMALLEST_TEXT = 11.0  # CSS pixels


@pytest.fixture
def tab(plain_tab: Page) -> Page:
    plain_tab.set_viewport_size({"width": 320, "height": 640})
    return plain_tab


@pytest.mark.parametrize("state", NOTES)
def test_no_note_breaks_a_rule_of_accessibility_on_a_narrow_screen(
    site: Site, tab: Page, state: str
) -> None:
    show(tab, site, state)
    unfold(tab)
    for scheme in SCHEMES:
        tab.emulate_media(color_scheme=scheme)
        found = Axe().run(tab)
        assert found.violations_count == 0, found.generate_report()


def drawn_boxes(tab: Page) -> list[dict[str, Any]]:
    """What is drawn in each picture, with the box that the browser gives it."""
    boxes: list[dict[str, Any]] = tab.evaluate(
        """[...document.querySelectorAll('.picture')].flatMap((picture, number) =>
            [...picture.querySelectorAll('text, .mark')].map((each) => {
                const {left, top, right, bottom} = each.getBoundingClientRect();
                const edge = picture.getBoundingClientRect();
                const inside = left >= edge.left - 1 && right <= edge.right + 1
                    && top >= edge.top - 1 && bottom <= edge.bottom + 1;
                return {number, left, top, right, bottom, inside, text: each.textContent};
            }))"""
    )
    return boxes


@pytest.mark.parametrize("state", PICTURED)
def test_nothing_drawn_in_a_picture_overlaps_or_leaves_it_on_a_narrow_screen(
    site: Site, tab: Page, state: str
) -> None:
    show(tab, site, state)
    boxes = drawn_boxes(tab)
    assert boxes
    assert [box for box in boxes if not box["inside"]] == []
    overlapping = [
        (one["text"], other["text"])
        for one, other in combinations(boxes, 2)
        if one["number"] == other["number"] and _overlap(one, other)
    ]
    assert overlapping == []


def _overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether more than a line's own leading is shared."""
    across = min(one["right"], other["right"]) - max(one["left"], other["left"])
    down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return bool(across > 1 and down > 4)


def test_the_words_in_a_picture_are_large_and_clear_enough_in_light_and_dark(
    site: Site, tab: Page
) -> None:
    show(tab, site, "crowded")
    for scheme in SCHEMES:
        tab.emulate_media(color_scheme=scheme)
        paper = luminance(
            tab.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        )
        fills = tab.evaluate(
            "[...new Set([...document.querySelectorAll('.picture text')]"
            ".map(each => getComputedStyle(each).fill))]"
        )
        assert fills
        assert all(contrast(luminance(fill), paper) >= LEAST_CONTRAST for fill in fills)
    sizes = tab.evaluate(
        """[...document.querySelectorAll('.picture text')].map(each =>
            parseFloat(getComputedStyle(each).fontSize) * each.getScreenCTM().a)"""
    )
    assert min(sizes) >= SMALLEST_TEXT


def luminance(color: str) -> float:
    """Relative luminance of `rgb(r, g, b)`, after WCAG 2.2."""
    channels = [int(part) / 255 for part in color.removeprefix("rgb(").removesuffix(")").split(",")]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def test_each_picture_says_in_words_what_it_shows(site: Site, tab: Page) -> None:
    show(tab, site, "single")
    timeline, tree = tab.locator(".picture").all()
    expect(timeline).to_have_accessible_name(
        "Who reported first The earliest report found is by Baltic Wire: 20 November 2026, 21:10"
        " UTC. The table below says the same."
    )
    expect(tree).to_have_accessible_name(
        "Which report hangs on which origin 9 reports, 2 origins: 8 reports on origin 1, 1 report"
        " on origin 2. The table below says the same."
    )
    unfold(tab)
    rows = tab.get_by_role("table").first.get_by_role("row").all()
    assert "20 November 2026, 21:10 UTC" in rows[1].inner_text()
    assert len(rows) == 10


def heard(tab: Page) -> str:
    """All that a screen reader is given, in its order."""
    session = tab.context.new_cdp_session(tab)
    session.send("Accessibility.enable")
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}
    return " ".join("".join(_texts(nodes[0], by_id)).split())


def _texts(node: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> Iterator[str]:
    if node.get("role", {}).get("value") == "StaticText":
        yield str(node["name"]["value"])
        return
    for child in node.get("childIds", ()):
        if child in by_id:
            yield from _texts(by_id[child], by_id)


def test_words_that_differ_are_marked_by_more_than_colour_and_heard_in_both_texts(
    site: Site, tab: Page
) -> None:
    show(tab, site, "single")
    marks = tab.locator(".differs")
    assert marks.all_inner_texts() == ["10,000", "12,000"]
    for mark in marks.all():
        line = mark.evaluate("each => getComputedStyle(each).borderBottomStyle")
        assert line == "double"
    told = heard(tab)
    assert "About differs: 10,000, people left" in told
    assert "Some differs: 12,000, residents" in told
    assert tab.locator(".evidence blockquote").first.inner_text() == newsroom.WIRE


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_page_and_its_pictures_follow_the_readers_scheme(
    site: Site, tab: Page, pictures: Path, scheme: Literal["light", "dark"]
) -> None:
    tab.set_viewport_size({"width": 800, "height": 900})
    tab.emulate_media(color_scheme=scheme)
    show(tab, site, "single")
    tab.screenshot(path=pictures / f"note-page-{scheme}.png")
    tab.locator(".pictures").screenshot(path=pictures / f"note-pictures-{scheme}.png")
    ink = luminance(tab.evaluate("getComputedStyle(document.body).color"))
    assert (ink > 0.5) == (scheme == "dark")


def test_a_note_reads_well_without_its_stylesheet(site: Site, tab: Page) -> None:
    tab.route("**/*.css", lambda route: route.abort())
    tab.goto(f"{site.address}/n/{check_in(site, 'rich')}")
    assert tab.evaluate("getComputedStyle(document.body).maxWidth") == "none"
    text = tab.locator("main").inner_text()
    order = ["About 10,000", "Evidence", "Says the same", "KOPRIVNA", "Verdict", "Not checked"]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    icons = tab.evaluate(
        "[...document.querySelectorAll('svg:not(.picture)')]"
        ".map(each => each.getBoundingClientRect().width)"
    )
    assert max(icons) <= 40
    pictures = tab.evaluate(
        "[...document.querySelectorAll('.picture')].map(each => each.getBoundingClientRect().width)"
    )
    assert pictures == [288, 288]
    found = Axe().run(tab)
    assert found.violations_count == 0, found.generate_report()


def test_a_note_is_printed_black_on_white_with_its_pictures_tables_and_addresses(
    site: Site, tab: Page
) -> None:
    show(tab, site, "rich")
    tab.emulate_media(media="print", color_scheme="dark")
    look = "(() => { const s = getComputedStyle(document.documentElement);"
    assert tab.evaluate(look + " return [s.color, s.backgroundColor]; })()") == [
        "rgb(0, 0, 0)",
        "rgb(255, 255, 255)",
    ]
    for picture in tab.locator(".picture").all():
        expect(picture).to_be_visible()
    for table in tab.get_by_role("table").all():
        expect(table).to_be_visible()
    for control in tab.locator("button, summary, textarea, nav, .jump").all():
        shown = control.evaluate("each => each.checkVisibility() && each.matches('summary')")
        assert not control.is_visible() or shown
    first = tab.locator(".evidence .title a").first
    address = first.evaluate("each => getComputedStyle(each, '::after').content")
    assert "https://baltic-wire.example/2026/11/koprivna" in address


def test_the_note_is_copied_as_text_with_its_sources(site: Site, tab: Page) -> None:
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.address)
    show(tab, site, "single")
    tab.get_by_text("Copy as text, with sources").click()
    tab.get_by_role("button", name="Copy", exact=True).click()
    expect(tab.locator(".copied")).to_have_text("Copied.")
    text = tab.evaluate("navigator.clipboard.readText()")
    assert text == tab.get_by_label("This note as text").input_value()
    assert "https://koprivna-daily.example/2026/11/koprivna" in text
    assert text.index(newsroom.WIRE) < text.index("VERDICT: Independently reported")


def test_the_text_to_copy_stands_there_without_scripts(site: Site, scriptless: Browser) -> None:
    tab = scriptless.new_page()
    tab.goto(f"{site.address}/n/{check_in(site, 'single')}")
    tab.locator(".copy-text summary").click()
    expect(tab.locator(".copy-text textarea")).to_be_visible()
    expect(tab.locator(".copy-text button")).not_to_be_visible()
