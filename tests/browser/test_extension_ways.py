"""What the reader has to switch on: notes drawn on return, a button beside a selection.

The browser's question for access to all sites cannot be answered without a screen, so the copy of
the extension that is driven here has that access from the start.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright

from pack_extension import EXTENSION
from tests.browser.fake_backend import FakeBackend
from tests.browser.reader import Card, Reader, until
from tests.browser.served_pages import SENTENCE, PageServer
from tests.browser.stories import at_once
from tests.browser.test_extension_notes import drawn
from tests.unit.web import newsroom

pytestmark = pytest.mark.browser

OUR_SCRIPTS = (
    "async () => (await chrome.scripting.getRegisteredContentScripts()).map(one => one.id)"
)


@pytest.fixture(scope="module")
def trusted(
    playwright: Playwright, chromium_path: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    """Chromium with a copy of the extension that may reach every site."""
    copy = tmp_path_factory.mktemp("trusted") / "extension"
    shutil.copytree(EXTENSION, copy, ignore=shutil.ignore_patterns("dev", "tests", "pictures"))
    manifest = json.loads((copy / "manifest.json").read_text())
    manifest["host_permissions"] = manifest.pop("optional_host_permissions")
    (copy / "manifest.json").write_text(json.dumps(manifest))
    context = playwright.chromium.launch_persistent_context(
        tmp_path_factory.mktemp("profile"),
        executable_path=chromium_path,
        headless=True,
        args=[
            "--no-sandbox",
            f"--disable-extensions-except={copy}",
            f"--load-extension={copy}",
            "--host-resolver-rules=MAP *.test 127.0.0.1",
        ],
    )
    yield context
    context.close()


@pytest.fixture
def reader(trusted: BrowserContext, backend: FakeBackend) -> Iterator[Reader]:
    workers = trusted.service_workers
    worker = workers[0] if workers else trusted.wait_for_event("serviceworker")
    page = trusted.new_page()
    page.set_viewport_size({"width": 1200, "height": 800})
    reader = Reader(trusted, worker.url.split("/")[2], page)
    reader.worker().evaluate(
        "address => chrome.storage.local.set({backend: address})", backend.address
    )
    reader.begins_anew()
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    yield reader
    page.close()


def switch(reader: Reader, name: str, *, on: bool) -> None:
    """Switch a way in on or off, as the options do, and wait until the browser knows."""
    worker = reader.worker()
    worker.evaluate("some => chrome.storage.local.set(some)", {name: on})
    script = {"showOnReturn": "return", "selectionButton": "offer"}[name]
    assert until(reader.page, lambda: (script in worker.evaluate(OUR_SCRIPTS)) == on)


def check(reader: Reader) -> Card:
    reader.selects("#claim")
    card = reader.asks()
    card.shows("Verdict")
    reader.page.keyboard.press("Escape")
    return card


def offers(page: Page) -> int:
    return int(page.evaluate("document.querySelectorAll('[popover]').length"))


def test_nothing_is_in_a_page_before_the_reader_switches_a_way_in_on(
    reader: Reader, pages: PageServer
) -> None:
    assert reader.worker().evaluate(OUR_SCRIPTS) == []
    page = reader.opens(pages.address("/article"))
    check(reader)
    page.reload()
    page.locator("#claim").click(click_count=3)
    assert not until(page, lambda: offers(page) > 0 or drawn(page) != {}, within=0.6)


def test_notes_are_drawn_on_return_where_the_reader_wants_it(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    switch(reader, "showOnReturn", on=True)
    page = reader.opens(pages.address("/article"))
    card = check(reader)
    backend.asked.clear()
    page.reload()
    assert until(page, lambda: drawn(page) == {"corroborated": [SENTENCE]})
    assert not card.is_open()
    assert backend.asked == []
    switch(reader, "showOnReturn", on=False)


def test_a_page_without_notes_gets_nothing_but_the_question_for_them(
    reader: Reader, pages: PageServer
) -> None:
    switch(reader, "showOnReturn", on=True)
    page = reader.opens(pages.address("/across"))
    script = """async () => {
        const [tab] = await chrome.tabs.query({active: true, lastFocusedWindow: true});
        const [first] = await chrome.scripting.executeScript({target: {tabId: tab.id},
            func: () => typeof globalThis.secondSourceAsk});
        return first.result;
    }"""
    assert not until(page, lambda: reader.worker().evaluate(script) != "undefined", within=0.5)
    switch(reader, "showOnReturn", on=False)


def test_notes_come_back_with_a_page_that_comes_without_loading(
    reader: Reader, pages: PageServer
) -> None:
    switch(reader, "showOnReturn", on=True)
    page = reader.opens(pages.address("/article?first"))
    check(reader)
    reader.opens(pages.address("/article?second"))
    assert not until(page, lambda: drawn(page) != {}, within=0.3)
    page.evaluate("history.pushState({}, '', '?first')")
    assert until(page, lambda: drawn(page) == {"corroborated": [SENTENCE]})
    page.evaluate("history.back()")
    assert until(page, lambda: drawn(page) == {})
    switch(reader, "showOnReturn", on=False)


def test_a_button_beside_the_selection_checks_it(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    switch(reader, "selectionButton", on=True)
    page = reader.opens(pages.address("/article"))
    page.locator("#next").click(click_count=3)
    assert until(page, lambda: offers(page) == 1)
    page.evaluate("getSelection().removeAllRanges()")
    assert until(page, lambda: offers(page) == 0)
    page.locator("#next").click(click_count=3)
    assert until(page, lambda: offers(page) == 1)
    end = page.evaluate("[...getSelection().getRangeAt(0).getClientRects()].at(-1).toJSON()")
    page.mouse.click(end["right"] + 22, end["bottom"] + 22)
    assert until(page, reader.card().is_open)
    reader.card().shows("Verdict")
    assert backend.posts()[0]["quote"].startswith("It was the cruellest night")
    switch(reader, "selectionButton", on=False)


def test_no_button_stands_beside_what_is_being_written(reader: Reader, pages: PageServer) -> None:
    switch(reader, "selectionButton", on=True)
    page = reader.opens(pages.address("/editor"))
    page.locator("#editor p").click(click_count=3)
    assert not until(page, lambda: offers(page) > 0, within=0.5)
    switch(reader, "selectionButton", on=False)


def test_a_frame_of_another_site_shows_the_card_itself_where_scripts_may_reach_it(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    page = reader.opens(pages.address("/article"))
    address = pages.address("/inner", "other.test")
    page.evaluate(
        """address => {
            const frame = document.createElement('iframe');
            Object.assign(frame, {src: address, width: 700, height: 500});
            document.body.prepend(frame);
        }""",
        address,
    )
    page.frame_locator("iframe").locator("#framed").wait_for()
    [frame] = [frame for frame in page.frames if frame.url == address]
    frame.evaluate("getSelection().selectAllChildren(document.querySelector('#framed'))")
    reader.worker().evaluate(
        """async address => {
            const [tab] = await chrome.tabs.query({active: true, lastFocusedWindow: true});
            const found = await chrome.scripting.executeScript(
                {target: {tabId: tab.id, allFrames: true}, func: () => location.href});
            const {frameId} = found.find(({result}) => result === address);
            const info = {menuItemId: 'check-claim', editable: false, frameId, frameUrl: address,
                selectionText: 'Twelve schools were closed.'};
            chrome.contextMenus.onClicked.dispatch(info, tab);
        }""",
        address,
    )
    form = "() => [...CSS.highlights.get('second-source-corroborated') ?? []].map(String)"
    assert until(page, lambda: frame.evaluate(form) == ["Twelve schools were closed."])
    assert frame.evaluate("document.querySelectorAll('[popover]').length") == 1
    assert offers(page) == 0
    [post] = backend.posts()
    assert post["page"]["url"] == address
