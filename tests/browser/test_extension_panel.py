"""The side panel: the notes of the page beside it, and what another tab has never leaks in."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.fake_backend import FakeBackend
from tests.browser.reader import Reader
from tests.browser.served_pages import SENTENCE, PageServer
from tests.browser.side_panel import beside
from tests.browser.stories import at_once
from tests.unit.web import newsroom

pytestmark = pytest.mark.browser

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


def violations(page: Page) -> list[str]:
    found: dict[str, Any] = Axe().run(page).response
    return [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in found["violations"]]


def checks(reader: Reader, pages: PageServer, *places: str) -> None:
    """Check these places of the article, and close the card after each."""
    reader.opens(pages.address("/article"))
    for place in places:
        reader.selects(place)
        card = reader.asks()
        card.shows("Verdict")
        reader.page.keyboard.press("Escape")


def test_the_panel_lists_the_notes_in_page_order_with_the_verdict_in_words(
    reader: Reader, backend: FakeBackend, pages: PageServer, pictures: Path
) -> None:
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    checks(reader, pages, "#next", "#claim")
    with beside(reader) as panel:
        expect(panel.notes).to_have_count(2)
        expect(panel.notes.first).to_contain_text(SENTENCE)
        expect(panel.notes.first).to_contain_text("Independently reported")
        expect(panel.notes.first.locator("svg[data-verdict=corroborated]")).to_be_visible()
        expect(panel.page.locator("#where")).to_have_text("After the fire")
        panel.page.screenshot(path=pictures / "panel.png")


def test_a_reader_reads_a_note_in_the_panel_and_comes_back_to_where_they_were(
    reader: Reader, backend: FakeBackend, pages: PageServer, pictures: Path
) -> None:
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    checks(reader, pages, "#claim")
    with beside(reader) as panel:
        panel.button("Read the note").press("Enter")
        expect(panel.heading("Note")).to_be_focused()
        expect(panel.page.locator("#opened")).to_contain_text("9 reports, 2 origins")
        panel.page.screenshot(path=pictures / "panel-note.png")
        panel.page.keyboard.press("Escape")
        expect(panel.button("Read the note")).to_be_focused()
