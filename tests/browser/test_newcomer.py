"""What a newcomer does: `make demo`, open the article, select a sentence, press the button.

Nothing is replaced: the program, the newsstand, its archive, the extension as it is shipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from backend.demo.cases import Case, load_cases
from tests import fakes
from tests.browser.fake_backend import FakeBackend
from tests.browser.reader import Card, Reader, tell_address
from tests.browser.side_panel import beside
from tests.functional.program import Serving

pytestmark = pytest.mark.browser

A_WHOLE_CHECK = 120.0
"""The judges are at work; on a machine with much to do that takes its time."""

CASES = {case.name: case for case in load_cases()}
PLAIN = CASES["another number"]
WIRE = CASES["one wire story in six places"]
STRICT = CASES["a claim on a page with a strict policy"]

_SELECT = """sentence => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode()); ) {
        const at = node.data.indexOf(sentence);
        if (at < 0) continue;
        node.parentElement.scrollIntoView({block: 'center'});
        getSelection().setBaseAndExtent(node, at, node, at + sentence.length);
        return true;
    }
    return false;
}"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("demo")
    demo = Serving(
        "demo", "--ports", "0", log=folder / "log", database_url=f"sqlite:///{folder}/demo.db"
    )
    yield demo
    demo.kill()


@pytest.fixture(scope="module")
def newsstand(demo: Serving) -> str:
    """The address of the newsstand's index, as the program prints it."""
    line = re.compile(r"The newsstand +(http\S+)")
    fakes.until(lambda: line.search(demo.output) is not None)
    return str(line.findall(demo.output)[0])


@pytest.fixture(scope="module")
def _asks_the_demo(
    browser: BrowserContext, extension_id: str, demo: Serving, backend: FakeBackend
) -> Iterator[None]:
    """The reader tells the options page where the demonstration is, and back again."""
    tell_address(browser, extension_id, demo.url)
    yield
    tell_address(browser, extension_id, backend.address)


def opens(reader: Reader, newsstand: str, case: Case) -> Page:
    """Open the page of a case, by the link that the newsstand's index has to it."""
    page = reader.opens(newsstand)
    slug = case.page.split("/")[1]
    link = page.locator(f"a[href*='{slug}']").first.get_attribute("href")
    assert link is not None
    return reader.opens(link)


def checks(reader: Reader, page: Page, case: Case) -> Card:
    assert page.evaluate(_SELECT, case.sentence)
    return reader.asks()


@pytest.mark.usefixtures("_asks_the_demo")
def test_the_article_of_the_newsstand_is_doubted(reader: Reader, newsstand: str) -> None:
    page = opens(reader, newsstand, PLAIN)
    card = checks(reader, page, PLAIN)
    card.shows("Reading")
    text = card.shows("Reports disagree", within=A_WHOLE_CHECK)
    assert text.index("Evidence") < text.index("Reports disagree")
    assert "North Korea has decided to send about 12,000 soldiers to Russia" in text
    assert "Number differs" in text
    links = card.attributes("a", "href")
    assert links
    assert all(str(link).startswith("http://127.0.0.1:") for link in links)


@pytest.mark.usefixtures("_asks_the_demo")
def test_a_scan_of_the_article_finds_the_sentence_and_has_it_checked(
    reader: Reader, newsstand: str
) -> None:
    page = opens(reader, newsstand, WIRE)
    reader.asks().shows("Select a sentence first")
    page.keyboard.press("Escape")
    with beside(reader) as panel:
        panel.scans()
        line = panel.sentences.filter(has_text=WIRE.sentence)
        expect(line).to_contain_text("Not checked")
        line.get_by_role("checkbox").check()
        panel.button("Check the 1 chosen").click()
        expect(line).to_contain_text("One origin only", timeout=20_000)


@pytest.mark.usefixtures("_asks_the_demo")
def test_a_reader_who_likes_it_dark_doubts_it_too(reader: Reader, newsstand: str) -> None:
    page = opens(reader, newsstand, WIRE)
    page.emulate_media(color_scheme="dark")
    checks(reader, page, WIRE).shows("6 reports, 1 origin", "One origin only", within=A_WHOLE_CHECK)


@pytest.mark.usefixtures("_asks_the_demo")
def test_a_page_with_a_strict_policy_gets_its_note_too(reader: Reader, newsstand: str) -> None:
    page = opens(reader, newsstand, STRICT)
    policy = page.request.get(page.url).headers["content-security-policy"]
    assert "require-trusted-types-for" in policy
    card = checks(reader, page, STRICT)
    card.shows("Independently reported", "36 countries", within=A_WHOLE_CHECK)


@pytest.mark.usefixtures("_asks_the_demo")
@pytest.mark.parametrize("name", ["opinion", "prediction", "nothing found"])
def test_what_gets_no_verdict_is_told_so(reader: Reader, newsstand: str, name: str) -> None:
    case = CASES[name]
    card = checks(reader, opens(reader, newsstand, case), case)
    expected = {"nothing found": "Not enough found"}.get(name, f"No verdict: {name}")
    card.shows(expected, within=A_WHOLE_CHECK)
