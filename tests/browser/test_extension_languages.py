"""The card and the extension's pages in the reader's language, and the source folder as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from pack_extension import EXTENSION
from tests.browser import chromium as chromiums
from tests.browser.fake_backend import FakeBackend
from tests.browser.reader import Reader
from tests.browser.served_pages import PageServer
from tests.browser.stories import at_once
from tests.unit.web import newsroom

pytestmark = pytest.mark.browser

FreshReader = Callable[..., Reader]

SHOWN = {
    "de": ("Belege", "Befund", "Unabhängig berichtet", "9 Berichte, 2 Ursprünge"),
    "fr": ("Éléments", "Verdict", "9 articles, 2 origines"),
}
ADDRESS = {"de": "Adresse des Servers", "fr": "Adresse du serveur"}


@pytest.fixture
def fresh_reader(
    playwright: Playwright, chromium_path: str, backend: FakeBackend, tmp_path: Path
) -> Iterator[FreshReader]:
    """Gives a reader at a browser of their own, which knows where the backend is."""
    with ExitStack() as opened:

        def open_browser(extension: Path, *options: str) -> Reader:
            context = chromiums.launch(playwright, chromium_path, extension, tmp_path, *options)
            opened.callback(context.close)
            workers = context.service_workers
            worker = workers[0] if workers else context.wait_for_event("serviceworker")
            worker.evaluate("backend => chrome.storage.local.set({backend})", backend.address)
            return Reader(context, worker.url.split("/")[2], context.new_page())

        yield open_browser


def language_of(page: Page) -> str:
    return str(page.evaluate("document.documentElement.lang"))


@pytest.mark.parametrize("language", SHOWN)
def test_a_reader_gets_card_and_pages_in_their_language(
    fresh_reader: FreshReader,
    chrome_package: Path,
    backend: FakeBackend,
    pages: PageServer,
    language: str,
) -> None:
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    reader = fresh_reader(chrome_package, f"--lang={language}")
    reader.opens(pages.address("/article"))
    reader.selects("#claim")
    card = reader.asks()
    card.shows(*SHOWN[language])
    assert card.page.evaluate("card.lang") == language
    reader.page.goto(reader.extension_page("pages/options.html"))
    expect(reader.page.locator("label[for=address]")).to_contain_text(ADDRESS[language])
    assert language_of(reader.page) == language


def test_a_reader_may_choose_another_language_than_the_browser_has(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    options = reader.page
    options.goto(reader.extension_page("pages/options.html"))
    options.get_by_role("combobox", name="Language").select_option("Deutsch")
    expect(options.locator("label[for=address]")).to_contain_text(ADDRESS["de"])
    assert language_of(options) == "de"
    reader.opens(pages.address("/article"))
    reader.selects("#claim")
    reader.asks().shows(*SHOWN["de"])
    options.goto(reader.extension_page("pages/options.html"))
    options.get_by_role("combobox", name="Sprache").select_option("")
    expect(options.locator("label[for=address]")).to_contain_text("Address of the backend")


def test_without_texts_in_the_readers_language_all_is_english_and_says_so(
    fresh_reader: FreshReader, chrome_package: Path
) -> None:
    reader = fresh_reader(chrome_package, "--lang=it")
    reader.page.goto(reader.extension_page("pages/welcome.html"))
    expect(reader.page.locator("main")).to_contain_text("Only when you ask")
    assert language_of(reader.page).startswith("en")


def test_the_folder_of_the_source_loads_as_it_is(
    fresh_reader: FreshReader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    reader = fresh_reader(EXTENSION)
    reader.opens(pages.address("/article"))
    reader.selects("#claim")
    reader.asks().shows("Independently reported")
