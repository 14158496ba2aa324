"""The options: the backend and its token, the ways in, what is kept, and how to be rid of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from backend.checking.document import note_document
from tests.browser.fake_backend import FakeBackend
from tests.browser.reader import Reader, until
from tests.browser.side_panel import keep, kept_note
from tests.browser.stories import at_once
from tests.unit.web import newsroom

pytestmark = pytest.mark.browser


@pytest.fixture
def options(reader: Reader, backend: FakeBackend) -> Iterator[Page]:
    """The options; the address that all tests share is set back."""
    page = reader.page
    page.goto(reader.extension_page("pages/options.html"))
    expect(page.get_by_label("Address of the backend")).to_have_value(backend.address)
    yield page
    page.evaluate("(backend) => chrome.storage.local.set({ backend })", backend.address)


def kept(page: Page) -> list[str]:
    """The quotes of the notes in the history."""
    quotes: list[str] = page.evaluate(
        """import('/shared/history.js').then(({ allKept }) => allKept())
            .then((kept) => kept.map(({ highlight }) => highlight.quote))"""
    )
    return quotes


def stored(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate("chrome.storage.local.get()")
    return found


def answers(page: Page, *, allowed: bool) -> None:
    """Answer in the reader's place when the browser asks: headless, nobody sees its question."""
    page.evaluate(
        """(allowed) => {
            globalThis.asked = [];
            chrome.permissions.request = async (what) => { asked.push(what); return allowed; };
        }""",
        allowed,
    )


def test_the_options_tell_what_the_backend_can_do(options: Page) -> None:
    options.get_by_role("button", name="Does it answer?").click()
    outcome = options.locator("#outcome")
    for words in ("Version: 9.8.7", "ready to check", "scans pages", "takes no flags"):
        expect(outcome).to_contain_text(words)


def test_a_token_is_sent_to_its_backend_and_hidden_until_asked_for(
    options: Page, backend: FakeBackend
) -> None:
    field = options.get_by_label("Token", exact=True)
    field.fill("key-of-mine")
    options.get_by_role("button", name="Use this token").click()
    expect(options.locator("#token-outcome")).to_have_text("Saved.")
    assert field.get_attribute("type") == "password"
    options.get_by_role("button", name="Show").click()
    assert field.get_attribute("type") == "text"
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    options.get_by_role("button", name="Does it answer?").click()
    expect(options.locator("#outcome")).to_contain_text("Version")
    sent = {asked.headers.get("authorization") for asked in backend.asked}
    assert sent == {"Bearer key-of-mine"}


def test_another_backend_is_not_given_the_token_of_the_one_before(options: Page) -> None:
    options.get_by_label("Token", exact=True).fill("key-of-mine")
    options.get_by_role("button", name="Use this token").click()
    options.get_by_label("Address of the backend").fill("http://127.0.0.1:1")
    options.get_by_role("button", name="Save").click()
    expect(options.locator("#outcome")).to_have_text("Saved.")
    expect(options.get_by_label("Token", exact=True)).to_have_value("")


def test_a_token_that_could_not_be_sent_is_refused(options: Page) -> None:
    field = options.get_by_label("Token", exact=True)
    field.fill("two words")
    field.press("Enter")
    expect(options.locator("#token-outcome")).to_contain_text("Not saved")
    expect(field).to_be_focused()
    assert "tokens" not in stored(options)


def test_switching_the_history_off_asks_and_deletes_what_was_kept(options: Page) -> None:
    keep(options, kept_note(note_document(newsroom.nine_of_two())))
    box = options.get_by_label("Keep the notes that I ask for")
    box.click()
    dialog = options.get_by_role("dialog")
    expect(dialog).to_contain_text("The 1 note that is kept will be deleted")
    expect(dialog.get_by_role("button", name="Cancel")).to_be_focused()
    options.keyboard.press("Escape")
    expect(box).to_be_checked()
    assert len(kept(options)) == 1
    box.click()
    dialog.get_by_role("button", name="Delete and keep none").click()
    expect(options.locator("#keeping-outcome")).to_contain_text("No notes are kept")
    assert kept(options) == []
    options.reload()
    expect(box).not_to_be_checked()


def test_what_needs_all_pages_is_left_off_where_the_reader_does_not_allow_it(options: Page) -> None:
    answers(options, allowed=False)
    box = options.get_by_label("Show my notes again when I return to a page")
    box.click()
    expect(options.locator("#keeping-outcome")).to_contain_text("Left off")
    expect(box).not_to_be_checked()
    assert options.evaluate("asked") == [{"origins": ["https://*/*"]}]
    assert not stored(options).get("showOnReturn")


def test_the_button_beside_a_selection_is_kept_once_it_is_allowed(options: Page) -> None:
    answers(options, allowed=True)
    options.get_by_label("A small button beside what you select").click()
    expect(options.locator("#ways-outcome")).to_have_text("Saved.")
    assert stored(options)["selectionButton"] is True


def test_the_menu_on_a_selection_goes_when_it_is_not_wanted(options: Page, reader: Reader) -> None:
    def offered() -> bool:
        return bool(
            reader.worker().evaluate(
                """new Promise((resolve) => chrome.contextMenus.update('check-claim', {},
                    () => resolve(!chrome.runtime.lastError)))"""
            )
        )

    assert offered()
    box = options.get_by_label("“Check this claim” when you right-click a selection")
    box.click()
    assert until(options, lambda: not offered())


def test_the_shortcuts_are_shown_as_they_are_set(options: Page) -> None:
    shown = options.locator("#shortcuts")
    expect(shown).to_contain_text("Check this claim")
    expect(shown).to_contain_text("Ctrl+Shift+Y")
    expect(shown).to_contain_text("Alt+O")


def test_deleting_everything_asks_deletes_and_says_what_the_backend_holds(
    options: Page, backend: FakeBackend
) -> None:
    keep(options, kept_note(note_document(newsroom.nine_of_two())))
    options.get_by_label("Token", exact=True).fill("key-of-mine")
    options.get_by_role("button", name="Use this token").click()
    options.get_by_role("button", name="Delete everything…").click()
    dialog = options.get_by_role("dialog")
    dialog.get_by_role("button", name="Cancel").click()
    assert "tokens" in stored(options)
    options.get_by_role("button", name="Delete everything…").click()
    dialog.get_by_role("button", name="Delete everything", exact=True).click()
    expect(options.locator("#erase-outcome")).to_contain_text(backend.address)
    expect(options.get_by_label("Token", exact=True)).to_have_value("")
    assert kept(options) == []
    assert stored(options) == {}
