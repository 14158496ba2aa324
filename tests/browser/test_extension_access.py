"""The card and the extension's own pages by keyboard, with a screen reader's rules, in the dark."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.fake_backend import FakeBackend
from tests.browser.reader import Card, Reader, until
from tests.browser.served_pages import PageServer
from tests.browser.stories import at_once, whole_check
from tests.unit.web import newsroom

pytestmark = pytest.mark.browser

# The dialog is beside the page's landmarks on purpose.
_OPTIONS: Any = {"rules": {"region": {"enabled": False}}}


def violations(page: Page, context: str | None = None) -> list[str]:
    found = Axe().run(page, context=context, options=_OPTIONS)
    return [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in found.response["violations"]]


def open_card(reader: Reader, pages: PageServer) -> Card:
    reader.opens(pages.address("/article"))
    reader.selects("#claim")
    return reader.asks()


def test_the_rules_are_really_applied_inside_the_card(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    card = open_card(reader, pages)
    card.shows("Verdict")
    card.page.evaluate("card.querySelector('button').removeAttribute('aria-label')")
    card.page.evaluate("card.querySelector('button').removeAttribute('title')")
    [violation] = violations(card.page, "[popover]")
    assert violation.startswith("button-name")


def test_the_card_takes_the_focus_and_gives_it_back(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    page = reader.opens(pages.address("/article"))
    page.locator("#link").focus()
    reader.selects("#claim")
    card = reader.asks()
    card.shows("Verdict")
    assert card.focused() == "Second Source: reports on the selected claim"
    page.keyboard.press("Escape")
    assert until(page, lambda: not card.is_open())
    expect(page.locator("#link")).to_be_focused()
    assert page.evaluate("String(getSelection())").startswith("About 10,000 people")


def test_tab_goes_through_the_card_in_reading_order(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    card = open_card(reader, pages)
    card.shows("Verdict")
    visited = []
    for _ in range(17):
        card.page.keyboard.press("Tab")
        visited.append(card.focused())
    assert visited == [
        "Close",
        "Thousands leave Koprivna after depot fire (Baltic Wire)",
        "Not to be used as a source, according to a list of outlets",
        "The page is gone. Read from the Internet Archive’s copy of Nov 21, 2026",
        "Flag the row of Baltic Wire",
        "7 more from this origin",
        "A night in the sports hall",
        "Flag the row of Koprivna Daily",
        "How it was weighed",
        "Copy as text",
        "Copy its link",
        "Check again",
        "Open the note’s page",
        "Flag this note",
        "It is right as it is",
        "Could not be read (2)",
        "What was searched, and how",
    ]


def test_a_check_can_be_stopped_with_the_keyboard_and_focus_stays_in_the_card(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*whole_check())
    card = open_card(reader, pages)
    card.shows("Reading:")
    card.page.keyboard.press("Tab")
    card.page.keyboard.press("Tab")
    assert card.focused() == "Stop"
    card.page.keyboard.press("Enter")
    card.shows("Nothing more is searched")
    assert card.focused() != ""


def test_keys_pressed_in_the_card_do_not_reach_the_page(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    card = open_card(reader, pages)
    card.shows("Verdict")
    card.page.evaluate(
        "globalThis.heard = []; document.addEventListener('keydown', e => heard.push(e.key))"
    )
    card.page.keyboard.press("j")
    card.page.keyboard.press("Tab")
    assert card.page.evaluate("heard") == []


def test_a_live_region_tells_how_the_check_goes(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*whole_check())
    card = open_card(reader, pages)
    card.shows("Reading:")
    assert len(card.texts("[role=status]")) == 1
    backend.let_go_on()
    card.shows("Verdict")
    assert card.texts("[role=status]") == ["The note is ready."]


def test_the_card_works_in_a_modal_dialog(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    page = reader.opens(pages.address("/dialog"))
    page.evaluate("document.querySelector('dialog').showModal()")
    reader.selects("#modal")
    card = reader.asks()
    card.shows("Verdict")
    card.clicks("Could not be read")
    card.shows("The Paid Review")


def test_the_options_tell_whether_the_backend_answers(reader: Reader, backend: FakeBackend) -> None:
    page = reader.page
    page.goto(reader.extension_page("pages/options.html"))
    outcome = page.locator("#outcome")
    expect(page.get_by_label("Address of the backend")).to_have_value(backend.address)
    page.get_by_role("button", name="Does it answer?").click()
    expect(outcome).to_contain_text("It answers. Version: 9.8.7")
    backend.stop()
    try:
        page.get_by_role("button", name="Does it answer?").click()
        expect(outcome).to_contain_text("got no answer")
    finally:
        backend.start()


def test_the_options_refuse_what_is_no_address(reader: Reader, backend: FakeBackend) -> None:
    page = reader.page
    page.goto(reader.extension_page("pages/options.html"))
    field = page.get_by_label("Address of the backend")
    field.fill("javascript:alert(1)")
    field.press("Enter")
    expect(page.locator("#outcome")).to_contain_text("This is no web address")
    expect(field).to_be_focused()
    page.reload()
    expect(field).to_have_value(backend.address)


def test_the_welcome_page_says_what_is_sent_where_and_when(
    reader: Reader, backend: FakeBackend
) -> None:
    reader.page.goto(reader.extension_page("pages/welcome.html"))
    for words in ("What is sent", "Only when you ask", backend.address):
        expect(reader.page.locator("main")).to_contain_text(words)
