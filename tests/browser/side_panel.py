"""The side panel, opened as a page beside the reader's tab and bound to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.reader import Reader

NARROW = {"width": 400, "height": 800}


class Panel:
    """What the panel shows, and the reader's hands on it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def heading(self, name: str) -> Locator:
        return self.page.get_by_role("heading", name=name, exact=True)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name)

    @property
    def notes(self) -> Locator:
        return self.page.locator("#notes > li")

    @property
    def orphans(self) -> Locator:
        return self.page.locator("#orphans > li")

    @property
    def sentences(self) -> Locator:
        return self.page.locator(".sentences > li")

    @property
    def kept(self) -> Locator:
        return self.page.locator("#past-list > li")

    @property
    def told(self) -> Locator:
        """What a screen reader is told."""
        return self.page.locator("#status")

    def turns_to_history(self) -> None:
        self.page.get_by_role("tab", name="History").click()
        expect(self.page.get_by_label("Search your notes")).to_be_visible()

    def scans(self) -> None:
        self.button("Send the text and scan").click()
        expect(self.page.locator(".found")).to_be_visible()


def tab_number(reader: Reader, page: Page) -> int:
    """The number that the browser gives to the reader's tab, asked from a page of the extension."""
    page.goto(reader.extension_page("pages/cannot.html"))
    reader.page.bring_to_front()
    number: int = page.evaluate(
        "chrome.tabs.query({active: true, lastFocusedWindow: true}).then(([tab]) => tab.id)"
    )
    return number


@contextmanager
def beside(reader: Reader, **size: int) -> Iterator[Panel]:
    """The panel of the reader's tab."""
    page = reader.context.new_page()
    page.set_viewport_size({**NARROW, **size})  # type: ignore[typeddict-item]
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error.stack)))
    page.goto(reader.extension_page(f"pages/panel.html?tab={tab_number(reader, page)}"))
    page.bring_to_front()
    try:
        yield Panel(page)
    finally:
        page.close()
    assert troubles == []


def kept_note(note: dict[str, Any], **more: object) -> dict[str, Any]:
    """A note as the history has it."""
    return {
        "id": "a" * 32,
        "backend": "http://127.0.0.1:8700",
        "page": {"url": "http://news.test/article", "title": "After the fire"},
        "highlight": {"quote": note["claim"], "prefix": "", "suffix": ""},
        "anchor": None,
        "note": note,
        "keptAt": "2026-11-21T08:00:00.000Z",
        "flags": [],
        **more,
    }


def keep(page: Page, *kept: dict[str, Any]) -> None:
    """Put notes into the history, from a page of the extension."""
    page.evaluate(
        """async (kept) => {
            const { put } = await import('/shared/history.js');
            for (const one of kept) await put(one);
        }""",
        list(kept),
    )
