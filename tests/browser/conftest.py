"""One browser with the extension for all tests that drive it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from werkzeug.serving import make_server

from pack_extension import CHROME, EXTENSION, pack
from tests.browser import chromium as chromiums
from tests.browser.fake_backend import FakeBackend
from tests.browser.reader import Reader, until
from tests.browser.served_pages import PageServer
from tests.browser.site import Site

RESULTS = Path(__file__).parent / "results"


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def chromium_path(playwright: Playwright) -> str:
    path = chromiums.find(playwright)
    if path is None:
        pytest.fail(chromiums.ADVICE, pytrace=False)
    return path


@pytest.fixture(scope="session")
def backend() -> Iterator[FakeBackend]:
    """One backend for all tests, since the browser is told its address once."""
    backend = FakeBackend()
    backend.start()
    yield backend
    backend.stop()


@pytest.fixture(scope="session")
def pages() -> Iterator[PageServer]:
    server = PageServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def chrome_package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package for Chrome, unpacked."""
    folder = tmp_path_factory.mktemp("chrome-package")
    with ZipFile(pack(CHROME, EXTENSION, folder)) as package:
        package.extractall(folder / "unpacked")
    return folder / "unpacked"


@pytest.fixture(scope="session")
def browser(
    playwright: Playwright,
    chromium_path: str,
    chrome_package: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[BrowserContext]:
    """Chromium with the extension as it is shipped."""
    profile = tmp_path_factory.mktemp("profile")
    context = chromiums.launch(playwright, chromium_path, chrome_package, profile)
    yield context
    context.close()


@pytest.fixture(scope="session")
def extension_id(browser: BrowserContext, backend: FakeBackend) -> str:
    """The extension's id, once a reader has told it in the options where the backend is."""
    workers = browser.service_workers
    worker = workers[0] if workers else browser.wait_for_event("serviceworker")
    found = worker.url.split("/")[2]
    options = browser.new_page()
    options.goto(f"chrome-extension://{found}/pages/options.html")
    options.get_by_label("Address of the backend").fill(f"{backend.address}/")
    options.get_by_role("button", name="Save").click()
    assert until(options, lambda: "Saved." in options.locator("#outcome").inner_text())
    options.close()
    return found


@pytest.fixture(scope="session")
def pictures() -> Path:
    """Where screenshots are kept: out of the repository, unless somebody asks for new ones."""
    folder = Path(os.environ.get("SECOND_SOURCE_TEST_PICTURES", RESULTS))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def tab(browser: BrowserContext) -> Iterator[Page]:
    page = browser.new_page()
    page.set_viewport_size({"width": 1200, "height": 800})
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    yield page
    page.close()


@pytest.fixture
def reader(browser: BrowserContext, extension_id: str, tab: Page) -> Reader:
    reader = Reader(browser, extension_id, tab)
    reader.begins_anew()
    return reader


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    server = make_server("127.0.0.1", 0, site.app(), threaded=True)
    site.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield site
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def chromium(playwright: Playwright, chromium_path: str) -> Iterator[Browser]:
    args = ["--no-sandbox"]
    with playwright.chromium.launch(executable_path=chromium_path, args=args) as browser:
        yield browser


@pytest.fixture
def scriptless(playwright: Playwright, chromium_path: str) -> Iterator[Browser]:
    """A browser whose scripts are off.

    Playwright's own switch leaves `noscript` parsed as if they were on.
    """
    args = ["--no-sandbox", "--blink-settings=scriptEnabled=false"]
    with playwright.chromium.launch(executable_path=chromium_path, args=args) as browser:
        yield browser


@pytest.fixture
def plain_tab(chromium: Browser) -> Iterator[Page]:
    """A tab that fails the test if a script fails or the content policy is broken."""
    context = chromium.new_context()
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda told: troubles.append(told.text) if "Policy" in told.text else None)
    yield page
    context.close()
    assert troubles == []
